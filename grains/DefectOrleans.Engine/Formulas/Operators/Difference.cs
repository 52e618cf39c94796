using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Difference>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a − b.</summary>
internal readonly struct Difference : IBinaryFunction
{
    public const byte Id = 2;

    public static Operator Entry { get; } = new BinaryOperator<Difference>
    {
        Token = Id, Option = "sub", Name = "difference", Complexity = 1,
        Algebra = Algebra.Difference, NeutralSecond = 0,
        Inverse = new((wanted, second) => (wanted + second, 1), (wanted, first) => (first - wanted, 1)),
        Notation = Notation.Everywhere(Form.Infix(" - ", Binding.Sum, Binding.Sum, Binding.Negative)),
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a - b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        -Vector<double>.One;

    public static Jet Bound(in Jet a, in Jet b) => a + -b;
}
