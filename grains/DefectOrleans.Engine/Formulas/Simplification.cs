using DefectOrleans.Engine.Formulas.Rewriting;

namespace DefectOrleans.Engine.Formulas;

/// <summary>
/// Says the same in fewer words. Wherever a formula and all its parts are finite, the simplified one has its value up
/// to rounding, and what was undefined does not become a number: √x² stays, log x − log x stays, x/x stays. (Parts
/// that overflow or divide by zero inside a finite whole, such as exp(−1/0), may change it.) Complexity never grows,
/// and a second pass finds nothing more to do.
/// </summary>
public static class Simplification
{
    private static readonly Func<Expression, Expression?>[] Rules =
    [
        Folding.Numbers, Folding.Known, Folding.Signs, Terms.Collect, Factors.Collect,
    ];

    /// <summary>Simplifies a formula: every subtree from the leaves up, until no rule makes one smaller.</summary>
    public static Expression Simplify(Expression expression)
    {
        while (true)
        {
            var simpler = Pass(expression);
            if (simpler.Equals(expression))
                return expression;
            expression = simpler;
        }
    }

    private static Expression Pass(Expression expression)
    {
        if (expression.Tokens.Length == 1)
            return expression;

        Expression[] operands = [.. expression.Operands().Select(Pass)];
        expression = Expression.Apply(expression.Tokens[0], operands);
        foreach (var rule in Rules)
        {
            // Every step makes the formula smaller, so there is a last one.
            if (rule(expression) is { } candidate && IsSimpler(candidate, expression))
                expression = candidate;
        }

        return expression;
    }

    private static bool IsSimpler(Expression candidate, Expression expression) =>
        (candidate.Complexity, candidate.Tokens.Length).CompareTo((expression.Complexity, expression.Tokens.Length)) < 0;
}
