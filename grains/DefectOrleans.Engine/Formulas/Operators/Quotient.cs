using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;

[assembly: Operator<Quotient>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a/b.</summary>
internal readonly struct Quotient : IBinaryFunction
{
    public const byte Id = 4;

    public static Operator Entry { get; } = new BinaryOperator<Quotient>
    {
        Token = Id, Option = "div", Name = "quotient", Complexity = 2,
        Algebra = Algebra.Quotient, NeutralSecond = 1, DefinedWhere = "b is not 0",
        Inverse = new(
            (wanted, below) => (wanted * below, 1 / below), (wanted, above) => (above / wanted, wanted * wanted / above)),
        Notation = Notation.Everywhere(Form.Infix("/", Binding.Product, Binding.Negative, Binding.Power)) with
        {
            Latex = new(@"\frac{", "}{", "}", Binding.Product, Binding.Sum, Binding.Sum),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a / b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One / b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => -value / b;

    public static Jet Bound(in Jet a, in Jet b)
    {
        var inverted = b.Value.Inverted();
        var squared = inverted.Squared();
        return a * b.Into(inverted, -squared, Interval.Of(2) * squared * inverted);
    }
}
