using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Whether a formula is sensible between a table's points, where nothing was measured: no pole, no overflow, no cusp, and
/// between neighbours no crest or trough beyond a quarter of the target's range, unless the points on both sides lead up to
/// it. With several variables the straight way from each point to its nearest neighbour is looked at. All that is proven by
/// interval arithmetic, or refused; but for single places where a formula has a gap and goes on as if there were none, as
/// sin(x)/x at 0. One per thread.
/// </summary>
public sealed class BetweenPoints
{
    private const int MostSegments = 400, FirstPieces = 4, MostPieces = 4000;
    private const double Narrowest = 1e-9, LargestCrest = 0.25;

    // A point itself is where a formula may begin, as √x does at 0.
    private const double Edge = 1e-6;

    private readonly Segment[] _segments;
    private readonly Evaluator _ends;
    private readonly double _range;
    private readonly FormulaBounds _bounds = new();
    private readonly Jet[] _variables;

    /// <summary>Takes the places between a table's points.</summary>
    public BetweenPoints(PointTable points)
    {
        _segments = points.Variables.Length == 1 ? Line(points) : Neighbours(points);
        _variables = new Jet[points.Variables.Length];
        _range = points.Target.Max() - points.Target.Min();
        _ends = new Evaluator(points);
    }

    /// <summary>The way from one point to another, and the points before and after it; −1 where there is none.</summary>
    private readonly record struct Segment(int From, int To, int Before, int After);

    /// <summary>Whether nothing odd happens between the points.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _ends.Evaluate(tokens, constants).ToArray();
        foreach (var segment in _segments)
        {
            double from = values[segment.From], to = values[segment.To];
            if (!double.IsFinite(from) || !double.IsFinite(to))
                return false;
            var (low, high) = Allowed(segment, values, Math.Min(from, to), Math.Max(from, to));
            if (!IsWithin(tokens, constants, segment, low, high))
                return false;
        }
        return true;
    }

    private (double Low, double High) Allowed(Segment segment, double[] values, double low, double high)
    {
        var crest = LargestCrest * Math.Max(_range, 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)));
        var (lowest, highest) = (low - crest, high + crest);
        if (segment.Before < 0 || segment.After < 0)
            return (lowest, highest);
        // Where the straight lines through the points before and after meet.
        var x = _ends.Table.Variables[0];
        var width = x[segment.To] - x[segment.From];
        var left = (values[segment.From] - values[segment.Before]) / (x[segment.From] - x[segment.Before]) * width;
        var right = (values[segment.After] - values[segment.To]) / (x[segment.After] - x[segment.To]) * width;
        var at = (values[segment.To] - right - values[segment.From]) / (left - right);
        if (!(at is > 0 and < 1))
            return (lowest, highest);
        var meeting = values[segment.From] + at * left;
        return (Math.Min(lowest, meeting), Math.Max(highest, meeting));
    }

    private bool IsWithin(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Segment segment, double low, double high)
    {
        var (at, width) = (Edge, 1.0 / FirstPieces);
        for (var pieces = 0; at < 1 - Edge; pieces++)
        {
            if (pieces == MostPieces)
                return false;
            var to = Math.Min(1 - Edge, at + width);
            switch (Judge(tokens, constants, segment, at, to, low, high))
            {
                case true:
                    (at, width) = (to, 2 * width);
                    break;
                case false:
                    return false;
                default:
                    width = (to - at) / 2;
                    if (width >= Narrowest)
                        break;
                    if (!GoesOn(tokens, constants, segment, at, low, high))
                        return false;
                    (at, width) = (at + 3 * Narrowest, Narrowest);
                    break;
            }
        }
        return true;
    }

    /// <summary>Whether a piece is right, or wrong all over; null where neither is proven.</summary>
    private bool? Judge(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Segment segment, double from, double to,
        double low, double high)
    {
        var jet = Bound(tokens, constants, segment, from, to);
        var value = jet.Value;
        if (!value.IsWithin(low, high) && jet.Slope.IsFinite)
        {
            var middle = from + (to - from) / 2;
            var there = Bound(tokens, constants, segment, middle, middle).Value;
            value = value.Meet(there + jet.Slope * (new Interval(from, to) - Interval.Of(middle)));
        }
        if (value.Low > high || value.High < low)
            return false;
        return value.IsFinite && value.IsWithin(low, high) && jet.Slope.IsFinite ? true : null;
    }

    private Jet Bound(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Segment segment, double from, double to)
    {
        var columns = _ends.Table.Variables;
        for (var k = 0; k < _variables.Length; k++)
        {
            var (start, way) = (columns[k][segment.From], columns[k][segment.To] - columns[k][segment.From]);
            _variables[k] = way == 0
                ? Jet.Of(start)
                : new Jet(Interval.Of(start) + new Interval(from, to) * Interval.Of(way), Interval.Of(way), Interval.Zero);
        }
        return _bounds.Of(tokens, constants, _variables);
    }

    /// <summary>Whether both sides of a place that nothing is proven of agree in value and slope.</summary>
    private bool GoesOn(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Segment segment, double at, double low, double high)
    {
        ReadOnlySpan<double> steps = [1e-7, 1e-5, 1e-3];
        foreach (var step in steps)
        {
            var (before, after) = (Value(tokens, constants, segment, at - step), Value(tokens, constants, segment, at + step));
            var (farBefore, farAfter) =
                (Value(tokens, constants, segment, at - 2 * step), Value(tokens, constants, segment, at + 2 * step));
            // NaN fails the comparisons.
            if (!(Math.Min(before, after) >= low && Math.Max(before, after) <= high))
                return false;
            var kink = farAfter - after - (before - farBefore);
            if (!(Math.Abs(after - before) <= 0.1 * _range && Math.Abs(kink) <= _range * Math.Sqrt(step) * 0.1))
                return false;
        }
        return true;
    }

    private double Value(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Segment segment, double at)
    {
        var value = Bound(tokens, constants, segment, at, at).Value;
        return value.IsFinite ? value.Low + (value.High - value.Low) / 2 : double.NaN;
    }

    private static Segment[] Line(PointTable points)
    {
        var x = points.Variables[0];
        int[] order = [.. Enumerable.Range(0, points.Count).GroupBy(i => x[i]).Select(same => same.First()).OrderBy(i => x[i])];
        return Widest(
            Enumerable.Range(0, order.Length - 1).Select(i => new Segment(
                order[i], order[i + 1], i > 0 ? order[i - 1] : -1, i + 2 < order.Length ? order[i + 2] : -1)),
            segment => x[segment.To] - x[segment.From]);
    }

    private static Segment[] Neighbours(PointTable points)
    {
        double[] units = [.. points.Variables.Select(column => column.Max() - column.Min() is var range and > 0 ? range : 1)];
        int[] rows = [.. Enumerable.Range(0, points.Count).Where(row => row % (1 + points.Count / MostSegments) == 0)];
        return
        [
            .. from row in rows
               let others = rows.Where(other => Distance(row, other) > 0).ToArray()
               where others.Length > 0
               select new Segment(row, others.MinBy(other => Distance(row, other)), -1, -1),
        ];

        double Distance(int row, int other)
        {
            var sum = 0.0;
            for (var k = 0; k < units.Length; k++)
            {
                var difference = (points.Variables[k][row] - points.Variables[k][other]) / units[k];
                sum += difference * difference;
            }
            return sum;
        }
    }

    private static Segment[] Widest(IEnumerable<Segment> segments, Func<Segment, double> width) =>
        [.. segments.OrderByDescending(width).Take(MostSegments)];
}
