namespace DefectOrleans.Engine.Formulas.Rewriting;

/// <summary>A sum, flattened: numbers become one, terms that differ only by a coefficient become one.</summary>
internal sealed class Terms
{
    private readonly List<(double Coefficient, bool IsFree, Expression Body)> _terms = [];
    private double _number;
    private bool _numberIsFree;

    /// <summary>
    /// The sum with its terms collected; null for what is no sum, or where a term would vanish that may be undefined.
    /// </summary>
    public static Expression? Collect(Expression expression)
    {
        if (expression.Root() is not (Token.Add or Token.Subtract))
            return null;
        var terms = new Terms();
        terms.Read(expression, 1);
        return terms.Rebuild();
    }

    private void Read(Expression expression, double sign)
    {
        if (expression.IsNumber(out var value))
        {
            _number += sign * value;
            _numberIsFree |= expression.IsFree();
            return;
        }

        var operands = expression.Operands();
        switch (expression.Root())
        {
            case Token.Add or Token.Subtract:
                Read(operands[0], sign);
                Read(operands[1], expression.Root() == Token.Add ? sign : -sign);
                break;
            case Token.Multiply when operands[0].IsNumber(out value):
                Add(sign * value, operands[0].IsFree(), operands[1]);
                break;
            case Token.Multiply when operands[1].IsNumber(out value):
                Add(sign * value, operands[1].IsFree(), operands[0]);
                break;
            default:
                Add(sign, false, expression);
                break;
        }
    }

    private void Add(double coefficient, bool isFree, Expression body)
    {
        var place = _terms.FindIndex(term => term.Body.Equals(body));
        if (place < 0)
            _terms.Add((coefficient, isFree, body));
        else
            _terms[place] = (_terms[place].Coefficient + coefficient, _terms[place].IsFree | isFree, body);
    }

    private Expression? Rebuild()
    {
        if (_terms.Any(term => term.Coefficient == 0 && !term.Body.IsTotal()))
            return null;
        _terms.RemoveAll(term => term.Coefficient == 0);

        // Begin with what needs no sign, so that −a + b is b − a.
        var first = _terms.FindIndex(term => term.Coefficient != -1);
        if (first < 0 && _number == 0 && _terms.Count > 0)
            first = 0;
        var sum = first < 0 ? Subtrees.Number(_number, _numberIsFree) : Scaled(_terms[first]);
        for (var i = 0; i < _terms.Count; i++)
        {
            if (i == first)
                continue;
            sum = _terms[i].Coefficient == -1
                ? Expression.Apply(Token.Subtract, sum, _terms[i].Body)
                : Expression.Apply(Token.Add, sum, Scaled(_terms[i]));
        }

        if (first < 0 || _number == 0)
            return sum;
        return _number < 0
            ? Expression.Apply(Token.Subtract, sum, Subtrees.Number(-_number, _numberIsFree))
            : Expression.Apply(Token.Add, sum, Subtrees.Number(_number, _numberIsFree));
    }

    private static Expression Scaled((double Coefficient, bool IsFree, Expression Body) term) =>
        term.Coefficient == 1
            ? term.Body
            : Expression.Apply(Token.Multiply, Subtrees.Number(term.Coefficient, term.IsFree), term.Body);
}
