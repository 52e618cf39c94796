using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<HyperbolicTangent>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>tanh a: a step of any width.</summary>
internal readonly struct HyperbolicTangent : IUnaryFunction
{
    public const byte Id = 32;

    public static Operator Entry { get; } = new UnaryOperator<HyperbolicTangent>
    {
        Token = Id, Option = "tanh", IsUsual = false, Name = "hyperbolic tangent", Complexity = 4, CallNames = ["tanh"],
        Family = "step", Multiplier = ConstantRole.Rate,
        Inverse = Inverse.Of(wanted => (Math.Atanh(wanted), 1 - wanted * wanted)),
        Notation = Notation.Function("tanh", "Tanh"),
    };

    public static Vector<double> Value(Vector<double> x)
    {
        // Near 0 the difference of 1 and almost 1 has few digits left; there a series has all of them.
        var far = Vector<double>.One - new Vector<double>(2) / (VectorMath.Exp(x + x) + Vector<double>.One);
        var square = x * x;
        var series = new Vector<double>(-1382.0 / 155925);
        foreach (var coefficient in (ReadOnlySpan<double>)[62.0 / 2835, -17.0 / 315, 2.0 / 15, -1.0 / 3, 1])
            series = series * square + new Vector<double>(coefficient);
        return Vector.ConditionalSelect(Vector.LessThan(square, new Vector<double>(0.01)), series * x, far);
    }

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => Vector<double>.One - value * value;

    public static Jet Bound(in Jet a)
    {
        if (!a.Value.IsFinite)
            return Jet.Unknown;
        var value = Interval.Around(Math.Tanh(a.Value.Low), Math.Tanh(a.Value.High));
        var slope = Interval.Of(1) - value.Squared();
        return a.Into(value, slope, Interval.Of(-2) * value * slope);
    }
}
