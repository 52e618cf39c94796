using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>√a; NaN where a is negative.</summary>
internal readonly struct SquareRoot : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<SquareRoot>
    {
        Token = Formulas.Token.SquareRoot, Name = "square root", Complexity = 2, CallNames = ["sqrt"],
        Notation = Notation.Function("sqrt", "Sqrt") with
        {
            Latex = new(@"\sqrt{", "", "}", Binding.Atom, Binding.Sum, Binding.Sum),
        },
    };

    public static Vector<double> Value(Vector<double> x) => Vector.SquareRoot(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => new Vector<double>(0.5) / value;
}
