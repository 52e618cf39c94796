using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// How far a formula may go between two neighbouring points of a table, where nothing was measured: beyond both by a quarter
/// of the target's range, and farther only where the points on both sides lead up to it. A wave that fits only where points
/// happen to lie is aliasing, not a law.
/// </summary>
internal sealed class CrestRule
{
    /// <summary>The largest crest or trough, in shares of the target's range.</summary>
    public const double LargestShare = 0.25;

    // Of values: where a target never changes, what a proof rounds by is no crest.
    private const double Rounding = 1e-12;

    private readonly PointTable _points;

    /// <summary>The rule for a table.</summary>
    public CrestRule(PointTable points)
    {
        _points = points;
        Range = points.Target.Max() - points.Target.Min();
        Gaps = points.Variables.Length == 1 ? [.. GapsOf(points)] : [];
    }

    /// <summary>From the smallest target to the largest.</summary>
    public double Range { get; }

    /// <summary>The largest crest or trough, in the target's unit.</summary>
    public double Crest => LargestShare * Range;

    /// <summary>
    /// Pairs of neighbours, by the one variable; of points at the same place the first. Empty where there are more variables.
    /// </summary>
    public ImmutableArray<Gap> Gaps { get; }

    /// <summary>Two rows that are neighbours, and those before and after them; −1 where there is none.</summary>
    public readonly record struct Gap(int From, int To, int Before = -1, int After = -1);

    /// <summary>How wide a gap is, of one variable.</summary>
    public double WidthOf(Gap gap) => _points.Variables[0][gap.To] - _points.Variables[0][gap.From];

    /// <summary>What is allowed between two neighbours' values, or a share of it; NaN where one of them is.</summary>
    public (double Low, double High) Band(double one, double other, double share = 1) => Beyond(one, other, share * Crest);

    /// <summary>What is allowed in a gap, with room for a proof's rounding, and for what both sides lead up to.</summary>
    /// <param name="gap">The gap.</param>
    /// <param name="values">The formula's values at all rows, finite at the gap's ends.</param>
    public (double Low, double High) Band(Gap gap, ReadOnlySpan<double> values)
    {
        var rounding = Rounding * Math.Max(Math.Abs(values[gap.From]), Math.Abs(values[gap.To]));
        var (low, high) = Beyond(values[gap.From], values[gap.To], LargestShare * Math.Max(Range, rounding));
        if (gap.Before < 0 || gap.After < 0)
            return (low, high);
        // Where the straight lines through the points before and after meet.
        var (x, width) = (_points.Variables[0], WidthOf(gap));
        var left = (values[gap.From] - values[gap.Before]) / (x[gap.From] - x[gap.Before]) * width;
        var right = (values[gap.After] - values[gap.To]) / (x[gap.After] - x[gap.To]) * width;
        var at = (values[gap.To] - right - values[gap.From]) / (left - right);
        if (!(at is > 0 and < 1))
            return (low, high);
        var meeting = values[gap.From] + at * left;
        return (Math.Min(low, meeting), Math.Max(high, meeting));
    }

    private static (double Low, double High) Beyond(double one, double other, double crest) =>
        (Math.Min(one, other) - crest, Math.Max(one, other) + crest);

    private static IEnumerable<Gap> GapsOf(PointTable points)
    {
        var x = points.Variables[0];
        int[] order = [.. Enumerable.Range(0, points.Count).GroupBy(i => x[i]).Select(same => same.First()).OrderBy(i => x[i])];
        return Enumerable.Range(0, order.Length - 1).Select(i => new Gap(
            order[i], order[i + 1], i > 0 ? order[i - 1] : -1, i + 2 < order.Length ? order[i + 2] : -1));
    }
}
