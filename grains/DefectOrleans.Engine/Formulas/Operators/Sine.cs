using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<Sine>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>sin a.</summary>
internal readonly struct Sine : IUnaryFunction
{
    public const byte Id = 7;

    public static Operator Entry { get; } = new UnaryOperator<Sine>
    {
        Token = Id, Option = "sin", Name = "sine", Complexity = 3, CallNames = ["sin"],
        Family = "wave", Multiplier = ConstantRole.Frequency, Offset = ConstantRole.Phase,
        Notation = Notation.Function("sin", "Sin"),
    };

    public static Vector<double> Value(Vector<double> x) => VectorMath.Sin(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) => VectorMath.Cos(x);

    public static Jet Bound(in Jet a)
    {
        var (sine, cosine) = (Range(a.Value), Cosine.Range(a.Value));
        return a.Into(sine, cosine, -sine);
    }

    /// <summary>The values over an interval.</summary>
    public static Interval Range(Interval a) => a.Wave(Math.Sin(a.Low), Math.Sin(a.High), crest: Math.PI / 2);
}
