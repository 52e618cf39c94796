using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

[assembly: Operator<ArcCosine>]

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>arccos a, from 0 to π; NaN beyond −1 and 1.</summary>
internal readonly struct ArcCosine : IUnaryFunction
{
    public const byte Id = 38;

    public static Operator Entry { get; } = new UnaryOperator<ArcCosine>
    {
        Token = Id, Option = "arccos", IsUsual = false, Name = "inverse cosine", Complexity = 4, CallNames = ["arccos", "acos"],
        DefinedWhere = "a is from -1 to 1", Family = "arc", Multiplier = ConstantRole.Rate,
        Inverse = Inverse.Of(wanted =>
            wanted is >= 0 and <= Math.PI ? (Math.Cos(wanted), -1 / Math.Sin(wanted)) : (double.NaN, 0)),
        Notation = Notation.Function("arccos", "Acos") with { SymPy = Form.Call("acos") },
    };

    public static Vector<double> Value(Vector<double> x) => ArcMath.ArcCosine(x);

    public static Vector<double> Slope(Vector<double> x, Vector<double> value) =>
        -Vector<double>.One / Vector.SquareRoot((Vector<double>.One - x) * (Vector<double>.One + x));

    public static Jet Bound(in Jet a)
    {
        var square = Interval.Of(1) - a.Value.Squared();
        if (!(square.Low > 0))
            return Jet.Unknown;
        var slope = Interval.Around(-1 / Math.Sqrt(square.High), -1 / Math.Sqrt(square.Low));
        return a.Into(
            Interval.Around(Math.Acos(a.Value.Low), Math.Acos(a.Value.High)), slope, a.Value * slope * slope.Squared());
    }
}
