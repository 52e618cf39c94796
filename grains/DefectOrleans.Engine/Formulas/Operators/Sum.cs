using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Sum>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a + b.</summary>
internal readonly struct Sum : IBinaryFunction
{
    public const byte Id = 1;

    public static Operator Entry { get; } = new BinaryOperator<Sum>
    {
        Token = Id, Option = "add", Name = "sum", Complexity = 1,
        Algebra = Algebra.Sum, IsCommutative = true, NeutralFirst = 0, NeutralSecond = 0,
        Inverse = Inverse.OfEither((wanted, other) => (wanted - other, 1)),
        Notation = Notation.Everywhere(Form.Infix(" + ", Binding.Sum, Binding.Sum, Binding.Negative)),
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a + b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Jet Bound(in Jet a, in Jet b) => a + b;
}
