using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>sin a.</summary>
internal readonly struct Sine : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<Sine>
    {
        Token = Formulas.Token.Sine, Name = "sine", Complexity = 3, CallNames = ["sin"], Notation = Notation.Function("sin", "Sin"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Sin(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => VectorMath.Cos(x);
}
