using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Maximum>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>The larger of a and b.</summary>
internal readonly struct Maximum : IBinaryFunction
{
    public const byte Id = 34;

    public static Operator Entry { get; } = new BinaryOperator<Maximum>
    {
        Token = Id, Option = "max", IsUsual = false, Name = "maximum", Complexity = 3, CallNames = ["max"],
        IsCommutative = true,
        Inverse = Inverse.OfEither((wanted, other) => wanted > other ? (wanted, 1) : (other, 0)),
        Rewrite = operands => operands[0].Equals(operands[1]) ? operands[0] : null,
        Notation = new(
            Form.Call("max", arity: 2),
            new(@"\max\left(", ", ", @"\right)", Binding.Atom, Binding.Sum, Binding.Sum),
            Form.Call("Max", arity: 2),
            Form.Call("Math.Max", arity: 2))
        {
            Python = Form.Call("max", arity: 2),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => Vector.Max(a, b);

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector.ConditionalSelect(Vector.GreaterThanOrEqual(a, b), Vector<double>.One, Vector<double>.Zero);

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One - FirstSlope(a, b, value);

    public static Jet Bound(in Jet a, in Jet b)
    {
        if (!a.Value.IsFinite || !b.Value.IsFinite)
            return Jet.Unknown;
        if (a.Value.Low >= b.Value.High)
            return a;
        return b.Value.Low >= a.Value.High
            ? b
            : a.OrElse(b, new(Math.Max(a.Value.Low, b.Value.Low), Math.Max(a.Value.High, b.Value.High)));
    }
}
