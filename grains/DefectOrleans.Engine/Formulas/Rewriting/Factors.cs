namespace DefectOrleans.Engine.Formulas.Rewriting;

/// <summary>
/// A product, flattened to one fraction: numbers become one, a factor that stands twice becomes a square, and a number
/// absorbs what is added inside an exponential: 2·exp(x + c) is (2·e^c)·exp x.
/// </summary>
internal sealed class Factors
{
    private readonly List<Expression> _above = [];
    private readonly List<Expression> _below = [];
    private double _number = 1;
    private bool _isFree;

    /// <summary>The product with its factors collected; null for what is no product, or where it is not finite.</summary>
    public static Expression? Collect(Expression expression)
    {
        if (expression.Root() is not (Token.Multiply or Token.Divide))
            return null;
        var factors = new Factors();
        factors.Read(expression, below: false);
        if (factors._isFree)
        {
            factors.Absorb(factors._above, 1);
            factors.Absorb(factors._below, -1);
        }

        return double.IsFinite(factors._number) && factors._number != 0 ? factors.Rebuild() : null;
    }

    private void Read(Expression expression, bool below)
    {
        if (expression.IsNumber(out var value))
        {
            _number = below ? _number / value : _number * value;
            _isFree |= expression.IsFree();
        }
        else if (expression.Root() is Token.Multiply or Token.Divide)
        {
            var operands = expression.Operands();
            Read(operands[0], below);
            Read(operands[1], below ^ expression.Root() == Token.Divide);
        }
        else
        {
            Add(expression, below ? _below : _above);
        }
    }

    private static void Add(Expression factor, List<Expression> factors)
    {
        var same = factors.IndexOf(factor);
        // The square of a leaf is more complex than the product.
        if (same >= 0 && factor.Tokens.Length > 1)
            factors[same] = Expression.Apply(Token.Square, factor);
        else
            factors.Add(factor);
    }

    private void Absorb(List<Expression> factors, int sign)
    {
        for (var i = 0; i < factors.Count; i++)
        {
            if (factors[i].Root() != Token.Exponential || factors[i].Operands()[0] is not { } inside
                || inside.Root() is not (Token.Add or Token.Subtract))
            {
                continue;
            }

            var operands = inside.Operands();
            if (operands[1].IsNumber(out var value))
            {
                factors[i] = Expression.Apply(Token.Exponential, operands[0]);
                _number *= Math.Exp(sign * (inside.Root() == Token.Add ? value : -value));
            }
            else if (inside.Root() == Token.Add && operands[0].IsNumber(out value))
            {
                factors[i] = Expression.Apply(Token.Exponential, operands[1]);
                _number *= Math.Exp(sign * value);
            }
        }
    }

    private Expression Rebuild()
    {
        Expression? product = null;
        if (_number != 1 || _above.Count == 0)
            product = Subtrees.Number(_number, _isFree);
        foreach (var factor in _above)
            product = product is null ? factor : Expression.Apply(Token.Multiply, product, factor);
        if (_below.Count == 0)
            return product!;
        return Expression.Apply(
            Token.Divide, product!, _below.Aggregate((left, right) => Expression.Apply(Token.Multiply, left, right)));
    }
}
