namespace DefectOrleans.Engine.Formulas.Rewriting;

/// <summary>Rules that look at one operator and its operands.</summary>
internal static class Folding
{
    /// <summary>An operator over nothing but numbers is a number.</summary>
    public static Expression? Numbers(Expression expression)
    {
        if (!expression.Operands().All(operand => operand.IsNumber(out _)))
            return null;
        var value = new CompiledFormula(expression).Invoke([]);
        return double.IsFinite(value) ? Facts.Number(value, expression.IsFree()) : null;
    }

    /// <summary>a·1, a/1, a^1, a + 0 and the like are a; 0·a is 0 where a is always finite; a^0 is 1.</summary>
    public static Expression? NeutralElements(Expression expression)
    {
        if (Token.Arity(expression.Root()) != 2)
            return null;
        var operands = expression.Operands();
        var (a, b) = (operands[0], operands[1]);
        return expression.Root() switch
        {
            Token.Add when a.IsNumber(0) => b,
            Token.Add or Token.Subtract when b.IsNumber(0) => a,
            Token.Multiply when a.IsNumber(1) => b,
            Token.Multiply or Token.Divide or Token.Power when b.IsNumber(1) => a,
            Token.Multiply when a.IsNumber(0) && b.IsTotal() => Expression.Number(0),
            Token.Multiply when b.IsNumber(0) && a.IsTotal() => Expression.Number(0),
            Token.Power when b.IsNumber(0) => Expression.Number(1),
            Token.Power when a.IsNumber(1) => b.IsTotal() ? Expression.Number(1) : null,
            _ => null,
        };
    }

    /// <summary>log exp a is a; cos and square do not see a sign; small powers have names of their own.</summary>
    public static Expression? Functions(Expression expression)
    {
        if (expression.Tokens.Length == 1)
            return null;
        var operands = expression.Operands();
        var a = operands[0];
        return expression.Root() switch
        {
            Token.Logarithm when a.Root() == Token.Exponential => a.Operands()[0],
            Token.Cosine or Token.Square when WithoutSign(a) is { } b => Expression.Apply(expression.Root(), b),
            Token.Power when operands[1].IsNumber(2) => Expression.Apply(Token.Square, a),
            Token.Power when operands[1].IsNumber(0.5) => Expression.Apply(Token.SquareRoot, a),
            Token.Power when operands[1].IsNumber(-1) => Expression.Apply(Token.Divide, Expression.Number(1), a),
            _ => null,
        };
    }

    private static Expression? WithoutSign(Expression expression)
    {
        if (expression.Root() != Token.Multiply)
            return null;
        var operands = expression.Operands();
        return operands[0].IsNumber(-1) ? operands[1] : operands[1].IsNumber(-1) ? operands[0] : null;
    }
}
