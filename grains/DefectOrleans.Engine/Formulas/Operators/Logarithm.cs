using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>The natural logarithm of a; NaN where a is negative.</summary>
internal readonly struct Logarithm : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<Logarithm>
    {
        Token = Formulas.Token.Logarithm, Name = "natural logarithm", Complexity = 4, CallNames = ["log", "ln"],
        Notation = Notation.Function("log", "Log"),
    };

    public static Vector<double> Value(Vector<double> x) => Vector.Log(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => Vector<double>.One / x;
}
