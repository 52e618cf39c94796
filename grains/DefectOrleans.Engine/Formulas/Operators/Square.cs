using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Square>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a².</summary>
internal readonly struct Square : IUnaryFunction
{
    public const byte Id = 9;

    public static Operator Entry { get; } = new UnaryOperator<Square>
    {
        Token = Id, Option = "square", Name = "square", Complexity = 3, CallNames = ["square"],
        IsEven = true,
        Inverse = Inverse.Of(wanted => (Math.Sqrt(wanted), 2 * Math.Sqrt(wanted))),
        Notation = new(
            new("", "", "^2", Binding.Power, Binding.Atom, Binding.Atom),
            new("", "", "^{2}", Binding.Power, Binding.Atom, Binding.Atom),
            new("", "", "**2", Binding.Power, Binding.Atom, Binding.Atom),
            new("Math.Pow(", "", ", 2)", Binding.Atom, Binding.Sum, Binding.Sum)),
    };

    public static Vector<double> Value(Vector<double> x) => x * x;

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => x + x;

    public static Jet Bound(in Jet a) => a.Into(a.Value.Squared(), Interval.Of(2) * a.Value, Interval.Of(2));
}
