using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;

[assembly: Operator<Power>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// a to the b; NaN where a is negative and b no integer. Small whole exponents are products, so that x^2 is x·x to the
/// last bit, alone or among other points.
/// </summary>
internal readonly struct Power : IBinaryFunction
{
    public const byte Id = 5;

    private const double LargestProduct = 16;

    public static Operator Entry { get; } = new BinaryOperator<Power>
    {
        Token = Id, Option = "pow", Name = "power", Complexity = 4, CallNames = ["pow"],
        NeutralSecond = 1, DefinedWhere = "a is above 0, or b is whole and a is not 0", Family = "power",
        Second = ConstantRole.Exponent,
        Rewrite = operands => WithoutPower(operands[0], operands[1]),
        Notation = new(
            Form.Infix("^", Binding.Power, Binding.Atom, Binding.Power),
            new("", "^{", "}", Binding.Power, Binding.Atom, Binding.Sum),
            Form.Infix("**", Binding.Power, Binding.Atom, Binding.Power),
            Form.Call("Math.Pow", arity: 2)),
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b)
    {
        var exponent = b[0];
        if (IsProduct(exponent) && Vector.EqualsAll(b, new Vector<double>(exponent)))
            return ByProducts(a, (int)exponent);

        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (var i = 0; i < lanes.Length; i++)
            lanes[i] = IsProduct(b[i]) ? ByProducts(new Vector<double>(a[i]), (int)b[i])[0] : Math.Pow(a[i], b[i]);
        return new Vector<double>(lanes);
    }

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        b * Value(a, b - Vector<double>.One);

    /// <summary>Zero where the power is zero: there a^b·ln a would be 0·∞, and its limit is 0.</summary>
    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector.ConditionalSelect(Vector.Equals(value, Vector<double>.Zero), Vector<double>.Zero, value * Vector.Log(a));

    private static bool IsProduct(double exponent) =>
        Math.Abs(exponent) <= LargestProduct && exponent == Math.Truncate(exponent);

    private static Vector<double> ByProducts(Vector<double> x, int exponent)
    {
        var result = Vector<double>.One;
        for (var rest = Math.Abs(exponent); rest > 0; rest >>= 1, x *= x)
        {
            if ((rest & 1) != 0)
                result *= x;
        }

        return exponent < 0 ? Vector<double>.One / result : result;
    }

    /// <summary>A whole exponent needs no sign of its base; any other is e^(b·ln a).</summary>
    public static Jet Bound(in Jet a, in Jet b)
    {
        if (!b.Value.IsPoint || b.Slope != Interval.Zero || !IsProduct(b.Value.Low))
            return Exponential.Bound(b * Logarithm.Bound(a));
        var n = (int)b.Value.Low;
        return a.Into(
            Whole(a.Value, n),
            n == 0 ? Interval.Zero : Interval.Of(n) * Whole(a.Value, n - 1),
            n is 0 or 1 ? Interval.Zero : Interval.Of(n * (n - 1)) * Whole(a.Value, n - 2));
    }

    private static Interval Whole(Interval a, int exponent)
    {
        if (exponent < 0)
            return Whole(a, -exponent).Inverted();
        if (exponent == 0)
            return Interval.Of(1);
        var (low, high) = (Math.Pow(a.Low, exponent), Math.Pow(a.High, exponent));
        return exponent % 2 == 0 && a.Low < 0 && a.High > 0
            ? new(0, Interval.Around(Math.Max(low, high), Math.Max(low, high)).High)
            : Interval.Around(low, high);
    }

    /// <summary>Small powers have names of their own.</summary>
    private static Expression? WithoutPower(Expression a, Expression b)
    {
        if (b.IsNumber(0) || (a.IsNumber(1) && b.IsTotal()))
            return Expression.Number(1);
        if (b.IsNumber(2))
            return Expression.Apply(Square.Id, a);
        if (b.IsNumber(0.5))
            return Expression.Apply(SquareRoot.Id, a);
        return b.IsNumber(-1) ? Expression.Apply(Quotient.Id, Expression.Number(1), a) : null;
    }
}
