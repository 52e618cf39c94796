using System.Collections.Immutable;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>A formula of a Pareto front with its errors on the points, in the target's unit.</summary>
/// <param name="Expression">The formula.</param>
/// <param name="Complexity">As the paper counts it.</param>
/// <param name="MeanAbsolute">Weighted mean absolute error on the points.</param>
/// <param name="LeftOut">The same on points left out of the fit of the constants.</param>
public sealed record RatedFormula(Expression Expression, int Complexity, double MeanAbsolute, double LeftOut);

/// <summary>
/// Chooses among a front's formulas by how they do on the points, and on points that were left out of the fit. Both count:
/// where the same points are asked for again (the shells of a lattice) the fit's own error is what users meet; what is left
/// out shows whether a formula holds between them.
/// </summary>
public static class FormulaChoice
{
    // Of two formulas this close in error the simpler one is taken.
    private const double WorthwhileGain = 0.02;

    // How much an error on a left-out point counts beside one on a fitted point.
    private const double LeftOutShare = 0.2;

    private static readonly StartOptions Refit = new() { Guesses = 8, Starts = 1, Fit = new FitOptions { MaxIterations = 50 } };

    // How far a refit begins from constants that know the points left out, by their size.
    private const double Moved = 0.03;

    /// <summary>Measures every formula of a front; simplest first.</summary>
    public static ImmutableArray<RatedFormula> Rate(PointTable points, IEnumerable<Candidate> front) =>
        [
            .. front.Select(c =>
                new RatedFormula(c.Expression, c.Complexity, FitError(points, c.Expression), LeftOutError(points, c.Expression)))
        ];

    /// <summary>The chosen one; null when the front is empty.</summary>
    /// <param name="rated">The front.</param>
    /// <param name="untrusted">
    /// Share of the points that is not to be trusted, 0 to 1. What is known of a doubtful point is what the others say of it:
    /// there the error on left-out points counts alone.
    /// </param>
    /// <param name="goodEnough">An error, in the target's unit, that is no reason for a longer formula.</param>
    public static RatedFormula? Choose(ImmutableArray<RatedFormula> rated, double untrusted = 0, double goodEnough = 0)
    {
        if (rated.IsEmpty)
            return null;
        var best = Math.Max(rated.Min(r => Cost(r, untrusted)), goodEnough);
        return rated.First(r => Cost(r, untrusted) <= (1 + WorthwhileGain) * best);
    }

    /// <summary>
    /// Measures a front, simplest first, and chooses, as <see cref="Choose"/> does. What is too far from the points to be chosen
    /// whatever points are left out, is not tried on them.
    /// </summary>
    /// <param name="points">The table.</param>
    /// <param name="front">Simplest first.</param>
    /// <param name="untrusted">Share of the points that is not to be trusted, 0 to 1.</param>
    /// <param name="goodEnough">An error, in the target's unit, that is no reason for a longer formula.</param>
    public static RatedFormula? Best(
        PointTable points, IEnumerable<Candidate> front, double untrusted = 0, double goodEnough = 0)
    {
        var fits = front.Select((c, at) => (c.Expression, c.Complexity, At: at, Error: FitError(points, c.Expression)))
            .OrderBy(f => f.Error).ToArray();
        var (tried, least) = (new List<(int At, RatedFormula Formula)>(), double.PositiveInfinity);
        foreach (var (formula, complexity, at, error) in fits)
        {
            if ((1 - untrusted) * error > (1 + WorthwhileGain) * Math.Max(least, goodEnough))
                break;
            var rated = new RatedFormula(formula, complexity, error, LeftOutError(points, formula));
            tried.Add((at, rated));
            least = Math.Min(least, Cost(rated, untrusted));
        }
        return Choose([.. tried.OrderBy(t => t.At).Select(t => t.Formula)], untrusted, goodEnough);
    }

    /// <summary>Whether a formula is near enough to the points to be chosen, whatever left-out points say of another.</summary>
    public static bool MayBeat(
        PointTable points, Expression formula, RatedFormula other, double untrusted = 0, double goodEnough = 0) =>
        (1 - untrusted) * FitError(points, formula) <= (1 + WorthwhileGain) * Math.Max(Cost(other, untrusted), goodEnough);

    private static double Cost(RatedFormula formula, double untrusted) => (1 - untrusted) * formula.MeanAbsolute
        + (LeftOutShare + (1 - LeftOutShare) * untrusted) * (double.IsFinite(formula.LeftOut) ? formula.LeftOut : 1e3);

    internal static double FitError(PointTable points, Expression expression)
    {
        var values = new Evaluator(points).Evaluate(expression.Tokens.AsSpan(), expression.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += points.Weights[i] * Math.Abs(values[i] - points.Target[i]);
        return sum / points.TotalWeight;
    }

    /// <summary>
    /// Few points are left out one by one; many in ten groups, each of every tenth point. Of very many a sample stands for
    /// all. Refits begin beside the formula's constants, which know the points left out, and at guesses which don't.
    /// </summary>
    internal static double LeftOutError(PointTable points, Expression expression)
    {
        points = RowSample.Draw(points, RowSample.MostRows);
        const int MostSingly = 24, Groups = 10;
        if (expression.Constants.IsEmpty)
            return FitError(points, expression);
        if (expression.Constants.Length >= points.Count)
            return double.PositiveInfinity;
        var groups = points.Count <= MostSingly ? points.Count : Groups;
        var evaluator = new Evaluator(points);
        double[][] variables = [.. points.Variables.Select(v => v.ToArray())];
        double[] target = [.. points.Target], constants = [.. expression.Constants];
        var sum = 0.0;
        for (var group = 0; group < groups; group++)
        {
            double[] weights = [.. points.Weights.Select((w, i) => i % groups == group ? 0 : w)];
            if (weights.Sum() <= 0)
                return double.PositiveInfinity;
            var random = new SeededRandom((ulong)group);
            for (var k = 0; k < constants.Length; k++)
                constants[k] = expression.Constants[k] * (1 + Moved * random.NextNormal());
            new ConstantFit(new Evaluator(new PointTable(variables, target, weights)))
                .Refit(expression.Tokens.AsSpan(), constants, Refit, (ulong)group);
            var values = evaluator.Evaluate(expression.Tokens.AsSpan(), constants);
            for (var i = group; i < points.Count; i += groups)
                sum += points.Weights[i] * Math.Abs(values[i] - target[i]);
        }
        return sum / points.TotalWeight;
    }
}
