using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Discovering;

/// <summary>What a discovery is to learn from, how, and where the book goes.</summary>
internal sealed record DiscoveryRequest
{
    /// <summary>Structures with at most so many defects train, unless told otherwise.</summary>
    public const int UsualMaxDefects = 2;

    /// <summary>Folders whose structures with few defects train.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Folders whose structures of any size train.</summary>
    public IReadOnlyList<string> Dense { get; init; } = [];

    /// <summary>Most defects of a structure of <see cref="Folders"/>; null leaves the choice to the program.</summary>
    public int? MaxDefects { get; init; }

    /// <summary>Share of the dense structures that trains.</summary>
    public double DenseFraction { get; init; } = 1;

    /// <summary>Triples that train beside.</summary>
    public int Triples { get; init; }

    /// <summary>How to search; the budget is the whole command's.</summary>
    public required DiscoveryOptions Options { get; init; }

    /// <summary>Where the book goes.</summary>
    public required string Book { get; init; }

    /// <summary>The service that searches; null searches in this process.</summary>
    public Uri? Server { get; init; }

    /// <summary>Whether to go on with an interrupted campaign.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether bad rows are left out.</summary>
    public bool SkipBad { get; init; }

    /// <summary>The file beside the book that keeps an interrupted campaign.</summary>
    public string Checkpoint => Book + ".campaign";
}
