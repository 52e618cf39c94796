using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

internal readonly struct SquareRoot : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => Vector.SquareRoot(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => new Vector<double>(0.5) / value;
}

internal readonly struct Sine : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => VectorMath.Sin(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => VectorMath.Cos(x);
}

internal readonly struct Cosine : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => VectorMath.Cos(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => -VectorMath.Sin(x);
}

internal readonly struct Square : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => x * x;

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => x + x;
}

internal readonly struct Logarithm : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => Vector.Log(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => Vector<double>.One / x;
}

internal readonly struct Exponential : IUnaryFunction
{
    public static Vector<double> Value(Vector<double> x) => VectorMath.Exp(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => value;
}
