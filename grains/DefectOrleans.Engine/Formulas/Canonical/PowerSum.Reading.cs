using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;

namespace DefectOrleans.Engine.Formulas.Canonical;

/// <summary>How formulas become sums of products.</summary>
internal sealed partial class PowerSum
{
    /// <summary>A formula as a sum; null where a part of it that is a number is not finite.</summary>
    public static PowerSum? Read(Expression expression)
    {
        if (expression.IsNumber(out var value))
            return Of(value);
        if (expression.Tokens.Length == 1)
            return Of(1, PowerProduct.Of(expression));
        var operands = expression.Operands();
        if (Read(operands[0]) is not { } first)
            return null;
        var second = operands.Length == 2 ? Read(operands[1]) : null;
        if (operands.Length == 2 && second is null)
            return null;
        return Read(expression.Root(), first, second) is { } sum && sum.IsFinite ? sum : null;
    }

    /// <summary>Whether it is a power whose base is a number that no token has: one that was fitted.</summary>
    public static bool IsBase(Expression expression) =>
        expression.Root() == Token.Power && expression.Operands() is [var first, var second]
        && first.IsNumber(out var number) && IsBase(number) && !second.IsNumber(out _);

    private static bool IsBase(double number) => number > 0 && !CanonicalForm.IsLiteral(number);

    private bool IsFinite => double.IsFinite(Number) && Terms.All(term => double.IsFinite(term.Coefficient));

    private static PowerSum? Read(byte token, PowerSum first, PowerSum? second)
    {
        switch (token)
        {
            case Token.Add:
                return first.Plus(second!, 1);
            case Token.Subtract:
                return first.Plus(second!, -1);
            case Token.Multiply:
                return first.Times(second!);
            case Token.Divide:
                return second!.ToThe(-1) is { } inverse ? first.Times(inverse) : null;
            case Token.Square:
                return first.ToThe(2);
            case Token.SquareRoot:
                return first.ToThe(0.5);
            case Token.Power when second!.IsNumber:
                return first.ToThe(second.Number);
            case Token.Power when first.IsNumber && IsBase(first.Number):
                return ExponentialOf(second!.Times(Math.Log(first.Number)));
            case Token.Exponential:
                return ExponentialOf(first);
            case Token.Logarithm when first.LogarithmOfExponential() is { } inside:
                return inside;
            default:
                return Function(token, first, second);
        }
    }

    private static PowerSum? ExponentialOf(PowerSum exponent)
    {
        var number = Math.Exp(exponent.Number);
        var rate = exponent.Plus(Of(exponent.Number), -1);
        // e^(k·ln t) is t^k: both ask for t above 0.
        var product = PowerProduct.Of(Expression.Variable(0), 0);
        foreach (var (coefficient, body) in rate.Terms)
        {
            if (body.Rate is null && body.Powers.Count == 1 && body.Powers.First() is { Value: 1 } power
                && power.Key.Root() == Token.Logarithm && Read(power.Key.Operands()[0])?.ToThe(coefficient) is { } powers
                && !powers.IsNumber && powers.AsTerm() is var (scale, whole))
            {
                (product, number) = (product.Times(whole), number * scale);
                rate = rate.Plus(Of(coefficient, body), -1);
            }
        }
        if (!rate.IsNumber)
            product = product.Times(PowerProduct.Exponential(rate));
        return Finite(number, product);
    }

    private PowerSum? LogarithmOfExponential() =>
        Number == 0 && _terms.Count == 1 && Terms.First() is (1, { Powers.Count: 0, Rate: { } rate }) ? rate : null;

    /// <summary>A function of canonical operands; a sign in front of what is odd or even comes out.</summary>
    private static PowerSum? Function(byte token, PowerSum first, PowerSum? second)
    {
        var entry = OperatorRegistry.Of(token);
        var sign = 1;
        var isOdd = token is Token.Sine or HyperbolicTangent.Id or ArcSine.Id;
        if ((entry.IsEven || isOdd) && !first.IsNumber && first.Terms.First().Coefficient < 0)
            (first, sign) = (first.Times(-1), isOdd ? -1 : 1);
        List<Expression> operands = second is null ? [first.Write()] : [first.Write(), second.Write()];
        if (entry.IsCommutative)
            operands.Sort(CanonicalForm.Compare);
        var written = Expression.Apply(token, [.. operands]);
        if (Folding.Numbers(written) is { } number && number.IsNumber(out var value))
            return Of(value);
        if (Folding.Known(written) is { } known)
            return Read(known);
        return first.IsNumber && second is null ? null : Of(sign, PowerProduct.Of(written));
    }
}
