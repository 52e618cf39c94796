using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>A function of two operands, its partial derivatives and its bounds.</summary>
internal interface IBinaryFunction : IFunction
{
    static abstract Vector<double> Value(Vector<double> a, Vector<double> b);

    static abstract Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    static abstract Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value);

    static abstract Jet Bound(in Jet a, in Jet b);
}

/// <summary>Loops over points for one function; the just-in-time compiler makes one copy for each.</summary>
internal sealed class BinaryOperator<TFunction> : Operator
    where TFunction : struct, IBinaryFunction
{
    public override int Arity => 2;

    public override Vector<double> Apply(Vector<double> a, Vector<double> b) => TFunction.Value(a, b);

    public override Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        TFunction.FirstSlope(a, b, value);

    public override Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        TFunction.SecondSlope(a, b, value);

    internal override void Forward(ref double memory, Operand a, Operand b, Operand result, int length)
    {
        var count = result.Length(length);
        for (var i = 0; i < count; i += Vector<double>.Count)
            result.Store(ref memory, i, TFunction.Value(a.Load(ref memory, i), b.Load(ref memory, i)));
    }

    internal override void BackwardFirst(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length)
    {
        var count = result.Length(length);
        for (var i = 0; i < count; i += Vector<double>.Count)
        {
            var slope = TFunction.FirstSlope(a.Load(ref memory, i), b.Load(ref memory, i), value.Load(ref memory, i));
            result.Store(ref memory, i, adjoint.Load(ref memory, i) * slope);
        }
    }

    internal override void BackwardSecond(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length)
    {
        var count = result.Length(length);
        for (var i = 0; i < count; i += Vector<double>.Count)
        {
            var slope = TFunction.SecondSlope(a.Load(ref memory, i), b.Load(ref memory, i), value.Load(ref memory, i));
            result.Store(ref memory, i, adjoint.Load(ref memory, i) * slope);
        }
    }

    internal override Jet Bound(in Jet a, in Jet b) => TFunction.Bound(a, b);
}
