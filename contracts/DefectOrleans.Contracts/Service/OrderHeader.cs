namespace DefectOrleans.Contracts;

/// <summary>
/// The header that goes with every request that is no mere question. A browser lets no page of another address send it, so
/// that none can steer a service that the browser reaches.
/// </summary>
public static class OrderHeader
{
    /// <summary>Its name.</summary>
    public const string Name = "X-Defects-Request";

    /// <summary>Its value; any other one does as well.</summary>
    public const string Value = "1";
}
