using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Rewriting;

[assembly: Operator<Logarithm>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>The natural logarithm of a; NaN where a is negative.</summary>
internal readonly struct Logarithm : IUnaryFunction
{
    public const byte Id = 10;

    public static Operator Entry { get; } = new UnaryOperator<Logarithm>
    {
        Token = Id, Option = "log", Name = "natural logarithm", Complexity = 4, CallNames = ["log", "ln"],
        DefinedWhere = "a is above 0", Family = "logarithm",
        Inverse = Inverse.Of(wanted => (Math.Exp(wanted), Math.Exp(-wanted))),
        Rewrite = operands => operands[0].Root() == Exponential.Id ? operands[0].Operands()[0] : null,
        Notation = Notation.Function("log", "Log"),
    };

    public static Vector<double> Value(Vector<double> x) => Vector.Log(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => Vector<double>.One / x;

    public static Jet Bound(in Jet a)
    {
        if (!(a.Value.Low > 0))
            return Jet.Unknown;
        var inverted = a.Value.Inverted();
        var (low, high) = (Math.Log(a.Value.Low), Math.Log(a.Value.High));
        return a.Into(Interval.Around(low, high), inverted, -inverted.Squared());
    }
}
