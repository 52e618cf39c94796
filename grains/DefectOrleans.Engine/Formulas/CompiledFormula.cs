using System.Numerics;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// A formula ready for many predictions: a postfix program over vectors of points, its constant parts worked out
/// beforehand. Immutable, so any number of threads may use one. A point gives the same value alone as in company,
/// up to the last digits of sin, cos, exp and log.
/// </summary>
public sealed class CompiledFormula
{
    private readonly Step[] _steps;
    private readonly BlockProgram _block;
    private readonly int _depth;

    /// <summary>Compiles a formula.</summary>
    /// <exception cref="ArgumentException">The tokens are no complete formula, or constants are missing or left over.</exception>
    public CompiledFormula(Expression expression)
    {
        Expression = expression;
        var tokens = expression.Tokens.AsSpan();
        var constants = expression.Constants.AsSpan();
        if (!PrefixOrder.IsComplete(tokens) || PrefixOrder.CountConstants(tokens) != constants.Length)
            throw new ArgumentException("The tokens and constants are no complete formula.", nameof(expression));

        var steps = new List<Step>();
        var constant = constants.Length;
        var depth = 0;
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            if (OperatorRegistry.Find(tokens[i]) is { } entry)
                Append(steps, entry);
            else if (Token.IsVariable(tokens[i]))
                steps.Add(new Step(null, Token.VariableIndex(tokens[i]), default));
            else
                steps.Add(
                    new Step(null, -1, new(tokens[i] == Token.Constant ? constants[--constant] : Literal.Value(tokens[i]))));
            depth += 1 - Token.Arity(tokens[i]);
            _depth = Math.Max(_depth, depth);
            if (Token.IsVariable(tokens[i]))
                VariableCount = Math.Max(VariableCount, Token.VariableIndex(tokens[i]) + 1);
        }

        _steps = [.. steps];
        _block = new BlockProgram(expression);
    }

    private readonly record struct Step(Operator? Operator, int Variable, Vector<double> Number);

    /// <summary>The formula.</summary>
    public Expression Expression { get; }

    /// <summary>Number of variables that a point has to have.</summary>
    public int VariableCount { get; }

    /// <summary>The value at one point of a formula of one variable.</summary>
    public double Invoke(double variable) => Invoke([variable]);

    /// <summary>The value at one point, x1, x2, ….</summary>
    public double Invoke(ReadOnlySpan<double> variables)
    {
        Span<Vector<double>> point = stackalloc Vector<double>[Token.VariableCount];
        for (var k = 0; k < variables.Length; k++)
            point[k] = new Vector<double>(variables[k]);
        return Run(point[..variables.Length])[0];
    }

    /// <summary>The value and its derivative by the variable, for a formula of one: a force is minus that.</summary>
    public (double Value, double Slope) InvokeWithSlope(double variable)
    {
        Span<Vector<double>> point = [new(variable)];
        Check(point.Length);
        Span<Vector<double>> values = stackalloc Vector<double>[_depth + 1];
        Span<Vector<double>> slopes = stackalloc Vector<double>[_depth + 1];
        var top = -1;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            if (step.Operator is not { } entry)
            {
                values[++top] = step.Variable >= 0 ? point[step.Variable] : step.Number;
                slopes[top] = step.Variable >= 0 ? Vector<double>.One : Vector<double>.Zero;
                continue;
            }

            var (a, aSlope) = (values[top], slopes[top]);
            if (entry.Arity == 2)
                top--;
            var b = values[top];
            values[top] = entry.Apply(a, b);
            var slope = Chain(entry.FirstSlope(a, b, values[top]), aSlope);
            if (entry.Arity == 2)
                slope += Chain(entry.SecondSlope(a, b, values[top]), slopes[top]);
            slopes[top] = slope;
        }

        return (values[top][0], slopes[top][0]);
    }

    /// <summary>Values at many points of a formula of one variable.</summary>
    /// <param name="variable">The points.</param>
    /// <param name="result">Filled, as long as the points.</param>
    public void Invoke(ReadOnlySpan<double> variable, Span<double> result)
    {
        Check(variables: 1);
        _block.Run(variable, result[..variable.Length], add: false);
    }

    /// <summary>Adds the values at many points of a formula of one variable to <paramref name="sums"/>.</summary>
    /// <param name="variable">The points.</param>
    /// <param name="sums">As long as the points.</param>
    public void Add(ReadOnlySpan<double> variable, Span<double> sums)
    {
        Check(variables: 1);
        _block.Run(variable, sums[..variable.Length], add: true);
    }

    /// <summary>An operator over nothing but numbers becomes their value.</summary>
    private static void Append(List<Step> steps, Operator entry)
    {
        var first = steps[^1];
        var second = entry.Arity == 2 ? steps[^2] : first;
        if (first is { Operator: null, Variable: < 0 } && second is { Operator: null, Variable: < 0 })
        {
            steps.RemoveRange(steps.Count - entry.Arity, entry.Arity);
            steps.Add(new Step(null, -1, entry.Apply(first.Number, second.Number)));
        }
        else
        {
            steps.Add(new Step(entry, -1, default));
        }
    }

    /// <summary>
    /// A product of slopes; where the inner one is zero the outer one, such as that of (−2)^3 by its exponent, does not matter.
    /// </summary>
    private static Vector<double> Chain(Vector<double> outer, Vector<double> inner) =>
        Vector.ConditionalSelect(Vector.Equals(inner, Vector<double>.Zero), Vector<double>.Zero, outer * inner);

    private void Check(int variables)
    {
        if (variables < VariableCount)
            throw new ArgumentException($"The formula needs {VariableCount} variables; {variables} were given.");
    }

    private Vector<double> Run(ReadOnlySpan<Vector<double>> point)
    {
        Check(point.Length);
        Span<Vector<double>> stack = stackalloc Vector<double>[_depth + 1];
        var top = -1;
        foreach (ref readonly var step in _steps.AsSpan())
        {
            if (step.Operator is not { } entry)
            {
                stack[++top] = step.Variable >= 0 ? point[step.Variable] : step.Number;
            }
            else if (entry.Arity == 1)
            {
                stack[top] = entry.Apply(stack[top], default);
            }
            else
            {
                top--;
                stack[top] = entry.Apply(stack[top + 1], stack[top]);
            }
        }

        return stack[top];
    }
}
