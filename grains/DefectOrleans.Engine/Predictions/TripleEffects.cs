using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
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
    private readonly CompiledFormula?[] _formulas;

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
    public double Energy(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, PairEffects shells)
    {
        if (_supercell.Shape != _reach.Shape)
            return WithImages(kinds, places);
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
                    sum += TripleEnergy.At(
                        formula, near, shells.Distance(shells.ShellOf(places[i], places[k])), shells.Distance(shells.ShellOf(places[j], places[k])));
                }
            }
        }
        return sum;
    }

    /// <summary>In another supercell than the one that was learned from a defect's own images may take part.</summary>
    private double WithImages(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places)
    {
        var placed = new PlacedDefect[kinds.Length];
        for (var i = 0; i < placed.Length; i++)
            placed[i] = new PlacedDefect(_names[kinds[i]], new LatticeSite(places[i].Basis, places[i].A, places[i].B));
        return _energies.Of(_supercell.With("", placed), _reach);
    }
}
