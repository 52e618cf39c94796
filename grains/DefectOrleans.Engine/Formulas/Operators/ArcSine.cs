using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<ArcSine>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>arcsin a, from −π/2 to π/2; NaN beyond −1 and 1.</summary>
internal readonly struct ArcSine : IUnaryFunction
{
    public const byte Id = 37;

    public static Operator Entry { get; } = new UnaryOperator<ArcSine>
    {
        Token = Id, Option = "arcsin", IsUsual = false, Name = "inverse sine", Complexity = 4, CallNames = ["arcsin", "asin"],
        DefinedWhere = "a is from -1 to 1", Family = "arc", Multiplier = ConstantRole.Rate,
        Inverse = Inverse.Of(wanted =>
            Math.Abs(wanted) <= Math.PI / 2 ? (Math.Sin(wanted), 1 / Math.Cos(wanted)) : (double.NaN, 0)),
        Notation = Notation.Function("arcsin", "Asin") with { SymPy = Form.Call("asin") },
    };

    public static Vector<double> Value(Vector<double> x) => ArcMath.ArcSine(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) =>
        Vector<double>.One / Vector.SquareRoot((Vector<double>.One - x) * (Vector<double>.One + x));

    public static Jet Bound(in Jet a)
    {
        var square = Interval.Of(1) - a.Value.Squared();
        if (!(square.Low > 0))
            return Jet.Unknown;
        var slope = Interval.Around(1 / Math.Sqrt(square.High), 1 / Math.Sqrt(square.Low));
        return a.Into(
            Interval.Around(Math.Asin(a.Value.Low), Math.Asin(a.Value.High)), slope, a.Value * slope * slope.Squared());
    }
}
