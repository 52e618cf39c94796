using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DefectOrleans.Engine.Formulas.Operators;

/// <summary>
/// Values inside an evaluator's memory: a column over all points, or a number that stands once, as one vector of
/// equal lanes. A number's mask is 0, so that every position of a loop reads the same vector.
/// </summary>
internal readonly record struct Operand(int Offset, int Mask)
{
    public const int ColumnMask = -1, NumberMask = 0;

    public bool IsNumber => Mask == NumberMask;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector<double> Load(ref double memory, int position) =>
        Vector.LoadUnsafe(ref Unsafe.Add(ref memory, Offset + (position & Mask)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref double memory, int position, Vector<double> value) =>
        value.StoreUnsafe(ref Unsafe.Add(ref memory, Offset + position));

    /// <summary>How many values a loop that fills this operand visits, of <paramref name="length"/> padded points.</summary>
    public int Length(int length) => IsNumber ? Vector<double>.Count : length;
}
