using System.Numerics;
using DefectOrleans.Engine.Formulas.Bounds;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>A function of one operand, its slope and its bounds.</summary>
internal interface IUnaryFunction : IFunction
{
    static abstract Vector<double> Value(Vector<double> x);

    static abstract Vector<double> Slope(Vector<double> x, Vector<double> value);

    static abstract Jet Bound(in Jet a);
}

/// <summary>Loops over points for one function; the just-in-time compiler makes one copy for each.</summary>
internal sealed class UnaryOperator<TFunction> : Operator
    where TFunction : struct, IUnaryFunction
{
    public override int Arity => 1;

    public override Vector<double> Apply(Vector<double> a, Vector<double> b) => TFunction.Value(a);

    public override Vector<double> FirstSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        TFunction.Slope(a, value);

    public override Vector<double> SecondSlope(Vector<double> a, Vector<double> b, Vector<double> value) =>
        Vector<double>.Zero;

    internal override void Forward(ref double memory, Operand a, Operand b, Operand result, int length)
    {
        var count = result.Length(length);
        for (var i = 0; i < count; i += Vector<double>.Count)
            result.Store(ref memory, i, TFunction.Value(a.Load(ref memory, i)));
    }

    internal override void BackwardFirst(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length)
    {
        var count = result.Length(length);
        for (var i = 0; i < count; i += Vector<double>.Count)
        {
            var slope = TFunction.Slope(a.Load(ref memory, i), value.Load(ref memory, i));
            result.Store(ref memory, i, adjoint.Load(ref memory, i) * slope);
        }
    }

    internal override void BackwardSecond(
        ref double memory, Operand a, Operand b, Operand value, Operand adjoint, Operand result, int length) =>
        throw new InvalidOperationException($"{Name} has one operand.");

    internal override Jet Bound(in Jet a, in Jet b) => TFunction.Bound(a);
}
