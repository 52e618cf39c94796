using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>How a search goes about its work. Each addition to the published algorithm can be turned off.</summary>
public sealed record SearchOptions
{
    /// <summary>
    /// SEGVAE as published: no constants fitted, no local edits, no restarts, no exchange, duplicates scored again, samples
    /// that are no formula thrown away.
    /// </summary>
    public static SearchOptions Published { get; } = new()
    {
        SamplesPerEpoch = 5000,
        EditsPerEpoch = 0,
        RoundEditsPerEpoch = 0,
        CompletionsPerEpoch = 0,
        RoundCompletionsPerEpoch = 0,
        PromptedShare = 0,
        TrainingEpochs = 1,
        TrainingRowsPerEpoch = 5000,
        LearnsFromKept = false,
        EliteShare = 0.2,
        ConstraintMask = false,
        FitConstants = false,
        Deduplicate = false,
        LearnedPriors = false,
        Snap = false,
        ExchangeEpochs = 0,
        RestartEpochs = 0,
    };

    /// <summary>A search for one law for many tables: each law takes as long as a hundred formulas.</summary>
    public static SearchOptions OfLaws { get; } = new()
    {
        SamplesPerEpoch = 200,
        EditsPerEpoch = 800,
        RoundEditsPerEpoch = 0,
        CompletionsPerEpoch = 0,
        RoundCompletionsPerEpoch = 0,
        RoundPromptedShare = 0,
        TrainingRowsPerEpoch = 128,
        Snap = false,
    };

    /// <summary>Sequences sampled from the network in an epoch.</summary>
    public int SamplesPerEpoch { get; init; } = 150;

    /// <summary>
    /// Share of the samples that begin as a formula of the archive does, up to a random token, and go on as the network has
    /// it.
    /// </summary>
    public double PromptedShare { get; init; } = 0.9;

    /// <summary>Share of the prompted samples that begin as formulas of round numbers, and take in none to fit.</summary>
    public double RoundPromptedShare { get; init; } = 0.8;

    /// <summary>Local edits of elites in an epoch; 0 turns them off.</summary>
    public int EditsPerEpoch { get; init; } = 1500;

    /// <summary>
    /// Local edits of elites of round numbers that bring in no constant to fit. They are scored many times faster, and where
    /// points are noisy the law is among them. 0 turns them off.
    /// </summary>
    public int RoundEditsPerEpoch { get; init; } = 20_000;

    /// <summary>
    /// Times in an epoch that an elite is completed by the small formula that its residuals ask for, with a factor; 0 turns
    /// this off.
    /// </summary>
    public int CompletionsPerEpoch { get; init; } = 300;

    /// <summary>The same for elites of round numbers, by parts without factors; 0 turns this off.</summary>
    public int RoundCompletionsPerEpoch { get; init; } = 700;

    /// <summary>The network is trained every so many epochs: a step takes as long as hundreds of edits.</summary>
    public int TrainingEpochs { get; init; } = 4;

    /// <summary>Elite sequences that it is trained on in such an epoch, in batches of <see cref="BatchSize"/>.</summary>
    public int TrainingRowsPerEpoch { get; init; } = 64;

    /// <summary>Rows of a training batch.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>
    /// Whether all that entered the archive in an epoch trains the network; else a share of its valid formulas.
    /// </summary>
    public bool LearnsFromKept { get; init; } = true;

    /// <summary>That share: the best.</summary>
    public double EliteShare { get; init; } = 0.1;

    /// <summary>Epochs whose elites train the network.</summary>
    public int EliteEpochs { get; init; } = 5;

    /// <summary>Kept formulas of each complexity: parents of local edits.</summary>
    public int ArchiveDepth { get; init; } = 12;

    /// <summary>Constants are fitted; otherwise formulas take their numbers from the literals −1 … 10, 0.5 and π.</summary>
    public bool FitConstants { get; init; } = true;

    /// <summary>Masks tokens while sampling so that every sequence is a formula that the rules accept.</summary>
    public bool ConstraintMask { get; init; } = true;

    /// <summary>A formula that was scored under another writing is not scored again.</summary>
    public bool Deduplicate { get; init; } = true;

    /// <summary>Local edits draw tokens as often as elites use them.</summary>
    public bool LearnedPriors { get; init; } = true;

    /// <summary>Constants of good formulas are replaced by integers and simple fractions where the data allow.</summary>
    public bool Snap { get; init; } = true;

    /// <summary>Islands show each other their fronts after so many epochs; 0 never.</summary>
    public int ExchangeEpochs { get; init; } = 5;

    /// <summary>An island without progress for so many epochs starts anew, its front kept; 0 never.</summary>
    public int RestartEpochs { get; init; } = 25;

    /// <summary>Settings of the network's training.</summary>
    public TrainingOptions Training { get; init; } = new();
}

/// <summary>When a search ends; whatever comes first. Without any bound it would never end, so one is required.</summary>
public sealed record StopRule
{
    /// <summary>Time.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Epochs of each island.</summary>
    public int? Epochs { get; init; }

    /// <summary>Formulas scored, over all islands, at the end of an epoch.</summary>
    public long? Scored { get; init; }

    /// <summary>Ends when the best mean squared error is at or below this.</summary>
    public double TargetError { get; init; } = 1e-20;

    /// <summary>
    /// Epochs without progress of the error that a search at its target goes on for: the first exact formula is seldom the
    /// shortest. Neither the budget nor the epochs grow by it.
    /// </summary>
    public int EpochsAtTarget { get; init; }

    /// <summary>Ends after so many epochs of all islands without progress; null never.</summary>
    public int? PatienceEpochs { get; init; }
}
