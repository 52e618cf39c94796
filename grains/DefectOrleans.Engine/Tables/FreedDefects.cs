using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// Energies of defects that no mirror plane holds in their symmetric form (<see cref="SymmetryBreaking"/>). A defect is freed
/// where the whole structure keeps no mirror plane through it and some neighbour of it alone would free it too. Immutable, for
/// any number of threads.
/// </summary>
internal sealed class FreedDefects
{
    // Å. Distances of one shell.
    private const double OneShell = 0.05;

    private readonly DefectFinder _finder;
    private readonly MirrorPlanes _planes;
    private readonly ImmutableDictionary<DefectKind, (double Energy, ImmutableArray<(PairChannel Channel, double Distance)> Weak)>
        _breaking;

    public FreedDefects(IEnumerable<SymmetryBreaking> breaking, DefectFinder finder)
    {
        (_finder, _planes) = (finder, new MirrorPlanes(finder));
        _breaking = breaking.ToImmutableDictionary(
            b => DefectKind.Parse(b.Kind),
            b => (b.Energy, b.Weak.Select(ShellOf).ToImmutableArray()));
    }

    private static (PairChannel Channel, double Distance) ShellOf(ChannelDistance weak) =>
        (new PairChannel(PairType.Parse(weak.PairType), weak.Side), weak.Distance);

    /// <summary>What the freed ones of a structure's defects add to its energy, eV.</summary>
    public double Energy(DefectiveStructure structure)
    {
        if (structure.UnitLattice is null || !structure.Defects.Any(d => _breaking.ContainsKey(d.Kind)))
            return 0;
        DefectKind[] kinds = [.. structure.Defects.Select(d => d.Kind).Distinct()];
        var cell = _finder.Supercell(structure.Shape);
        var placed = cell.Placed(structure).ToArray();
        return In(cell, kinds).Energy(
            [.. placed.Select(d => Array.IndexOf(kinds, d.Kind))], [.. placed.Select(d => (d.Site.Basis, d.Site.A, d.Site.B))]);
    }

    /// <summary>The same for structures of one supercell by numbers.</summary>
    public InCell In(Supercell cell, DefectKind[] kinds) => new(this, cell, kinds);

    /// <summary>Freed defects of some kinds in one supercell. Allocates nothing for a structure.</summary>
    internal sealed class InCell
    {
        private readonly MirrorPlanes _planes;
        private readonly Supercell _cell;
        private readonly DefectKind[] _kinds;
        private readonly (bool Known, double Energy, ImmutableArray<(PairChannel Channel, double Distance)> Weak)[] _breaking;

        public InCell(FreedDefects of, Supercell cell, DefectKind[] kinds)
        {
            (_planes, _cell, _kinds) = (of._planes, cell, kinds);
            _breaking =
                [.. kinds.Select(k => of._breaking.TryGetValue(k, out var b) ? (true, b.Energy, b.Weak) : (false, 0, []))];
        }

        /// <summary>What the freed ones add to the energy, eV.</summary>
        /// <param name="kinds">Number of each defect's kind.</param>
        /// <param name="places">Their sites.</param>
        public double Energy(ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places)
        {
            var sum = 0.0;
            for (var i = 0; i < kinds.Length; i++)
            {
                if (_breaking[kinds[i]] is { Known: true } breaking && IsFreed(i, kinds, places, breaking.Weak))
                    sum += breaking.Energy;
            }
            return sum;
        }

        private bool IsFreed(
            int defect, ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places,
            ImmutableArray<(PairChannel Channel, double Distance)> weak)
        {
            for (var i = 0; i < kinds.Length; i++)
            {
                if (i != defect && !_planes.Hold(0, [kinds[defect], kinds[i]], [places[defect], places[i]], _cell.Shape)
                    && !IsWeak(kinds[defect], places[defect], kinds[i], places[i], weak))
                    return kinds.Length == 2 || !_planes.Hold(defect, kinds, places, _cell.Shape);
            }
            return false;
        }

        private bool IsWeak(
            int kind, (int Basis, int A, int B) place, int otherKind, (int Basis, int A, int B) otherPlace,
            ImmutableArray<(PairChannel Channel, double Distance)> weak)
        {
            if (weak.IsEmpty)
                return false;
            var one = _cell.IndexOf(new LatticeSite(place.Basis, place.A, place.B));
            var other = _cell.IndexOf(new LatticeSite(otherPlace.Basis, otherPlace.A, otherPlace.B));
            var channel = new PairChannel(new PairType(_kinds[kind], _kinds[otherKind]), _cell.SideOf(one, other));
            var distance = _cell.Distance(one, other);
            foreach (var shell in weak)
            {
                if (shell.Channel == channel && Math.Abs(shell.Distance - distance) < OneShell)
                    return true;
            }
            return false;
        }
    }
}
