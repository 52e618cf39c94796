using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Laws;

/// <summary>The search for one law for all pair channels of a property.</summary>
/// <param name="Property">The property.</param>
/// <param name="Channels">The channels' own searches, whose tables the law is for.</param>
/// <param name="Problem">What is searched.</param>
public sealed record LawSearch(Property Property, ImmutableArray<PairSearch> Channels, SearchProblem Problem)
{
    // eV. A table that jumps between electronic states shall not bend a law that is right for the others.
    private const double HuberThreshold = 0.01;

    // A table of few points is not asked what the law is; it takes its numbers from it.
    private const int FewestPoints = 6;

    /// <summary>How these searches go about their work: each law takes as long as a hundred formulas.</summary>
    public static SearchOptions Options { get; } = new()
    {
        SamplesPerEpoch = 200, EditsPerEpoch = 800, RoundEditsPerEpoch = 0, CompletionsPerEpoch = 0,
        RoundCompletionsPerEpoch = 0, RoundPromptedShare = 0, TrainingRowsPerEpoch = 128, Snap = false,
    };

    /// <summary>Makes the search of a property's channels.</summary>
    /// <param name="searches">Searches of all channels.</param>
    /// <param name="property">The property.</param>
    /// <param name="maxComplexity">The law's highest complexity, as the paper counts it.</param>
    /// <param name="maxOwn">Most own numbers.</param>
    /// <param name="maxShared">Most shared numbers.</param>
    /// <returns>Null where fewer than two channels have enough points.</returns>
    public static LawSearch? For(
        IEnumerable<PairSearch> searches, Property property, int maxComplexity, int maxOwn, int maxShared)
    {
        ImmutableArray<PairSearch> channels =
        [
            .. searches.Where(s => s.Table.Property == property && s.Problem.Points.Count >= FewestPoints)
                .OrderBy(s => s.Name, StringComparer.Ordinal),
        ];
        if (channels.Length < 2)
            return null;
        var tables = LawTables.Of([.. channels.Select(c => c.Problem.Points)], HuberThreshold);
        var first = channels[0].Problem;
        var rules = first.Rules with
        {
            Allowed = first.Rules.Allowed.With(Token.Shared),
            MaxComplexity = maxComplexity,
            MaxConstants = maxOwn,
            MaxShared = maxShared,
        };
        // What happens between the points is in the tables.
        var limit = first.Limit is null ? null : first.Limit with { Smoothness = null, DomainPoints = 256 };
        var name = $"law of {property.ToString().ToLowerInvariant()}";
        return new LawSearch(property, channels, new SearchProblem(name, tables.Rows, rules, limit) { Tables = tables });
    }

    /// <summary>The formula that a law is for a channel.</summary>
    public Expression MemberOf(Expression law, int channel) => LawNumbers.MemberOf(law, channel, Channels.Length);
}
