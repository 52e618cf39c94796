using System.Numerics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>a².</summary>
internal readonly struct Square : IUnaryFunction
{
    public static Operator Entry { get; } = new UnaryOperator<Square>
    {
        Token = Formulas.Token.Square, Name = "square", Complexity = 3, CallNames = ["square"],
        Notation = new(
            new("", "", "^2", Binding.Power, Binding.Atom, Binding.Atom),
            new("", "", "^{2}", Binding.Power, Binding.Atom, Binding.Atom),
            new("", "", "**2", Binding.Power, Binding.Atom, Binding.Atom),
            new("Math.Pow(", "", ", 2)", Binding.Atom, Binding.Sum, Binding.Sum)),
    };

    public static Vector<double> Value(Vector<double> x) => x * x;

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => x + x;
}
