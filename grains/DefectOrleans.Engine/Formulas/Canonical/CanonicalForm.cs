using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>
/// A formula written as a person would: sums and products flattened, numbers merged and multiplied out, powers and
/// exponentials collected, no sign inside an odd or even function, a fitted base's exponent brought to base e with a rate. For
/// what people see; the search has the quicker <see cref="Simplification"/>. Wherever a formula and its parts are
/// finite the value stays up to rounding; what was undefined may become a number: r/r is 1, √t² of √t is t. Complexity
/// never grows, but by 1 for an exponential that gets a rate in place of a base. Numbers may change, as constants
/// merge: they remain those of the same fit.
/// </summary>
public static class CanonicalForm
{
    private const int MostPasses = 16;

    // Numbers merged once more differ by their rounding; that is no other formula.
    private const double Rounding = 1e-14;

    /// <summary>The canonical form.</summary>
    /// <param name="expression">Any formula.</param>
    public static Expression Of(Expression expression)
    {
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var next = Pass(expression);
            // Where a part has no canonical form, the quick rules may still shorten what stands round it.
            if (Simplification.Simplify(next) is var simple && simple.Complexity < next.Complexity)
                next = simple;
            if (IsSame(next, expression))
                break;
            expression = next;
        }
        return expression;
    }

    /// <summary>The canonical form where some variables are above 0, as distances are: √r² is r.</summary>
    /// <param name="expression">Any formula.</param>
    /// <param name="positive">Those variables.</param>
    public static Expression Of(Expression expression, TokenSet positive)
    {
        expression = Of(expression);
        for (var pass = 0; pass < MostPasses && !positive.IsEmpty; pass++)
        {
            // What is |r| keeps its sign through every power, and is r.
            var next = Of(WithoutBars(Of(WithBars(expression, positive)), positive));
            if (IsSame(next, expression) || next.Complexity > expression.Complexity)
                break;
            expression = next;
        }
        return expression;
    }

    private static Expression WithBars(Expression expression, TokenSet positive) => expression with
    {
        Tokens = [.. expression.Tokens.SelectMany(token => positive.Contains(token) ? (byte[])[Absolute.Id, token] : [token])],
    };

    private static Expression WithoutBars(Expression expression, TokenSet positive)
    {
        var tokens = expression.Tokens;
        return expression with
        {
            Tokens = [.. tokens.Where((token, i) => token != Absolute.Id || !positive.Contains(tokens[i + 1]))],
        };
    }

    private static Expression Pass(Expression expression)
    {
        if (expression.Tokens.Length == 1)
            return expression.IsNumber(out var value) ? Expression.Number(value) : expression;
        expression = Expression.Apply(expression.Tokens[0], [.. expression.Operands().Select(Pass)]);
        if (PowerSum.Read(expression)?.Write() is not { } written)
            return expression;
        return written.Complexity <= expression.Complexity + Bases(expression) ? written : expression;
    }

    private static bool IsSame(Expression left, Expression right) =>
        left.Tokens.AsSpan().SequenceEqual(right.Tokens.AsSpan())
        && left.Constants.Zip(right.Constants)
            .All(pair => Math.Abs(pair.First - pair.Second) <= Rounding * Math.Abs(pair.Second));

    /// <summary>How many powers of a number it has: each costs one more in base e.</summary>
    internal static int Bases(Expression expression) =>
        (PowerSum.IsBase(expression) ? 1 : 0) + expression.Operands().Sum(Bases);

    /// <summary>Whether a number has a token of its own.</summary>
    internal static bool IsLiteral(double value) => Literal.TryToken(value, out _);

    /// <summary>Orders formulas by complexity, then by tokens and constants.</summary>
    internal static int Compare(Expression left, Expression right)
    {
        var order = left.Complexity.CompareTo(right.Complexity);
        if (order == 0)
            order = left.Tokens.AsSpan().SequenceCompareTo(right.Tokens.AsSpan());
        return order != 0 ? order : left.Constants.AsSpan().SequenceCompareTo(right.Constants.AsSpan());
    }
}
