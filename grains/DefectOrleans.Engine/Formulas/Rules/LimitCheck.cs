namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// Checks formulas with their constants against a <see cref="LimitRule"/>: quickly at points, and for those worth it by a
/// proof for all between. One per thread; does not allocate once warm.
/// </summary>
public sealed class LimitCheck
{
    /// <summary>Places near a far point, as multiples of it; no two a simple share of any wave apart.</summary>
    private static readonly double[] Nearby = [1, 1.0131, 1.0273, 1.0419];

    private readonly LimitRule _rule;
    private readonly Evaluator _evaluator;
    private readonly SmoothnessCheck? _smoothness;
    private readonly LimitProof _proof;

    /// <summary>Makes a check of a rule.</summary>
    public LimitCheck(LimitRule rule)
    {
        _rule = rule.Validated();
        _proof = new LimitProof(rule);
        _smoothness = rule.Smoothness is null ? null : new SmoothnessCheck(rule.Smoothness);
        var step = (rule.Stop - rule.Start) / (rule.DomainPoints - 1);
        var points = Enumerable.Range(0, rule.DomainPoints).Select(i => rule.Start + i * step);
        if (rule.Far != FarBehaviour.Free)
            points = points.Concat(rule.FarPoints.SelectMany(point => Nearby.Select(factor => point * factor)));
        double[] variable = [.. points];
        _evaluator = new Evaluator(new PointTable([variable], new double[variable.Length]));
    }

    /// <summary>
    /// Whether a formula of one variable obeys the rule at the points looked at. A pole between two of them is not seen.
    /// </summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _evaluator.Evaluate(tokens, constants);
        foreach (var value in values[.._rule.DomainPoints])
        {
            if (!double.IsFinite(value) || value < _rule.LowestValue || value > _rule.HighestValue)
                return false;
        }

        var far = values[_rule.DomainPoints..];
        return IsRightFar(far) && _smoothness?.Accepts(tokens, constants) != false;
    }

    /// <summary>
    /// Whether it is proven that a formula, accepted at points, is finite, within the rule's values and as smooth as it asks
    /// on the whole domain. What happens farther out is looked at, not proven.
    /// </summary>
    public bool Proves(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants) => _proof.Holds(tokens, constants);

    private bool IsRightFar(ReadOnlySpan<double> far) =>
        _rule.Far switch
        {
            FarBehaviour.Zero => Largest(far[^Nearby.Length..], 0) <= _rule.FarTolerance && StillFalls(far),
            FarBehaviour.Constant => Largest(far[^(2 * Nearby.Length)..], far[^1]) <= _rule.FarTolerance,
            _ => true,
        };

    /// <summary>
    /// Whether every step outwards takes off a quarter at least: what stays is no tail but a small constant, which a sum
    /// over many pairs would count many times, or a bump that no point has seen.
    /// </summary>
    private static bool StillFalls(ReadOnlySpan<double> far)
    {
        const double Gone = 1e-12, LeastFall = 0.25;
        for (var outer = Nearby.Length; outer < far.Length; outer += Nearby.Length)
        {
            var last = Largest(far.Slice(outer, Nearby.Length), 0);
            if (last > Gone && last > (1 - LeastFall) * Largest(far.Slice(outer - Nearby.Length, Nearby.Length), 0))
                return false;
        }
        return true;
    }

    /// <summary>Largest distance from a limit; NaN counts as infinite.</summary>
    private static double Largest(ReadOnlySpan<double> values, double limit)
    {
        var largest = 0.0;
        foreach (var value in values)
            largest = Math.Max(largest, double.IsFinite(value) ? Math.Abs(value - limit) : double.PositiveInfinity);
        return largest;
    }
}
