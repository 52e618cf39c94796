using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>One law for a property's channels, but for those that it says less of than their own formula does.</summary>
internal static class LawReading
{
    private const ulong Seed = 1;

    /// <summary>The formulas of a property's channels by a law, each with its numbers.</summary>
    /// <param name="search">The law's search.</param>
    /// <param name="law">The law.</param>
    /// <param name="own">The channels' own short formulas; null leaves no exceptions.</param>
    /// <param name="channels">What was learned of the channels.</param>
    public static ImmutableArray<LearnedFormula> Of(
        LawSearch search, DescribedLaw law, IReadOnlyList<LearnedFormula>? own, IReadOnlyList<LearnedFormula> channels)
    {
        var shared = SharedOf(search, law);
        var leftOut = new LeftOutRows(search.Problem.Tables!).ErrorsOf(law.Expression);
        LearnedFormula[] members = [.. channels.Select(channel => Member(search, law, leftOut, channel, shared))];
        if (own is null)
            return [.. members];
        var exceptions = members.Zip(own, (member, one) => (member, one, Gain: GainOf(member, one)))
            .Where(e => e.Gain > 0).OrderByDescending(e => e.Gain).Take(search.Problem.Exceptions)
            .ToDictionary(e => e.member, e => e.one);
        return [.. members.Select(member => exceptions.GetValueOrDefault(member) ?? member)];
    }

    /// <summary>The law that is chosen of a front; null of an empty one.</summary>
    public static DescribedLaw? Chosen(LawSearch search, ImmutableArray<Candidate> front) =>
        new LawChoice(search.Problem.Tables!, front, search.Allows, PairSearch.GoodEnough, search.Problem.Exceptions)
            .Best(ChoiceRule.LeftOut);

    private static LearnedFormula Member(
        LawSearch search, DescribedLaw law, ImmutableArray<double> leftOut, LearnedFormula channel, ImmutableArray<int> shared)
    {
        var (own, at) = (channel.Search, search.ChannelOf(channel.Search));
        var formula = at is { } table ? law.MemberOf(table) : Fitted(own, law);
        var rated = FormulaChoice.Rate(own.Problem.Points, [new Candidate(formula, 0, formula.Complexity)])[0];
        return channel with
        {
            // What happens between the points is bounded more tightly than by the rule for single formulas.
            Search = own with { Problem = own.Problem with { Limit = search.Problem.Limit } },
            // All tables together tell a law's numbers; a table alone, less some points, might not.
            Chosen = at is { } row && double.IsFinite(leftOut[row]) ? rated with { LeftOut = leftOut[row] } : rated,
            Shared = shared,
            HasNoCrest = true,
            IsOfLaw = true,
        };
    }

    /// <summary>By constant of a member, which of the law's shared numbers it is; numbers of several laws differ.</summary>
    private static ImmutableArray<int> SharedOf(LawSearch search, DescribedLaw law)
    {
        const int MostTokens = 1000;
        var shared = law.Expression.Tokens.Where(Token.IsFitted)
            .Select((token, at) => token == Token.Shared ? (int)search.Property * MostTokens + at : -1);
        return law.Shared == 0 ? [] : [.. shared];
    }

    /// <summary>A table of few points takes its own numbers from the law, whose shared ones stay.</summary>
    private static Expression Fitted(PairSearch own, DescribedLaw law)
    {
        var (numbers, at) = (new List<double>(), 0);
        foreach (var token in law.Expression.Tokens.Where(Token.IsFitted))
        {
            numbers.Add(token == Token.Constant ? double.NaN : law.Expression.Constants[at]);
            at += token == Token.Constant ? law.Tables : 1;
        }
        bool[] held = [.. numbers.Select(number => !double.IsNaN(number))];
        double[] fitted = [.. numbers];
        new LawStarts(LawTables.Of([own.Problem.Points]))
            .Run(law.Expression.Tokens.AsSpan(), fitted, LawEffort.Thorough, Seed, held);
        return LawNumbers.MemberOf(law.Expression with { Constants = [.. fitted] }, table: 0, tables: 1);
    }

    /// <summary>
    /// By how much a channel's own formula says its table more shortly than the law does, nats: the law's form is said once for
    /// all channels, its numbers for each. All, where the law is wrong of the channel between or beyond its points.
    /// </summary>
    private static double GainOf(LearnedFormula member, LearnedFormula own)
    {
        var (law, alone) = (member.Chosen.Expression, own.Chosen.Expression);
        var cancels = Cancellation.Of(law, new Evaluator(own.Search.Problem.Points)) > Cancellation.LargestOfLaws;
        if ((cancels || !member.Allows(law)) && own.Allows(alone))
            return double.PositiveInfinity;
        var points = own.Search.Problem.Points;
        var scale = TableScale.Of(points);
        var lengths = new FormulaLength(scale.Standard(points));
        var length = lengths.Of(scale.Standard(law)).Length;
        return length.Misfit + length.Numbers - lengths.Of(scale.Standard(alone)).Length.Total;
    }
}
