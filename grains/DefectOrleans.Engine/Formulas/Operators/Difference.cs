using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a − b.</summary>
internal readonly struct Difference : IBinaryFunction
{
    public static Operator Entry { get; } = new BinaryOperator<Difference>
    {
        Token = Formulas.Token.Subtract, Name = "difference", Complexity = 1,
        Notation = Notation.Everywhere(Form.Infix(" - ", Binding.Sum, Binding.Sum, Binding.Negative)),
    };

    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a - b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        -Vector<double>.One;
}
