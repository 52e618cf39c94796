using DefectOrleans.Engine;

namespace DefectOrleans.Grains;

/// <summary>How a silo's grains go about their work. <see cref="Validate"/> names all faults at once.</summary>
public sealed record GrainSettings
{
    /// <summary>Most campaigns that may be asked to be kept; more than one lists.</summary>
    public const int MostKept = 100_000;

    /// <summary>Longest time that campaigns may be asked to be kept for, days.</summary>
    public const int LongestKept = 36_500;

    /// <summary>
    /// Cores that this silo searches on; one runs one island at a time. Silos of a cluster are taken to be alike.
    /// </summary>
    public int Cores { get; init; } = Environment.ProcessorCount;

    /// <summary>Time between a search's snapshots: what a crash may cost, beside the epoch that runs.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Time between a campaign's looks at its running searches.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between a silo's looks for campaigns that nobody runs.</summary>
    public TimeSpan WakeEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between a silo's looks for rows of searches whose campaign has ended.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time between a composer's looks for a new book.</summary>
    public TimeSpan BookCheckEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Versions of a book that are kept.</summary>
    public int BookVersions { get; init; } = 3;

    /// <summary>Campaigns that are kept after their end, the latest; 0 keeps all.</summary>
    public int KeepCampaigns { get; init; } = 200;

    /// <summary>How long a campaign is kept after its end; zero keeps it for ever.</summary>
    public TimeSpan KeepFor { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Names every fault of the settings.</summary>
    /// <exception cref="InputException">A setting is out of its range.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (Cores is < 1 or > 1024)
            faults.Add($"{Cores} cores; expected 1 to 1024");
        if (CheckpointEvery <= TimeSpan.Zero || CheckpointEvery > TimeSpan.FromSeconds(25))
            faults.Add($"a checkpoint every {CheckpointEvery}; expected above 0 and at most 25 s");
        Check(LookEvery, "a look at the searches");
        Check(WakeEvery, "a look for campaigns");
        if (SweepEvery < TimeSpan.FromMilliseconds(10) || SweepEvery > TimeSpan.FromDays(1))
            faults.Add($"a look for rows of ended searches every {SweepEvery}; expected 10 ms to 1 day");
        Check(BookCheckEvery, "a look for a new book");
        if (BookVersions is < 1 or > 100)
            faults.Add($"{BookVersions} versions of a book; expected 1 to 100");
        if (KeepCampaigns is < 0 or > MostKept)
            faults.Add($"{KeepCampaigns} campaigns kept; expected 0 (all) to {MostKept}");
        if (KeepFor < TimeSpan.Zero || KeepFor > TimeSpan.FromDays(LongestKept))
            faults.Add($"campaigns kept for {KeepFor.TotalDays} days; expected 0 (for ever) to {LongestKept}");
        if (faults.Count > 0)
            throw new InputException(string.Join("; ", faults));

        void Check(TimeSpan every, string what)
        {
            if (every < TimeSpan.FromMilliseconds(10) || every > TimeSpan.FromMinutes(1))
                faults.Add($"{what} every {every}; expected 10 ms to 1 minute");
        }
    }
}
