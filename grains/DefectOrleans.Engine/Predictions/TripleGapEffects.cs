using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Predictions;

/// <summary>Gaps of three defects of some kinds by a book's table, by their numbers, in one supercell. Immutable.</summary>
/// <param name="composer">The book.</param>
/// <param name="kinds">The kinds.</param>
/// <param name="supercell">The supercell.</param>
/// <param name="reach">Which images interact.</param>
internal sealed class TripleGapEffects(Composer composer, DefectKind[] kinds, Supercell supercell, PairReach reach)
{
    /// <summary>The gap, eV; null where the table tells none.</summary>
    /// <param name="numbers">Number of each defect's kind.</param>
    /// <param name="places">Their places.</param>
    public double? Gap(ReadOnlySpan<int> numbers, ReadOnlySpan<(int Basis, int A, int B)> places)
    {
        if (numbers.Length * reach.CellA * reach.CellB != 3 * supercell.CellA * supercell.CellB)
            return null;
        var placed = new PlacedDefect[numbers.Length];
        for (var i = 0; i < placed.Length; i++)
            placed[i] = new PlacedDefect(kinds[numbers[i]], new LatticeSite(places[i].Basis, places[i].A, places[i].B));
        return composer.TripleGap(supercell.With("", placed), reach);
    }
}
