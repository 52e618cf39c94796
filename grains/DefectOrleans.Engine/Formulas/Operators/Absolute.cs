using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;

[assembly: Operator<Absolute>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>|a|.</summary>
internal readonly struct Absolute : IUnaryFunction
{
    public const byte Id = 33;

    public static Operator Entry { get; } = new UnaryOperator<Absolute>
    {
        Token = Id, Option = "abs", IsUsual = false, Name = "absolute value", Complexity = 2, CallNames = ["abs"],
        IsEven = true,
        Inverse = Inverse.Of(wanted => (wanted < 0 ? double.NaN : wanted, 1)),
        Rewrite = operands => operands[0].Root() is Id or Square.Id ? operands[0] : null,
        Notation = new(
            Form.Call("abs"), new(@"\left|", "", @"\right|", Binding.Atom, Binding.Sum, Binding.Sum), Form.Call("Abs"),
            Form.Call("Math.Abs"))
        {
            Python = Form.Call("abs"),
        },
    };

    public static Vector<double> Value(Vector<double> x) => Vector.Abs(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => Vector.ConditionalSelect(
        Vector.LessThan(x, Vector<double>.Zero), new Vector<double>(-1), Vector<double>.One);

    public static Jet Bound(in Jet a)
    {
        if (a.Value.Low >= 0)
            return a;
        return a.Value.High <= 0 ? -a : a.OrElse(-a, new(0, Math.Max(-a.Value.Low, a.Value.High)));
    }
}
