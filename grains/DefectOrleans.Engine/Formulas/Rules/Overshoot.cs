namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// How far a formula of one variable goes between neighbouring points beyond both of them: what <see cref="CrestRule"/> bounds,
/// as a figure.
/// </summary>
public static class Overshoot
{
    private const int Places = 64;

    /// <summary>
    /// The largest crest or trough, as a share of the target's range; infinite where the formula is, and null where there are no
    /// two points or the target never changes.
    /// </summary>
    public static double? Of(PointTable points, Expression formula)
    {
        var rule = new CrestRule(points);
        if (rule.Gaps.IsEmpty || !(rule.Range > 0))
            return null;
        var (x, worst) = (points.Variables[0], 0.0);
        double[] at = [.. rule.Gaps.SelectMany(gap => Enumerable.Range(0, Places + 1)
            .Select(i => x[gap.From] + rule.WidthOf(gap) * i / Places))];
        var values = new Evaluator(new PointTable([at], new double[at.Length]))
            .Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        for (var gap = 0; gap < rule.Gaps.Length; gap++)
        {
            var within = values.Slice(gap * (Places + 1), Places + 1);
            foreach (var value in within)
            {
                if (!double.IsFinite(value))
                    return double.PositiveInfinity;
                worst = Math.Max(worst, Math.Max(
                    value - Math.Max(within[0], within[^1]), Math.Min(within[0], within[^1]) - value));
            }
        }
        return worst / rule.Range;
    }
}
