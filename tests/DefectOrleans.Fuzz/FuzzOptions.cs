namespace DefectOrleans.Fuzz;

/// <summary>What a run does.</summary>
public sealed record FuzzOptions
{
    /// <summary>Number of cases.</summary>
    public long Cases { get; init; } = 100_000;

    /// <summary>Number of the first case.</summary>
    public long First { get; init; }

    /// <summary>The seed: with the case's number it makes the case.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Names of targets, or the beginning of them; all where none is given.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Where finds are written, and which case each thread is at; nowhere where none is given.</summary>
    public string? Folder { get; init; }

    /// <summary>Longest time that a case may take.</summary>
    public TimeSpan LongestTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Most memory that a case may allocate, bytes.</summary>
    public long MostMemory { get; init; } = 200L << 20;
}
