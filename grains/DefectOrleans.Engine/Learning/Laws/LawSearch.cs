using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Laws;

/// <summary>The search for one law for all pair channels of a property.</summary>
/// <param name="Property">The property.</param>
/// <param name="Channels">The channels' own searches, whose tables the law is for.</param>
/// <param name="Problem">What is searched.</param>
public sealed record LawSearch(Property Property, ImmutableArray<PairSearch> Channels, SearchProblem Problem) : IPlannedSearch
{
    /// <summary>The most complex law that campaigns look for, as the paper counts complexity.</summary>
    public const int MostComplex = PairSearch.ShortComplexity;

    /// <summary>The most numbers that each channel may have for itself in campaigns, and that all may share.</summary>
    public const int MostOwn = 5, MostShared = 3;

    private static readonly string[] Variables = ["r"];

    // Part of the channels that a law may leave out and still be one.
    private const double MostExceptions = 0.3;

    // eV. A table that jumps between electronic states shall not bend a law that is right for the others.
    private const double HuberThreshold = 0.01;

    // A table of few points is not asked what the law is; it takes its numbers from it.
    private const int FewestPoints = 6;

    /// <summary>How these searches go about their work.</summary>
    public static SearchOptions Options => SearchOptions.OfLaws;

    /// <inheritdoc/>
    public string Name => Problem.Name;

    SearchOptions IPlannedSearch.Options => Options;

    /// <inheritdoc/>
    public StopRule StopAt(TimeSpan? budget, int? epochs) => PairSearch.StopAt(budget, epochs);

    /// <inheritdoc/>
    public string Written(Expression formula) => LawText.Of(
        formula, Channels.Length, Variables,
        shared:
        [
            .. LawNumbers.SharedOf(formula, Channels.Length)
                .Select(number => number.ToString("G4", CultureInfo.InvariantCulture)),
        ]).Form;

    /// <summary>Makes the search of a property's channels, as campaigns do.</summary>
    /// <param name="searches">Searches of all channels.</param>
    /// <param name="property">The property.</param>
    /// <param name="maxComplexity">The highest complexity that users asked for.</param>
    /// <returns>Null where fewer than two channels have enough points.</returns>
    public static LawSearch? For(IEnumerable<PairSearch> searches, Property property, int maxComplexity) =>
        For(searches, property, Math.Min(maxComplexity, MostComplex), MostOwn, MostShared) is { } search
            ? search with
            {
                Problem = search.Problem with { Exceptions = (int)(MostExceptions * search.Channels.Length) },
            }
            : null;

    /// <summary>Makes the search of a property's channels, none of which may be an exception.</summary>
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
        var tables = TablesOf(channels);
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

    /// <summary>
    /// Whether the formula that a law is for a channel is proven finite, and right at large r, as the search asks.
    /// </summary>
    public bool Allows(Expression formula)
    {
        if (Problem.Limit is null)
            return true;
        var check = new LimitCheck(Problem.Limit);
        return check.Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan())
            && check.Proves(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
    }

    /// <summary>The search whose energies are by so much higher (<see cref="PairSearch.Shifted"/>).</summary>
    public LawSearch Shifted(double energy)
    {
        ImmutableArray<PairSearch> channels = [.. Channels.Select(c => c.Shifted(energy))];
        var tables = TablesOf(channels);
        return this with { Channels = channels, Problem = Problem with { Points = tables.Rows, Tables = tables } };
    }

    /// <summary>The number of a pair's channel among the law's; null where its table is not among them.</summary>
    public int? ChannelOf(PairSearch search) =>
        Channels.Select(c => c.Name).ToImmutableArray().IndexOf(search.Name) is var at and >= 0 ? at : null;

    /// <summary>The formula that a law is for a channel.</summary>
    public Expression MemberOf(Expression law, int channel) => LawNumbers.MemberOf(law, channel, Channels.Length);

    /// <summary>Channels' tables, laid out for laws.</summary>
    internal static LawTables TablesOf(ImmutableArray<PairSearch> channels) =>
        LawTables.Of([.. channels.Select(c => c.Problem.Points)], HuberThreshold);
}
