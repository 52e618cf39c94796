using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Fitting;

/// <summary>What a fit found.</summary>
/// <param name="Table">What was searched.</param>
/// <param name="Front">The Pareto front, simplest first.</param>
/// <param name="Best">The chosen formula; null where the search ended before the first one.</param>
/// <param name="Search">How the search went.</param>
internal sealed record FitAnswer(FitTable Table, ImmutableArray<FitFormula> Front, FitFormula? Best, SearchResult Search)
{
    /// <summary>Chooses of a search's front by description length, and keeps what that can't reject.</summary>
    public static FitAnswer From(FitTable table, SearchResult search)
    {
        var choice = new FrontChoice(table.Points, search.Front);
        var best = choice.Best();
        ImmutableArray<Expression> shown = choice.Shown();
        var rated = FormulaChoice.Rate(table.Points, shown.Select(formula => new Candidate(formula, 0, formula.Complexity)));
        ImmutableArray<FitFormula> front =
        [
            .. rated.Select(r => new FitFormula(
                r, MeanSquare(table.Points, r.Expression), StatedNumbers.Of(table.Points, r.Expression),
                choice.LengthOf(r.Expression))),
        ];
        return new FitAnswer(table, front, best is null ? null : front.First(f => f.Rated.Expression.Equals(best)), search);
    }

    private static double MeanSquare(PointTable points, Expression formula)
    {
        var values = new Evaluator(points).Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += points.Weights[i] * (values[i] - points.Target[i]) * (values[i] - points.Target[i]);
        return sum / points.TotalWeight;
    }
}
