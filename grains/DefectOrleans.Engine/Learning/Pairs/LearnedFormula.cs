using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Pairs;

/// <summary>What a search has given: its Pareto front with errors, and the formula that was chosen of it.</summary>
public sealed record LearnedFormula(PairSearch Search, ImmutableArray<RatedFormula> Front, RatedFormula Chosen)
{
    /// <summary>
    /// For each constant of the chosen formula which number it shares with other channels, below 0 where it is its own; empty
    /// where all are.
    /// </summary>
    public ImmutableArray<int> Shared { get; init; } = [];

    /// <summary>Whether the chosen formula is a law's, in the form that other channels have too.</summary>
    public bool IsOfLaw { get; init; }

    /// <summary>
    /// Whether it shall not rise or fall between neighbouring points beyond both by more than a quarter of the table's range.
    /// </summary>
    public bool HasNoCrest { get; init; }

    /// <summary>Whether some of its numbers are those of other channels too.</summary>
    public bool SharesNumbers => Shared.Any(number => number >= 0);

    /// <summary>Whether a formula obeys what is asked of the chosen one.</summary>
    public bool Allows(Expression formula) => Search.Allows(formula) && (!HasNoCrest
        || new BetweenPoints(Search.Problem.Points).Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan()));

    /// <summary>Rates a front and chooses; null when the front is empty.</summary>
    /// <param name="search">The search.</param>
    /// <param name="front">What it found.</param>
    /// <param name="rule">By what; but for the rule of left-out points the uncertain ones count by their weights alone.</param>
    public static LearnedFormula? Choose(PairSearch search, ImmutableArray<Candidate> front, ChoiceRule rule = ChoiceRule.LeftOut)
    {
        if (rule != ChoiceRule.LeftOut)
            return ByRule(search, front, rule);
        var rated = FormulaChoice.Rate(search.Problem.Points, front);
        return FormulaChoice.Choose(rated, search.Untrusted) is { } chosen ? new LearnedFormula(search, rated, chosen) : null;
    }

    // A shortened formula has other numbers; where it breaks the search's limits the front's own are taken.
    private static LearnedFormula? ByRule(PairSearch search, ImmutableArray<Candidate> front, ChoiceRule rule)
    {
        var choice = new FrontChoice(search.Problem.Points, front, search.Allows);
        if (choice.Best(rule) is not { } best)
            return null;
        var chosen = FormulaChoice.Rate(search.Problem.Points, [new Candidate(best, 0, best.Complexity)])[0];
        return new LearnedFormula(search, FormulaChoice.Rate(search.Problem.Points, front), chosen);
    }

    /// <summary>
    /// The same choice with refined constants, errors measured anew; unchanged where these no longer obey what is
    /// asked of it, which refinement does not know.
    /// </summary>
    public LearnedFormula With(Expression refined) => !Allows(refined) ? this : this with
    {
        Chosen = Chosen with
        {
            Expression = HasNoCrest ? Round(refined) : refined,
            MeanAbsolute = FormulaChoice.FitError(Search.Problem.Points, refined),
            LeftOut = IsOfLaw
                ? Math.Max(FormulaChoice.FitError(Search.Problem.Points, refined), Chosen.LeftOut)
                : LeftOutOf(refined),
        },
    };

    /// <summary>What calculations of many digits leave of a round number, as 3.0000000003, is that number to a reader.</summary>
    private static Expression Round(Expression formula)
    {
        const double Unseen = 1e-9;
        return formula with { Constants = [.. formula.Constants.Select(number => RoundNumber.Exactly(number, Unseen))] };
    }

    // The refits without a point know the table alone: what refinement moved the formula off it by comes on top.
    private double LeftOutOf(Expression refined) => Math.Max(
        FormulaChoice.FitError(Search.Problem.Points, refined), FormulaChoice.LeftOutError(Search.Problem.Points, refined));
}
