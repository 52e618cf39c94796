using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Pairs;

/// <summary>What a search has given: its Pareto front with errors, and the formula that was chosen of it.</summary>
public sealed record LearnedFormula(PairSearch Search, ImmutableArray<RatedFormula> Front, RatedFormula Chosen)
{
    /// <summary>Rates a front and chooses; null when the front is empty.</summary>
    public static LearnedFormula? Choose(PairSearch search, ImmutableArray<Candidate> front)
    {
        var rated = FormulaChoice.Rate(search.Problem.Points, front);
        return FormulaChoice.Choose(rated, search.Untrusted) is { } chosen ? new LearnedFormula(search, rated, chosen) : null;
    }

    /// <summary>
    /// The same choice with refined constants, errors measured anew; unchanged where these no longer obey the search's rule
    /// of limits, which refinement does not know.
    /// </summary>
    public LearnedFormula With(Expression refined) => !Search.Allows(refined) ? this : this with
    {
        Chosen = Chosen with
        {
            Expression = refined,
            MeanAbsolute = FormulaChoice.FitError(Search.Problem.Points, refined),
            LeftOut = LeftOutOf(refined),
        },
    };

    // The refits without a point know the table alone: what refinement moved the formula off it by comes on top.
    private double LeftOutOf(Expression refined) => Math.Max(
        FormulaChoice.FitError(Search.Problem.Points, refined), FormulaChoice.LeftOutError(Search.Problem.Points, refined));
}
