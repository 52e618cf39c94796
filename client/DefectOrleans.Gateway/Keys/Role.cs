namespace DefectOrleans.Gateway.Keys;

/// <summary>What a key may do; each role may do what those before it may.</summary>
public enum Role
{
    /// <summary>Read books and campaigns, and predict.</summary>
    Query,

    /// <summary>Start, hold and end campaigns.</summary>
    Run,

    /// <summary>Put books.</summary>
    Administer,
}
