using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Fitting;

/// <summary>How much a rounder constant may cost.</summary>
public sealed record SnapOptions
{
    /// <summary>
    /// A snap stays while the cost has grown, for each constant snapped, by no more than this many times the residual
    /// variance cost/(points − constants): an F statistic; 4 is about 95 % for one constant and many points.
    /// </summary>
    public double FThreshold { get; init; } = 4;

    /// <summary>
    /// Residuals below this share of the target's root mean square are rounding: data without noise tell nothing finer.
    /// </summary>
    public double Rounding { get; init; } = 1e-12;

    /// <summary>Largest denominator of fractions tried.</summary>
    public int LargestDenominator { get; init; } = 6;

    /// <summary>How the constants left are fitted again after each snap.</summary>
    public FitOptions Fit { get; init; } = new() { MaxIterations = 40 };
}

/// <summary>A formula some of whose constants have become round numbers.</summary>
/// <param name="Expression">Simplified; constants that are literals now are literal tokens.</param>
/// <param name="Cost">Σ w ρ(f − y).</param>
/// <param name="Snapped">How many constants are round.</param>
public sealed record SnappedFormula(Expression Expression, double Cost, int Snapped);

/// <summary>
/// Looks for round constants near fitted ones (integers, simple fractions, shares of π), one constant at a time, the
/// others fitted again each time. One per thread.
/// </summary>
public sealed class ConstantSnapping(Evaluator evaluator)
{
    private readonly LevenbergMarquardt _fit = new(evaluator);

    /// <summary>Snaps as many constants as the data let; every stage on the way is returned, in order.</summary>
    public ImmutableArray<SnappedFormula> Snap(Expression fitted, SnapOptions options)
    {
        double[] constants = [.. fitted.Constants];
        var start = _fit.Cost(fitted.Tokens.AsSpan(), constants, options.Fit);
        if (!double.IsFinite(start))
            return [];

        var table = evaluator.Table;
        var variance = start / Math.Max(1, table.Count - constants.Length);
        var power = table.Target.Zip(table.Weights, (y, w) => w * y * y).Sum();
        var floor = options.Rounding * options.Rounding * power;
        var open = Enumerable.Range(0, constants.Length).ToList();
        var stages = ImmutableArray.CreateBuilder<SnappedFormula>();
        while (open.Count > 0)
        {
            var limit = start + Math.Max(options.FThreshold * variance * (stages.Count + 1), floor);
            if (Next(fitted.Tokens.AsSpan(), constants, open, limit, options) is not { } next)
                break;
            constants = next.Constants;
            open.Remove(next.Index);
            stages.Add(new(Simplification.Simplify(WithLiterals(fitted.Tokens, constants, open)), next.Cost, stages.Count + 1));
        }

        return stages.ToImmutable();
    }

    /// <summary>The simplest snap within the limit; among equally simple ones the cheapest.</summary>
    private (int Index, double[] Constants, double Cost)? Next(
        ReadOnlySpan<byte> tokens, double[] constants, List<int> open, double limit, SnapOptions options)
    {
        (int Index, double[] Constants, double Cost)? best = null;
        var bestRank = int.MaxValue;
        foreach (var index in open)
        {
            int[] others = [.. open.Where(other => other != index)];
            foreach (var (value, rank) in RoundNumbers(constants[index], options.LargestDenominator))
            {
                if (rank > bestRank)
                    continue;
                var trial = (double[])constants.Clone();
                trial[index] = value;
                var cost = _fit.Fit(tokens, trial, others, options.Fit).Cost;
                if (cost <= limit && (rank < bestRank || cost < best!.Value.Cost))
                    (best, bestRank) = ((index, trial, cost), rank);
            }
        }

        return best;
    }

    /// <summary>Round numbers about a value, the simplest with the lowest rank.</summary>
    internal static IEnumerable<(double Value, int Rank)> RoundNumbers(double value, int largestDenominator)
    {
        yield return (0, 0);
        yield return (value < 0 ? -1 : 1, 1);
        if (Math.Abs(value) > 1e6)
            yield break;
        var whole = Math.Round(value);
        if (whole != 0)
            yield return (whole, Math.Abs(whole) <= 10 ? 2 : 3);
        for (var denominator = 2; denominator <= largestDenominator; denominator++)
        {
            var numerator = Math.Round(value * denominator);
            if (numerator != 0)
                yield return (numerator / denominator, 2 + denominator);
        }

        foreach (var denominator in (int[])[1, 2, 3, 4, 6])
        {
            var numerator = Math.Round(value / Math.PI * denominator);
            if (numerator != 0 && Math.Abs(numerator) <= 12)
                yield return (numerator * Math.PI / denominator, 4 + denominator);
        }
    }

    private static Expression WithLiterals(ImmutableArray<byte> tokens, double[] constants, List<int> open)
    {
        var (newTokens, newConstants) = (tokens.ToArray(), new List<double>());
        var constant = 0;
        for (var i = 0; i < newTokens.Length; i++)
        {
            if (newTokens[i] != Token.Constant)
                continue;
            if (!open.Contains(constant) && Literal.TryToken(constants[constant], out var literal))
                newTokens[i] = literal;
            else
                newConstants.Add(constants[constant]);
            constant++;
        }

        return new([.. newTokens], [.. newConstants]);
    }
}
