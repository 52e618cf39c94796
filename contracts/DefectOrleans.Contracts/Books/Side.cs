namespace DefectOrleans.Contracts;

/// <summary>How the sites of a pair lie to the middle plane of the layer.</summary>
public enum Side
{
    /// <summary>Both above, both below, or both in the middle plane.</summary>
    Same,

    /// <summary>One above and one below.</summary>
    Opposite,

    /// <summary>Just one of the two lies in the middle plane (a metal site and a chalcogen site).</summary>
    Middle,
}
