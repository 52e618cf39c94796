using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Engine.Predictions;

/// <summary>
/// What pairs of some kinds do to one property that <see cref="PairEffect"/> has no member for. Values that never decide where
/// there is none. Immutable.
/// </summary>
/// <param name="Quantity">The property.</param>
/// <param name="Pristine">Of the crystal without a defect; NaN where the book does not know it.</param>
/// <param name="Alone">By kind, of one alone; NaN where the book does not know it.</param>
/// <param name="Own">By kind, of one among its own images.</param>
/// <param name="Pairs">By pair of kinds and shell, as <see cref="PairEffects.NumberOf"/> counts.</param>
internal sealed record OtherEffects(Quantity Quantity, double Pristine, double[] Alone, double[] Own, double[] Pairs)
{
    /// <summary>The value that never decides.</summary>
    public static double Never(Quantity quantity) => quantity.Sign * double.PositiveInfinity;

    /// <summary>The value of a structure; NaN where the book can't tell.</summary>
    /// <param name="kinds">Its defects' kinds.</param>
    /// <param name="places">Their places.</param>
    /// <param name="effects">The kinds' effects.</param>
    /// <param name="outside">Set where a defect is left out, since the book does not know it alone.</param>
    public double Of(
        ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, PairEffects effects, ref bool outside)
    {
        if (kinds.Length == 0)
            return Quantity.Bounded(Pristine);
        if (kinds.Length == 1 && !effects.OwnDecide)
            return Quantity.Bounded(Alone[kinds[0]]);
        // The highest is the lowest of the negatives; NaN stays NaN.
        var (sign, decided) = (Quantity.Sign, double.PositiveInfinity);
        for (var j = 0; j < kinds.Length; j++)
        {
            decided = Math.Min(decided, sign * Own[kinds[j]]);
            for (var i = 0; i < j; i++)
                decided = Math.Min(
                    decided, sign * Pairs[effects.NumberOf(kinds[i], kinds[j], effects.ShellOf(places[i], places[j]))]);
        }
        for (var i = 0; i < kinds.Length && effects.HasFar && !effects.OwnDecide; i++)
        {
            if (!effects.IsAlone(places, i))
                continue;
            outside |= double.IsNaN(Alone[kinds[i]]);
            if (!double.IsNaN(Alone[kinds[i]]))
                decided = Math.Min(decided, sign * Alone[kinds[i]]);
        }
        return double.IsInfinity(decided) ? double.NaN : Quantity.Bounded(sign * decided);
    }
}
