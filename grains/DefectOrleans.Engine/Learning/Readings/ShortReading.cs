using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>
/// Each channel's own short formula: of its front, and of what the laws of its property are for it, the simplest that is about
/// as good as any on its points and on those left out, no longer than a person reads and without a crest between the points.
/// </summary>
/// <param name="maxComplexity">The longest that a formula may be, as the paper counts complexity: what is longer nobody
/// remembers, and what a law may be, a channel's formula may.</param>
internal sealed class ShortReading(int maxComplexity = LawSearch.MostComplex)
{
    // Numbers of its own that a formula may have.
    private const int MostNumbers = LawSearch.MostOwn;

    /// <summary>Chooses a channel's formula.</summary>
    /// <param name="close">What its search has found.</param>
    /// <param name="search">The search by whose table it is chosen.</param>
    /// <param name="front">The search's front.</param>
    /// <param name="law">The search for its property's law; null where there is none.</param>
    /// <param name="laws">That search's front.</param>
    public LearnedFormula Of(
        LearnedFormula close, PairSearch search, ImmutableArray<Candidate> front, LawSearch? law,
        ImmutableArray<Candidate> laws)
    {
        var points = search.Problem.Points;
        Candidate[] known = [.. front.Where(c => IsShort(c.Expression)), .. Members(search, law, laws)];
        var choice = new FrontChoice(points, InReach(search, known), search.Allows);
        var sensible =
            choice.Sensible().Where(IsShort).Select(f => new Candidate(f, 0, f.Complexity)).OrderBy(c => c.Complexity);
        return FormulaChoice.Best(points, sensible, search.Untrusted, PairSearch.GoodEnough) is { } chosen
            ? close with { Chosen = chosen, HasNoCrest = true }
            : Simplest(close);
    }

    /// <summary>
    /// What is near enough to the points to be chosen beside the best that keeps to them as it stands: to shorten a formula
    /// takes long.
    /// </summary>
    private static IEnumerable<Candidate> InReach(PairSearch search, Candidate[] known)
    {
        var (points, between) = (search.Problem.Points, new BetweenPoints(search.Problem.Points));
        var sensible = known.OrderBy(c => c.Complexity).Where(c => search.Allows(c.Expression)
            && between.Accepts(c.Expression.Tokens.AsSpan(), c.Expression.Constants.AsSpan()));
        return FormulaChoice.Best(points, sensible, search.Untrusted, PairSearch.GoodEnough) is { } best
            ? known.Where(c => FormulaChoice.MayBeat(points, c.Expression, best, search.Untrusted, PairSearch.GoodEnough))
            : known;
    }

    /// <summary>Nothing is without a crest: the shortest that there is.</summary>
    private LearnedFormula Simplest(LearnedFormula close)
    {
        var few = close.Front.Where(f => IsShort(f.Expression)).ToImmutableArray();
        return FormulaChoice.Choose(few, close.Search.Untrusted) is { } chosen ? close with { Chosen = chosen } : close;
    }

    /// <summary>What laws are for the channel, all numbers its own.</summary>
    private IEnumerable<Candidate> Members(PairSearch search, LawSearch? law, ImmutableArray<Candidate> laws)
    {
        if (law is null || law.ChannelOf(search) is not { } channel)
            return [];
        return laws.Select(c => law.MemberOf(c.Expression, channel)).Where(IsShort)
            .Select(f => new Candidate(f, 0, f.Complexity));
    }

    private bool IsShort(Expression formula) =>
        formula.Complexity <= maxComplexity && formula.Constants.Length <= MostNumbers;
}
