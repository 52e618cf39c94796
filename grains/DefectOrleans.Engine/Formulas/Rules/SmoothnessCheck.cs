namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>Checks formulas against a <see cref="SmoothnessRule"/>. One per thread; does not allocate once warm.</summary>
internal sealed class SmoothnessCheck
{
    // A wave as long as the step looks flat to it; the golden share of a step has no such wave in common with it.
    private const double GoldenShare = 0.6180339887498949;

    private readonly int _count;
    private readonly double[] _largestDifferences;
    private readonly Evaluator _evaluator;

    public SmoothnessCheck(SmoothnessRule rule)
    {
        _count = rule.At.Length;
        double[] steps = [rule.Step, GoldenShare * rule.Step];
        _largestDifferences = [.. steps.Select(step => rule.LargestCurvature * step * step)];
        double[] at =
            [.. rule.At, .. steps.SelectMany(step => rule.At.Select(x => x - step).Concat(rule.At.Select(x => x + step)))];
        _evaluator = new Evaluator(new PointTable([at], new double[at.Length]));
    }

    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _evaluator.Evaluate(tokens, constants);
        var middle = values[.._count];
        for (var step = 0; step < _largestDifferences.Length; step++)
        {
            var below = values.Slice((1 + 2 * step) * _count, _count);
            var above = values.Slice((2 + 2 * step) * _count, _count);
            for (var i = 0; i < _count; i++)
            {
                // NaN fails the comparison.
                if (!(Math.Abs(below[i] - 2 * middle[i] + above[i]) <= _largestDifferences[step]))
                    return false;
            }
        }
        return true;
    }
}
