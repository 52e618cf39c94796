using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>Whether a formula is a small difference of large parts, which no number of few digits tells.</summary>
internal static class Cancellation
{
    /// <summary>Parts of a law that are this much larger than their sum are not what the law says.</summary>
    public const double LargestOfLaws = 1000;

    /// <summary>How many times larger than its sum a part is, at most, in any sum of a formula.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="points">Where its sizes are taken, the largest of each part.</param>
    public static double Of(Expression formula, Evaluator points) => Of(formula, points, out _);

    private static double Of(Expression part, Evaluator points, out double size)
    {
        size = 0;
        foreach (var value in points.Evaluate(part.Tokens.AsSpan(), part.Constants.AsSpan()))
            size = Math.Max(size, Math.Abs(value));
        var (ratio, largest) = (0.0, 0.0);
        foreach (var operand in part.Operands())
        {
            ratio = Math.Max(ratio, Of(operand, points, out var operandSize));
            largest = Math.Max(largest, operandSize);
        }
        return part.Tokens[0] is Token.Add or Token.Subtract ? Math.Max(ratio, largest / size) : ratio;
    }
}
