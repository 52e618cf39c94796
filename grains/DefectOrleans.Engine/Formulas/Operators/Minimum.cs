using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Minimum>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>The smaller of a and b.</summary>
internal readonly struct Minimum : IBinaryFunction
{
    public const byte Id = 35;

    public static Operator Entry { get; } = new BinaryOperator<Minimum>
    {
        Token = Id, Option = "min", IsUsual = false, Name = "minimum", Complexity = 3, CallNames = ["min"],
        IsCommutative = true,
        Inverse = Inverse.OfEither((wanted, other) => wanted < other ? (wanted, 1) : (other, 0)),
        Rewrite = operands => operands[0].Equals(operands[1]) ? operands[0] : null,
        Notation = new(
            Form.Call("min", arity: 2),
            new(@"\min\left(", ", ", @"\right)", Binding.Atom, Binding.Sum, Binding.Sum),
            Form.Call("Min", arity: 2),
            Form.Call("Math.Min", arity: 2))
        {
            Python = Form.Call("min", arity: 2),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => Vector.Min(a, b);

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector.ConditionalSelect(Vector.LessThanOrEqual(a, b), Vector<double>.One, Vector<double>.Zero);

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One - FirstSlope(a, b, value);

    public static Jet Bound(in Jet a, in Jet b)
    {
        if (!a.Value.IsFinite || !b.Value.IsFinite)
            return Jet.Unknown;
        if (a.Value.High <= b.Value.Low)
            return a;
        return b.Value.High <= a.Value.Low
            ? b
            : a.OrElse(b, new(Math.Min(a.Value.Low, b.Value.Low), Math.Min(a.Value.High, b.Value.High)));
    }
}
