using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>cos a.</summary>
internal readonly struct Cosine : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<Cosine>
    {
        Token = Formulas.Token.Cosine, Name = "cosine", Complexity = 3, CallNames = ["cos"], Notation = Notation.Function("cos", "Cos"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Cos(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => -VectorMath.Sin(x);
}
