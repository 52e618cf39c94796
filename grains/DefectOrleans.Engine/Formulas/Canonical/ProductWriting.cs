using DefectOrleans.Engine.Formulas.Rewriting;

namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>
/// Writes a number times a product of powers: of all the ways to do so the least complex, and of those the first.
/// </summary>
internal static class ProductWriting
{
    /// <summary>The product as a formula.</summary>
    public static Expression Write(double coefficient, PowerProduct product) =>
        Ways(coefficient, product).MinBy(way => (way.Complexity, way.Tokens.Length))!;

    private static IEnumerable<Expression> Ways(double coefficient, PowerProduct product)
    {
        var powers = product.Powers.Select(p => (p.Key, p.Value)).ToList();
        // A number goes into a sum that is a factor, c·(a + f)·g being (ca + c·f)·g.
        if (coefficient != 1 && powers.Where(p => p.Value == 1 && IsSum(p.Key)).ToList() is [var sum])
        {
            List<(Expression, double)> others = [.. powers.Where(p => p != sum)];
            var isAlone = others.Count == 0 && product.Rate is null;
            if (!isAlone && PowerSum.Read(sum.Key)?.Times(coefficient).Write() is { } inside)
            {
                foreach (var way in Ways(1, [.. others, (inside, 1)], product.Rate))
                    yield return way;
            }
        }
        foreach (var way in Ways(coefficient, powers, product.Rate))
            yield return way;
    }

    private static IEnumerable<Expression> Ways(
        double coefficient, List<(Expression Base, double Exponent)> powers, PowerSum? rate)
    {
        foreach (var grouped in (List<(Expression Base, double Exponent)>[])[powers, Grouped(powers)])
        {
            foreach (var isBelow in (bool[])[true, false])
            {
                if (rate is null)
                {
                    yield return Write(coefficient, grouped, isBelow, null, null);
                    continue;
                }
                yield return Write(coefficient, grouped, isBelow, Exponential(rate), null);
                yield return Write(coefficient, grouped, isBelow, null, Exponential(rate.Times(-1)));
                if (coefficient > 0 && coefficient != 1)
                {
                    var shift = Math.Log(coefficient);
                    var whole = Math.Abs(shift - Math.Round(shift)) < 1e-14 ? Math.Round(shift) : shift;
                    yield return Write(1, grouped, isBelow, Exponential(rate.Plus(PowerSum.Of(whole), 1)), null);
                }
            }
        }
    }

    /// <summary>Factors of one exponent under one power: x²/y² is (x/y)².</summary>
    private static List<(Expression Base, double Exponent)> Grouped(List<(Expression Base, double Exponent)> powers)
    {
        List<(Expression, double)> grouped = [];
        foreach (var group in powers.GroupBy(p => Math.Abs(p.Exponent)))
        {
            if (group.Key == 1 || group.Count() == 1)
            {
                grouped.AddRange(group);
                continue;
            }
            var sign = group.Any(p => p.Exponent > 0) ? 1 : -1;
            var inside = Write(1, [.. group.Select(p => (p.Base, (double)(sign * Math.Sign(p.Exponent))))], true, null, null);
            grouped.Add((inside, sign * group.Key));
        }
        return grouped;
    }

    private static Expression Write(
        double coefficient, List<(Expression Base, double Exponent)> powers, bool isBelow, Expression? above, Expression? below)
    {
        List<Expression> over = [], last = [], under = [];
        foreach (var (factor, exponent) in powers)
        {
            if (exponent > 0)
                over.Add(Power(factor, exponent));
            else if (isBelow || exponent == -1)
                under.Add(Power(factor, -exponent));
            else
                last.Add(Power(factor, exponent));
        }
        if (above is not null)
            over.Add(above);
        over.AddRange(last);
        if (below is not null)
            under.Add(below);
        if (coefficient != 1 || over.Count == 0)
            over.Insert(0, Expression.Number(coefficient));
        var product = Product(over);
        return under.Count == 0 ? product : Expression.Apply(Token.Divide, product, Product(under));
    }

    private static Expression Product(List<Expression> factors) =>
        factors.Aggregate((left, right) => Expression.Apply(Token.Multiply, left, right));

    private static Expression Exponential(PowerSum rate) => Expression.Apply(Token.Exponential, rate.Write());

    /// <summary>One power: as a product, a square, a root or a power, whichever is least complex.</summary>
    private static Expression Power(Expression factor, double exponent)
    {
        var isLeaf = factor.Tokens.Length == 1;
        return exponent switch
        {
            1 => factor,
            2 when !isLeaf => Expression.Apply(Token.Square, factor),
            2 => Expression.Apply(Token.Multiply, factor, factor),
            3 when isLeaf => Expression.Apply(Token.Multiply, Power(factor, 2), factor),
            0.5 => Expression.Apply(Token.SquareRoot, factor),
            0.25 => Expression.Apply(Token.SquareRoot, Power(factor, 0.5)),
            1.5 when isLeaf => Expression.Apply(Token.Multiply, factor, Power(factor, 0.5)),
            _ => Expression.Apply(Token.Power, factor, Expression.Number(exponent)),
        };
    }

    private static bool IsSum(Expression expression) => expression.Root() is Token.Add or Token.Subtract;
}
