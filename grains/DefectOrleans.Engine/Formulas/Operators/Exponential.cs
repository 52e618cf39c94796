using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<Exponential>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>e to the a.</summary>
internal readonly struct Exponential : IUnaryFunction
{
    public const byte Id = 11;

    public static Operator Entry { get; } = new UnaryOperator<Exponential>
    {
        Token = Id, Option = "exp", Name = "exponential", Complexity = 4, CallNames = ["exp"],
        DefinedWhere = "a is below 709, beyond which it overflows", Family = "exponential", Multiplier = ConstantRole.Rate,
        Inverse = Inverse.Of(wanted => (Math.Log(wanted), wanted)),
        Notation = Notation.Function("exp", "Exp"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Exp(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => value;

    public static Jet Bound(in Jet a)
    {
        var value = a.Value.IsFinite ? Interval.Around(Math.Exp(a.Value.Low), Math.Exp(a.Value.High)) : Interval.Whole;
        return a.Into(value, value, value);
    }
}
