using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<RealPower>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// a to the b for real b, e^(b·ln a), as IEEE 754 calls it: NaN wherever a is negative, for whole b too, so that it is
/// smooth in b. <see cref="Power"/> is the one that takes whole exponents for products.
/// </summary>
internal readonly struct RealPower : IBinaryFunction
{
    public const byte Id = 36;

    public static Operator Entry { get; } = new BinaryOperator<RealPower>
    {
        Token = Id, Option = "powr", IsUsual = false, Name = "real power", Complexity = 4, CallNames = ["powr"],
        NeutralSecond = 1, DefinedWhere = "a is above 0, or 0 and b above it", Family = "power", Second = ConstantRole.Exponent,
        Inverse = new(Base, (wanted, a) => (Math.Log(wanted) / Math.Log(a), wanted * Math.Log(a))),
        Rewrite = operands => operands[1].IsNumber(0.5) ? Expression.Apply(SquareRoot.Id, operands[0]) : null,
        Notation = new(
            Form.Call("powr", arity: 2),
            new("", "^{", "}", Binding.Power, Binding.Atom, Binding.Sum),
            Form.Infix("**", Binding.Power, Binding.Atom, Binding.Power),
            Form.Call("Math.Pow", arity: 2)),
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b)
    {
        // 0·ln 0 is no number, 0 to a positive power is 0.
        var value = VectorMath.Exp(b * Vector.Log(a));
        var isZero = Vector.Equals(a, Vector<double>.Zero) & Vector.GreaterThan(b, Vector<double>.Zero);
        return Vector.ConditionalSelect(isZero, Vector<double>.Zero, value);
    }

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        b * Value(a, b - Vector<double>.One);

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector.ConditionalSelect(Vector.Equals(value, Vector<double>.Zero), Vector<double>.Zero, value * Vector.Log(a));

    public static Jet Bound(in Jet a, in Jet b) => Exponential.Bound(b * Logarithm.Bound(a));

    private static (double Value, double Slope) Base(double wanted, double exponent)
    {
        var value = Math.Pow(wanted, 1 / exponent);
        return (value, exponent * wanted / value);
    }
}
