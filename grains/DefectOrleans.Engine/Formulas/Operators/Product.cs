using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;

[assembly: Operator<Product>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a·b.</summary>
internal readonly struct Product : IBinaryFunction
{
    public const byte Id = 3;

    public static Operator Entry { get; } = new BinaryOperator<Product>
    {
        Token = Id, Option = "mul", Name = "product", Complexity = 1,
        Algebra = Algebra.Product, IsCommutative = true, NeutralFirst = 1, NeutralSecond = 1,
        Inverse = Inverse.OfEither((wanted, other) => (wanted / other, other)),
        Rewrite = operands => operands is [var a, var b] && ((a.IsNumber(0) && b.IsTotal()) || (b.IsNumber(0) && a.IsTotal()))
            ? Expression.Number(0)
            : null,
        Notation = Notation.Everywhere(Form.Infix("*", Binding.Product, Binding.Negative, Binding.Power)) with
        {
            Latex = Form.Infix(@" \cdot ", Binding.Product, Binding.Negative, Binding.Power),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a * b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) => b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => a;

    public static Jet Bound(in Jet a, in Jet b) => a * b;
}
