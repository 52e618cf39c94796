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
        return double.IsFinite(value) ? Subtrees.Number(value, expression.IsFree()) : null;
    }

    /// <summary>
    /// a·1, a/1, a^1, a + 0 and the like are a; what else an operator knows of itself, such as 0·a or log exp a.
    /// </summary>
    public static Expression? Known(Expression expression)
    {
        if (OperatorRegistry.Find(expression.Root()) is not { } entry)
            return null;
        var operands = expression.Operands();
        if (entry.NeutralFirst is { } first && operands[0].IsNumber(first))
            return operands[1];
        if (entry.NeutralSecond is { } second && operands[1].IsNumber(second))
            return operands[0];
        return entry.Rewrite(operands);
    }

    /// <summary>cos, square and what else is even do not see a sign.</summary>
    public static Expression? Signs(Expression expression) =>
        OperatorRegistry.Find(expression.Root()) is { IsEven: true } && WithoutSign(expression.Operands()[0]) is { } positive
            ? Expression.Apply(expression.Root(), positive)
            : null;

    private static Expression? WithoutSign(Expression expression)
    {
        if (expression.Root() != Token.Multiply)
            return null;
        var operands = expression.Operands();
        return operands[0].IsNumber(-1) ? operands[1] : operands[1].IsNumber(-1) ? operands[0] : null;
    }
}
