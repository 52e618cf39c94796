using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<SquareRoot>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>√a; NaN where a is negative.</summary>
internal readonly struct SquareRoot : IUnaryFunction
{
    public const byte Id = 6;

    public static Operator Entry { get; } = new UnaryOperator<SquareRoot>
    {
        Token = Id, Option = "sqrt", Name = "square root", Complexity = 2, CallNames = ["sqrt"],
        DefinedWhere = "a is 0 or more",
        Inverse = Inverse.Of(wanted => wanted < 0 ? (double.NaN, 0) : (wanted * wanted, 0.5 / wanted)),
        Notation = Notation.Function("sqrt", "Sqrt") with
        {
            Latex = new(@"\sqrt{", "", "}", Binding.Atom, Binding.Sum, Binding.Sum),
        },
    };

    public static Vector<double> Value(Vector<double> x) => Vector.SquareRoot(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => new Vector<double>(0.5) / value;

    public static Jet Bound(in Jet a)
    {
        if (!(a.Value.Low >= 0))
            return Jet.Unknown;
        var value = Interval.Around(Math.Sqrt(a.Value.Low), Math.Sqrt(a.Value.High));
        var inverted = value.Inverted();
        return a.Into(value, Interval.Of(0.5) * inverted, Interval.Of(-0.25) * inverted.Squared() * inverted);
    }
}
