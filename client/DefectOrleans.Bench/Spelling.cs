using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Bench;

/// <summary>Laws in the operators that a search has: where it has no powers, they are products or exponentials.</summary>
public static class Spelling
{
    /// <summary>The law in these operators; what can't be said in them stays.</summary>
    public static Expression In(TokenSet operators, Expression law)
    {
        Expression[] operands = [.. law.Operands().Select(operand => In(operators, operand))];
        if (operands.Length == 0)
            return law;
        var token = law.Tokens[0];
        if (operators.Contains(token))
            return Expression.Apply(token, operands);
        return token switch
        {
            Token.Square => Product(operands[0], 2),
            Token.Power when Whole(operands[1]) is { } power => Product(operands[0], power),
            Token.Power when HasExponentials(operators) => Exponential(operands[0], operands[1]),
            Token.SquareRoot when HasExponentials(operators) => Exponential(operands[0], Expression.Number(0.5)),
            _ => Expression.Apply(token, operands),
        };
    }

    private static bool HasExponentials(TokenSet operators) =>
        operators.Contains(Token.Exponential) && operators.Contains(Token.Logarithm);

    private static int? Whole(Expression power) =>
        power.Tokens is [> Token.Integer + 1 and < Token.Half and var token] ? token - Token.Integer - 1 : null;

    private static Expression Product(Expression factor, int count) => Enumerable.Repeat(factor, count)
        .Aggregate((product, next) => Expression.Apply(Token.Multiply, product, next));

    private static Expression Exponential(Expression of, Expression power) => Expression.Apply(
        Token.Exponential, Expression.Apply(Token.Multiply, power, Expression.Apply(Token.Logarithm, of)));
}
