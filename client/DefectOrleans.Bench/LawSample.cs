using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>Points of a law without noise, and how far off a formula may be at each.</summary>
internal sealed class LawSample
{
    private readonly Evaluator _evaluator;

    public LawSample(PointTable law)
    {
        (Law, _evaluator) = (law, new Evaluator(law));
        var median = Quantiles.Median(law.Target);
        double[] distance = [.. law.Target.Select(y => Math.Abs(y - median))];
        var usual = Quantiles.Median(distance);
        // A law of one value has no distances.
        Scale = [.. distance.Select((d, i) => Math.Max(d, usual) is > 0 and var scale ? scale : Math.Abs(law.Target[i]))];
    }

    public PointTable Law { get; }

    /// <summary>The law's distance from its median at each point, at least the median distance.</summary>
    public double[] Scale { get; }

    public double[] Values(Expression formula) =>
        _evaluator.Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan()).ToArray();

    /// <summary>Points where a formula has a value.</summary>
    public int[] Defined(double[] values) => [.. Enumerable.Range(0, values.Length).Where(i => double.IsFinite(values[i]))];

    /// <summary>Whether a formula has the law's values at some points.</summary>
    /// <param name="values">The formula's values.</param>
    /// <param name="share">How far off it may be, as a share of the scale.</param>
    /// <param name="at">The points; null for all.</param>
    public bool Agrees(double[] values, double share, int[]? at = null) =>
        (at ?? [.. Enumerable.Range(0, values.Length)]).All(i => Math.Abs(values[i] - Law.Target[i]) <= share * Scale[i]);
}
