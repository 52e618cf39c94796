using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Predictions;

/// <summary>
/// What a table of arrangements adds to three defects of some kinds, by their numbers, in one supercell. Immutable.
/// </summary>
internal sealed class ArrangementEffects
{
    private readonly ArrangementEnergies _energies;
    private readonly DefectKind[] _names;
    private readonly Supercell _supercell;
    private readonly PairReach _reach;
    private readonly int _shells;

    // The table's number of each pair of kinds in each shell of the supercell.
    private readonly int[] _numbers;

    public ArrangementEffects(
        ArrangementEnergies energies, DefectKind[] kinds, Supercell supercell, PairReach reach,
        (double Distance, Side Side)[] shells)
    {
        (_energies, _names, _supercell, _reach, _shells) = (energies, kinds, supercell, reach, shells.Length);
        _numbers =
        [
            .. from one in kinds
               from other in kinds
               from shell in shells
               select energies.ShellOf(new PairChannel(new PairType(one, other), shell.Side), shell.Distance),
        ];
    }

    /// <summary>The sum over a structure's triples, eV.</summary>
    /// <param name="kinds">Number of each defect's kind.</param>
    /// <param name="places">Their places.</param>
    /// <param name="shells">Tells shells.</param>
    public double Energy(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, PairEffects shells)
    {
        if (_supercell.Shape != _reach.Shape)
            return WithImages(kinds, places);
        var sum = 0.0;
        for (var i = 0; i < kinds.Length; i++)
        {
            for (var j = i + 1; j < kinds.Length; j++)
            {
                if (Number(i, j, kinds, places, shells) is not (>= 0 and var near))
                    continue;
                for (var k = j + 1; k < kinds.Length; k++)
                    sum += _energies.Triple(
                        near, Number(i, k, kinds, places, shells), Number(j, k, kinds, places, shells)).Energy;
            }
        }
        return sum;
    }

    private int Number(
        int one, int other, ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, PairEffects shells) =>
        _numbers[(kinds[one] * _names.Length + kinds[other]) * _shells + shells.ShellOf(places[one], places[other])];

    /// <summary>In another supercell than the one that was learned from a defect's own images may take part.</summary>
    private double WithImages(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places)
    {
        var placed = new PlacedDefect[kinds.Length];
        for (var i = 0; i < placed.Length; i++)
            placed[i] = new PlacedDefect(_names[kinds[i]], new LatticeSite(places[i].Basis, places[i].A, places[i].B));
        return _energies.Triples(_supercell.With("", placed), _reach).Energy;
    }
}
