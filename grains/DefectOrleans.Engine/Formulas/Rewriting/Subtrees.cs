using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Engine.Formulas.Rewriting;

/// <summary>What rules of simplification ask about a subtree.</summary>
internal static class Subtrees
{
    /// <summary>The outermost token.</summary>
    public static byte Root(this Expression expression) => expression.Tokens[0];

    /// <summary>Whether it is a single number, and which.</summary>
    public static bool IsNumber(this Expression expression, out double value)
    {
        var root = expression.Root();
        value = Token.IsFitted(root) ? expression.Constants[0] : Literal.Value(root);
        return Token.IsNumber(root);
    }

    /// <summary>Whether it is a number of this value.</summary>
    public static bool IsNumber(this Expression expression, double value) => expression.IsNumber(out var own) && own == value;

    /// <summary>Whether it is finite wherever its variables are (short of overflow).</summary>
    public static bool IsTotal(this Expression expression)
    {
        foreach (var token in expression.Tokens)
        {
            if (OperatorRegistry.Find(token)?.IsTotal == false)
                return false;
        }

        return true;
    }

    /// <summary>
    /// A number that stays open to fitting where one of its sources was, and else is a literal where there is one.
    /// </summary>
    public static Expression Number(double value, bool isFree) =>
        isFree ? new([Token.Constant], [value]) : Expression.Number(value);

    /// <summary>Whether any constant is open to fitting.</summary>
    public static bool IsFree(this Expression expression) => expression.Constants.Length > 0;
}
