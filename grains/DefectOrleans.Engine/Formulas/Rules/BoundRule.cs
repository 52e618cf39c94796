using System.Collections.Immutable;

namespace DefectOrleans.Engine.Formulas.Rules;

/// <summary>
/// How large a formula of any number of variables may be at places where there are no points.
/// </summary>
/// <param name="Places">The variables' values, a column for each variable.</param>
/// <param name="Largest">The largest size that is allowed at each place.</param>
public sealed record BoundRule(ImmutableArray<ImmutableArray<double>> Places, ImmutableArray<double> Largest);

/// <summary>Checks formulas against a <see cref="BoundRule"/>. One per thread; does not allocate once warm.</summary>
public sealed class BoundCheck(BoundRule rule)
{
    private readonly Evaluator _evaluator =
        new(new PointTable([.. rule.Places.Select(column => column.ToArray())], new double[rule.Largest.Length]));

    /// <summary>Whether a formula stays within the bounds everywhere.</summary>
    public bool Accepts(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants)
    {
        var values = _evaluator.Evaluate(tokens, constants);
        for (var i = 0; i < values.Length; i++)
        {
            // NaN fails the comparison.
            if (!(Math.Abs(values[i]) <= rule.Largest[i]))
                return false;
        }
        return true;
    }
}
