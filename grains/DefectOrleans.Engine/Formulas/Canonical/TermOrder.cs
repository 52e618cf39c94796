using DefectOrleans.Engine.Formulas.Rewriting;

namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>The order of a sum's terms: the largest first, as the points of a table tell, and a number last.</summary>
public static class TermOrder
{
    /// <summary>The formula with all its sums in that order; its values stay up to rounding.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="points">Where the sizes of terms are taken; in the formula's units.</param>
    public static Expression LargestFirst(Expression formula, PointTable points) => Ordered(formula, new Evaluator(points));

    private static Expression Ordered(Expression formula, Evaluator evaluator)
    {
        if (formula.Tokens.Length == 1)
            return formula;
        var root = formula.Root();
        if (root is not (Token.Add or Token.Subtract))
            return Expression.Apply(root, [.. formula.Operands().Select(operand => Ordered(operand, evaluator))]);
        var terms = new List<(int Sign, Expression Term)>();
        Collect(formula, 1, terms);
        var sum = Sum([.. terms.Select(t => t with { Term = Ordered(t.Term, evaluator) })
            .OrderByDescending(t => t.Term.IsNumber(out _) ? -1 : SizeOf(t.Term, evaluator))]);
        return sum.Complexity <= formula.Complexity ? sum : formula;
    }

    private static void Collect(Expression part, int sign, List<(int Sign, Expression Term)> terms)
    {
        if (part.Root() is not (Token.Add or Token.Subtract))
        {
            terms.Add((sign, part));
            return;
        }
        var operands = part.Operands();
        Collect(operands[0], sign, terms);
        Collect(operands[1], part.Root() == Token.Add ? sign : -sign, terms);
    }

    private static Expression Sum(List<(int Sign, Expression Term)> terms)
    {
        if (terms[0].Sign < 0 && Negated(terms[0].Term) is { } negated)
        {
            terms[0] = (1, negated);
        }
        else if (terms.FindIndex(t => t.Sign > 0) is var first and > 0)
        {
            // A sign that stands alone costs an operator: begin with what needs none.
            terms.Insert(0, terms[first]);
            terms.RemoveAt(first + 1);
        }
        var start = terms[0].Sign > 0
            ? terms[0].Term
            : Expression.Apply(Token.Multiply, Expression.Number(-1), terms[0].Term);
        return terms.Skip(1).Aggregate(
            start, (sum, next) => Expression.Apply(next.Sign > 0 ? Token.Add : Token.Subtract, sum, next.Term));
    }

    /// <summary>A term with the sign in its number; null where it does not begin with one.</summary>
    private static Expression? Negated(Expression term)
    {
        if (term.IsNumber(out var value))
            return Expression.Number(-value);
        if (term.Root() is not (Token.Multiply or Token.Divide))
            return null;
        var operands = term.Operands();
        return Negated(operands[0]) is { } first ? Expression.Apply(term.Root(), first, operands[1]) : null;
    }

    private static double SizeOf(Expression term, Evaluator evaluator)
    {
        var sum = 0.0;
        foreach (var value in evaluator.Evaluate(term.Tokens.AsSpan(), term.Constants.AsSpan()))
            sum += Math.Abs(value);
        return double.IsNaN(sum) ? 0 : sum;
    }
}
