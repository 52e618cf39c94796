using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a·b.</summary>
internal readonly struct Product : IBinaryFunction
{
    public static Operator Entry { get; } = new BinaryOperator<Product>
    {
        Token = Formulas.Token.Multiply, Name = "product", Complexity = 1,
        Notation = Notation.Everywhere(Form.Infix("*", Binding.Product, Binding.Negative, Binding.Power)) with
        {
            Latex = Form.Infix(@" \cdot ", Binding.Product, Binding.Negative, Binding.Power),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a * b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) => b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => a;
}
