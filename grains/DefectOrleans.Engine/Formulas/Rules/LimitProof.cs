using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Proves that a formula of one variable keeps to a <see cref="LimitRule"/>'s values, and to its curvature, at every point
/// of the domain and not at some of them: interval arithmetic over the tokens, on pieces as narrow as it takes. What it
/// can't prove on as many pieces as it may try is refused. One per thread; does not allocate once warm.
/// </summary>
internal sealed class LimitProof
{
    private const int MostPieces = 6000, FirstPieces = 64;

    // Of the variable: narrower pieces are a pole's, or a bound met exactly.
    private const double Narrowest = 1e-10;

    private readonly LimitRule _rule;
    private readonly double _smoothFrom = double.NaN, _smoothTo = double.NaN, _largestCurvature;
    private readonly FormulaBounds _bounds = new();

    public LimitProof(LimitRule rule)
    {
        _rule = rule;
        if (rule.Smoothness is not { At.IsEmpty: false } smoothness)
            return;
        (_smoothFrom, _smoothTo) = (Math.Max(rule.Start, smoothness.At.Min()), Math.Min(rule.Stop, smoothness.At.Max()));
        _largestCurvature = smoothness.LargestCurvature;
    }

    public bool Holds(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var (at, width) = (_rule.Start, (_rule.Stop - _rule.Start) / FirstPieces);
        for (var pieces = 0; at < _rule.Stop; pieces++)
        {
            if (pieces == MostPieces)
                return false;
            var to = Math.Min(at + width, End(at));
            switch (Judge(tokens, constants, new(at, to)))
            {
                case true:
                    (at, width) = (to, 2 * width);
                    break;
                case false:
                    return false;
                default:
                    width = (to - at) / 2;
                    if (width < Narrowest * Math.Max(1, Math.Abs(at)))
                        return false;
                    break;
            }
        }
        return true;
    }

    /// <summary>No piece is in part where the curvature counts.</summary>
    private double End(double at) => at < _smoothFrom ? _smoothFrom : at < _smoothTo ? _smoothTo : _rule.Stop;

    /// <summary>Whether the rule holds on all of a piece, or nowhere on it; null where neither is proven.</summary>
    private bool? Judge(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Interval over)
    {
        var jet = Bound(tokens, constants, over);
        var value = jet.Value;
        if (!IsRight(value) && jet.Slope.IsFinite)
        {
            // By the mean value theorem; nearer to the truth where parts cancel.
            var middle = Interval.Of(over.Low + (over.High - over.Low) / 2);
            value = value.Meet(Bound(tokens, constants, middle).Value + jet.Slope * (over - middle));
        }
        if (value.Low > _rule.HighestValue || value.High < _rule.LowestValue)
            return false;
        if (!(over.Low >= _smoothFrom && over.High <= _smoothTo))
            return IsRight(value) ? true : null;
        if (jet.Curvature.Low > _largestCurvature || jet.Curvature.High < -_largestCurvature)
            return false;
        return IsRight(value) && jet.Curvature.IsWithin(-_largestCurvature, _largestCurvature) ? true : null;
    }

    private bool IsRight(Interval value) => value.IsFinite && value.IsWithin(_rule.LowestValue, _rule.HighestValue);

    private Jet Bound(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, Interval over) =>
        _bounds.Of(tokens, constants, [Jet.Variable(over)]);
}
