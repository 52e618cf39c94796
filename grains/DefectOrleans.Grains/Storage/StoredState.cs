namespace DefectOrleans.Grains;

/// <summary>
/// A grain's state as it is stored. One that can't be read comes to its grain empty and with the reason: the grain is there
/// and can say so, and the row that it was read from can be replaced or deleted.
/// </summary>
public abstract record StoredState
{
    /// <summary>Why what is stored can't be read; null where it can. Never stored.</summary>
    public string? Unreadable { get; init; }
}
