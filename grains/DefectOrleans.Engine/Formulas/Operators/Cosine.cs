using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<Cosine>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>cos a.</summary>
internal readonly struct Cosine : IUnaryFunction
{
    public const byte Id = 8;

    public static Operator Entry { get; } = new UnaryOperator<Cosine>
    {
        Token = Id, Option = "cos", Name = "cosine", Complexity = 3, CallNames = ["cos"],
        Family = "wave", Multiplier = ConstantRole.Frequency, Offset = ConstantRole.Phase, IsEven = true,
        Notation = Notation.Function("cos", "Cos"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Cos(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => -VectorMath.Sin(x);

    public static Jet Bound(in Jet a)
    {
        var (sine, cosine) = (Sine.Range(a.Value), Range(a.Value));
        return a.Into(cosine, -sine, -cosine);
    }

    /// <summary>The values over an interval.</summary>
    public static Interval Range(Interval a)
    {
        // Beyond it whole waves are lost in rounding.
        const double Farthest = 1e6;
        if (!a.IsFinite)
            return Interval.Whole;
        if (a.High - a.Low >= 2 * Math.PI || Math.Abs(a.Low) > Farthest || Math.Abs(a.High) > Farthest)
            return new(-1, 1);
        var (low, high) = (Math.Cos(a.Low), Math.Cos(a.High));
        var (least, most) = (Math.Min(low, high) - 1e-9, Math.Max(low, high) + 1e-9);
        // Crests lie at even multiples of π, troughs at odd ones.
        if (Math.Ceiling(a.Low / (2 * Math.PI)) * (2 * Math.PI) <= a.High)
            most = 1;
        if (Math.Ceiling((a.Low - Math.PI) / (2 * Math.PI)) * (2 * Math.PI) + Math.PI <= a.High)
            least = -1;
        return new(Math.Max(-1, least), Math.Min(1, most));
    }
}
