using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a/b.</summary>
internal readonly struct Quotient : IBinaryFunction
{
    public static Operator Entry { get; } = new BinaryOperator<Quotient>
    {
        Token = Formulas.Token.Divide, Name = "quotient", Complexity = 2,
        Notation = Notation.Everywhere(Form.Infix("/", Binding.Product, Binding.Negative, Binding.Power)) with
        {
            Latex = new(@"\frac{", "}{", "}", Binding.Product, Binding.Sum, Binding.Sum),
        },
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a / b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One / b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => -value / b;
}
