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
    public static Interval Range(Interval a) => a.Wave(Math.Cos(a.Low), Math.Cos(a.High), crest: 0);
}
