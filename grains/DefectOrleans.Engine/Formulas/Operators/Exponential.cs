using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>e to the a.</summary>
internal readonly struct Exponential : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<Exponential>
    {
        Token = Formulas.Token.Exponential, Name = "exponential", Complexity = 4, CallNames = ["exp"],
        Notation = Notation.Function("exp", "Exp"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Exp(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => value;
}
