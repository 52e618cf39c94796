using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

internal readonly struct Sum : IBinaryFunction
{
    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a + b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;
}

internal readonly struct Difference : IBinaryFunction
{
    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a - b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        -Vector<double>.One;
}

internal readonly struct Product : IBinaryFunction
{
    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a * b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) => b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => a;
}

internal readonly struct Quotient : IBinaryFunction
{
    public static Vector<double> Value(Vector<double> a, Vector<double> b) => a / b;

    public static Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.One / b;

    public static Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) => -value / b;
}
