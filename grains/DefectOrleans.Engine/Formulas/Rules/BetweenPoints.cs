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
    private const int MostGaps = 400, FirstPieces = 4, MostPieces = 4000;
    private const double Narrowest = 1e-9;

    // A point itself is where a formula may begin, as √x does at 0.
    private const double Edge = 1e-6;

    private readonly CrestRule _rule;
    private readonly CrestRule.Gap[] _gaps;
    private readonly Evaluator _ends;
    private readonly FormulaBounds _bounds = new();
    private readonly Jet[] _variables;

    /// <summary>Takes the places between a table's points.</summary>
    public BetweenPoints(PointTable points)
    {
        _rule = new CrestRule(points);
        _gaps = points.Variables.Length == 1
            ? [.. _rule.Gaps.OrderByDescending(_rule.WidthOf).Take(MostGaps)]
            : Nearest(points);
        _variables = new Jet[points.Variables.Length];
        _ends = new Evaluator(points);
    }

    /// <summary>Whether nothing odd happens between the points.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _ends.Evaluate(tokens, constants);
        foreach (var gap in _gaps)
        {
            if (!double.IsFinite(values[gap.From]) || !double.IsFinite(values[gap.To]))
                return false;
            var (low, high) = _rule.Band(gap, values);
            if (!PieceByPiece.Holds(new Claim(this, tokens, constants, gap, new(low, high))))
                return false;
        }
        return true;
    }

    /// <summary>That a formula stays within a band in a gap; places are shares of the way through it.</summary>
    private readonly ref struct Claim(
        BetweenPoints points, ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, CrestRule.Gap gap, Interval band)
        : IClaim
    {
        private readonly ReadOnlySpan<byte> _tokens = tokens;
        private readonly ReadOnlySpan<double> _constants = constants;

        public Interval Line => new(Edge, 1 - Edge);

        public int FirstPieces => BetweenPoints.FirstPieces;

        public int MostPieces => BetweenPoints.MostPieces;

        public double EndOf(double start) => 1 - Edge;

        public bool? Judge(Interval piece)
        {
            var jet = Bound(piece);
            var value = jet.Value;
            if (!value.IsWithin(band.Low, band.High) && jet.Slope.IsFinite)
                value = PieceByPiece.Nearer(jet, piece, Bound(Interval.Of(PieceByPiece.MiddleOf(piece))));
            if (value.Low > band.High || value.High < band.Low)
                return false;
            return value.IsFinite && value.IsWithin(band.Low, band.High) && jet.Slope.IsFinite ? true : null;
        }

        public double NarrowestAt(double place) => Narrowest;

        public double? Beyond(double place) => GoesOn(place) ? place + 3 * Narrowest : null;

        /// <summary>Whether both sides of a place that nothing is proven of agree in value and slope.</summary>
        private bool GoesOn(double at)
        {
            var range = points._rule.Range;
            ReadOnlySpan<double> steps = [1e-7, 1e-5, 1e-3];
            foreach (var step in steps)
            {
                var (before, after) = (Value(at - step), Value(at + step));
                var (farBefore, farAfter) = (Value(at - 2 * step), Value(at + 2 * step));
                // NaN fails the comparisons.
                if (!(Math.Min(before, after) >= band.Low && Math.Max(before, after) <= band.High))
                    return false;
                var kink = farAfter - after - (before - farBefore);
                if (!(Math.Abs(after - before) <= 0.1 * range && Math.Abs(kink) <= range * Math.Sqrt(step) * 0.1))
                    return false;
            }
            return true;
        }

        private double Value(double at)
        {
            var value = Bound(Interval.Of(at)).Value;
            return value.IsFinite ? PieceByPiece.MiddleOf(value) : double.NaN;
        }

        private Jet Bound(Interval piece)
        {
            var (columns, variables) = (points._ends.Table.Variables, points._variables);
            for (var k = 0; k < variables.Length; k++)
            {
                var (start, way) = (columns[k][gap.From], columns[k][gap.To] - columns[k][gap.From]);
                variables[k] = way == 0
                    ? Jet.Of(start)
                    : new Jet(Interval.Of(start) + piece * Interval.Of(way), Interval.Of(way), Interval.Zero);
            }
            return points._bounds.Of(_tokens, _constants, variables);
        }
    }

    private static CrestRule.Gap[] Nearest(PointTable points)
    {
        double[] units = [.. points.Variables.Select(column => column.Max() - column.Min() is var range and > 0 ? range : 1)];
        int[] rows = [.. Enumerable.Range(0, points.Count).Where(row => row % (1 + points.Count / MostGaps) == 0)];
        return
        [
            .. from row in rows
               let others = rows.Where(other => Distance(row, other) > 0).ToArray()
               where others.Length > 0
               select new CrestRule.Gap(row, others.MinBy(other => Distance(row, other))),
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
}
