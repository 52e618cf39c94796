using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// a to the b; NaN where a is negative and b no integer. Small whole exponents are products, so that x^2 is x·x to the
/// last bit, alone or among other points.
/// </summary>
internal readonly struct Power : IBinaryFunction
{
    private const double LargestProduct = 16;

    public static Operator Entry { get; } = new BinaryOperator<Power>
    {
        Token = Formulas.Token.Power, Name = "power", Complexity = 4, CallNames = ["pow"],
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
}
