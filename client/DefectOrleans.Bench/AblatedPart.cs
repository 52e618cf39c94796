using System.Collections.Immutable;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>Something that our search has and the published algorithm has not.</summary>
/// <param name="Name">One word, such as <c>edits</c>.</param>
/// <param name="Meaning">What it is.</param>
/// <param name="Without">The options with it turned off.</param>
public sealed record AblatedPart(string Name, string Meaning, Func<SearchOptions, SearchOptions> Without)
{
    /// <summary>The search without these.</summary>
    public static SearchOptions Less(SearchOptions from, params IEnumerable<string> names) =>
        All.Where(part => names.Contains(part.Name)).Aggregate(from, (options, part) => part.Without(options));

    /// <summary>All of them.</summary>
    public static ImmutableArray<AblatedPart> All { get; } =
    [
        new("network", "a network, trained on the best, proposes formulas",
            o => o with { SamplesPerEpoch = 0, TrainingRowsPerEpoch = 0 }),
        new("constants", "constants are fitted, not put together from literals", o => o with { FitConstants = false }),
        new("snapping", "fitted constants are replaced by round ones where the points allow", o => o with { Snap = false }),
        new("deduplication", "a formula under another writing is not scored again", o => o with { Deduplicate = false }),
        new("priors", "edits draw tokens as often as elites use them", o => o with { LearnedPriors = false }),
        new("edits", "elites are edited, beside what the network samples",
            o => o with { EditsPerEpoch = 0, RoundEditsPerEpoch = 0 }),
        new("completion", "elites are completed by the small formula that their residuals ask for",
            o => o with { CompletionsPerEpoch = 0, RoundCompletionsPerEpoch = 0 }),
        new("mask", "tokens are masked while sampling, so that every sample is a formula",
            o => o with { ConstraintMask = false }),
        new("exchange", "islands show each other their fronts", o => o with { ExchangeEpochs = 0 }),
        new("restarts", "an island without progress starts anew", o => o with { RestartEpochs = 0 }),
    ];
}
