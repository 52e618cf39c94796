using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Fitting;

/// <summary>One formula of a front with its errors, in the target's unit.</summary>
internal sealed record FitFormula(RatedFormula Rated, double MeanSquare);

/// <summary>What a fit found.</summary>
/// <param name="Table">What was searched.</param>
/// <param name="Front">The Pareto front, simplest first.</param>
/// <param name="Best">The chosen formula; null where the search ended before the first one.</param>
/// <param name="Search">How the search went.</param>
internal sealed record FitAnswer(FitTable Table, ImmutableArray<FitFormula> Front, FitFormula? Best, SearchResult Search)
{
    // A law without noise leaves the rounding of its points.
    private const double ExactShare = 1e-20, RoundingShare = 8 * 2.2e-16;

    /// <summary>Rates a search's front and chooses: the simplest exact formula if there is one, else as points left out say.</summary>
    public static FitAnswer From(FitTable table, SearchResult search)
    {
        var rated = FormulaChoice.Rate(table.Points, search.Front);
        ImmutableArray<FitFormula> front = [.. rated.Zip(search.Front, (r, c) => new FitFormula(r, c.Error))];
        var exact = ExactError(table.Points);
        var best = front.FirstOrDefault(f => f.MeanSquare <= exact)
            ?? (FormulaChoice.Choose(rated) is { } chosen ? front.First(f => f.Rated == chosen) : null);
        return new FitAnswer(table, front, best, search);
    }

    /// <summary>The mean squared error of a formula that leaves nothing but rounding, in the target's unit squared.</summary>
    public static double ExactError(PointTable points)
    {
        var mean = points.Target.Average();
        var rounding = RoundingShare * points.Target.Max(Math.Abs);
        return Math.Max(ExactShare * points.Target.Average(y => (y - mean) * (y - mean)), rounding * rounding);
    }
}
