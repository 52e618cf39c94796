namespace DefectOrleans.Contracts;

/// <summary>How a book's formulas were chosen: what was calculated, read in three ways.</summary>
public enum Reading
{
    /// <summary>Each channel's formula of the least error, however long.</summary>
    Close,

    /// <summary>Each channel's own short formula.</summary>
    Short,

    /// <summary>One form for all channels of a property, with numbers of each channel's own.</summary>
    Law,
}
