namespace DefectOrleans.Engine.Segvae.Expressions;

/// <summary>Checks formulas against a <see cref="SmoothnessRule"/>. One per thread; does not allocate once warm.</summary>
internal sealed class SmoothnessCheck
{
    private readonly int _count;
    private readonly double _largestDifference;
    private readonly Evaluator _evaluator;

    public SmoothnessCheck(SmoothnessRule rule)
    {
        _count = rule.At.Length;
        _largestDifference = rule.LargestCurvature * rule.Step * rule.Step;
        double[] at = [.. rule.At.Select(x => x - rule.Step), .. rule.At, .. rule.At.Select(x => x + rule.Step)];
        _evaluator = new Evaluator(new PointTable([at], new double[at.Length]));
    }

    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _evaluator.Evaluate(tokens, constants);
        for (var i = 0; i < _count; i++)
        {
            // NaN fails the comparison.
            if (!(Math.Abs(values[i] - 2 * values[_count + i] + values[2 * _count + i]) <= _largestDifference))
                return false;
        }
        return true;
    }
}
