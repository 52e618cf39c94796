namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>What proposed a formula.</summary>
public enum Origin : byte
{
    /// <summary>Another search, or whoever planted it; also what a message or an older file does not tell.</summary>
    Elsewhere,

    /// <summary>The network.</summary>
    Sample,

    /// <summary>A local edit of another formula.</summary>
    Edit,

    /// <summary>The completion of another formula.</summary>
    Completion,
}
