using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Predictions;

/// <summary>The three-body energies of some kinds, by their numbers, in one supercell. Immutable.</summary>
internal sealed class TripleEffects
{
    private readonly int _kinds;
    private readonly TripleEnergy _energies;
    private readonly DefectKind[] _names;
    private readonly Supercell _supercell;
    private readonly PairReach _reach;
    private readonly LearnedTriple?[] _formulas;

    public TripleEffects(TripleEnergy energies, DefectKind[] kinds, Supercell supercell, PairReach reach)
    {
        (_energies, _names, _supercell, _reach) = (energies, kinds, supercell, reach);
        _kinds = kinds.Length;
        _formulas = [.. from one in kinds from two in kinds from three in kinds select energies.Of(one, two, three)];
    }

    /// <summary>The sum over a structure's triples, eV.</summary>
    /// <param name="kinds">Number of each defect's kind.</param>
    /// <param name="places">Their places.</param>
    /// <param name="shells">Tells distances.</param>
    /// <param name="outside">Set where a term lies outside what was learned.</param>
    public double Energy(
        ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, PairEffects shells, ref bool outside)
    {
        if (_supercell.Shape != _reach.Shape)
            return WithImages(kinds, places, ref outside);
        var sum = 0.0;
        for (var i = 0; i < kinds.Length; i++)
        {
            for (var j = i + 1; j < kinds.Length; j++)
            {
                var near = shells.Distance(shells.ShellOf(places[i], places[j]));
                for (var k = j + 1; k < kinds.Length; k++)
                {
                    if (_formulas[(kinds[i] * _kinds + kinds[j]) * _kinds + kinds[k]] is not { } formula)
                        continue;
                    var energy = formula.At(
                        near, shells.Distance(shells.ShellOf(places[i], places[k])),
                        shells.Distance(shells.ShellOf(places[j], places[k])), out var far);
                    sum += energy;
                    outside |= TripleTerm.IsOutside(energy, far);
                }
            }
        }
        return sum;
    }

    /// <summary>In another supercell than the one that was learned from a defect's own images may take part.</summary>
    private double WithImages(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, ref bool outside)
    {
        var placed = new PlacedDefect[kinds.Length];
        for (var i = 0; i < placed.Length; i++)
            placed[i] = new PlacedDefect(_names[kinds[i]], new LatticeSite(places[i].Basis, places[i].A, places[i].B));
        var sum = 0.0;
        foreach (var term in _energies.Terms(_supercell.With("", placed), _reach))
        {
            sum += term.Energy;
            outside |= TripleTerm.IsOutside(term.Energy / term.Triple.Weight, term.Outside);
        }
        return sum;
    }
}
