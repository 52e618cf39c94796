using System.Collections.Immutable;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>Distances that pairs are counted by, for each two kinds. Immutable.</summary>
internal sealed class PairShells
{
    // Å. Distances that symmetry makes equal differ by rounding alone.
    private const double Same = 1e-4;

    private readonly int[] _numbers;
    private readonly int _kinds, _shells;

    /// <param name="cell">The supercell.</param>
    /// <param name="range">Farthest distance, Å.</param>
    public PairShells(CellEnergies cell, double range)
    {
        var (supercell, effects) = (cell.Supercell, cell.Effects);
        var cells = supercell.Shape.Cells;
        _kinds = cell.Kinds.Length;
        var seen =
            from first in Enumerable.Range(0, supercell.SiteCount / cells).Select(basis => basis * cells)
            from second in Enumerable.Range(0, supercell.SiteCount)
            where first != second
            select (Shell: effects.ShellOf(effects.Place(first), effects.Place(second)), first, second);
        var all = seen.ToList();
        _shells = all.Max(pair => pair.Shell) + 1;
        _numbers = new int[_kinds * _kinds * _shells];
        _numbers.AsSpan().Fill(-1);
        var shells = ImmutableArray.CreateBuilder<Entry>();
        for (var one = 0; one < _kinds; one++)
        {
            for (var other = one; other < _kinds; other++)
            {
                var fitting = all.Where(pair => effects.Fits(one, pair.first) && effects.Fits(other, pair.second)
                    && effects.Distance(pair.Shell) <= range);
                foreach (var group in fitting.GroupBy(pair =>
                    (Distance: Math.Round(effects.Distance(pair.Shell) / Same), Side: supercell.SideOf(pair.first, pair.second)))
                    .OrderBy(group => group.Key.Side).ThenBy(group => group.Key.Distance))
                {
                    foreach (var pair in group)
                        _numbers[At(one, other, pair.Shell)] = _numbers[At(other, one, pair.Shell)] = shells.Count;
                    var distance = effects.Distance(group.First().Shell);
                    // Each first site stands for those of all unit cells.
                    shells.Add(new Entry(one, other, group.Key.Side, distance, (double)group.Count() * cells));
                }
            }
        }
        All = shells.ToImmutable();
    }

    /// <summary>The shells, by kinds, side and distance.</summary>
    public ImmutableArray<Entry> All { get; }

    /// <summary>Number of the shell that two kinds see each other in; negative where they are too far apart.</summary>
    public int Of(int one, int other, int shell) => _numbers[At(one, other, shell)];

    /// <summary>How many pairs of a shell there are if defects stand at random.</summary>
    public double AtRandom(CellEnergies cell, int shell, ReadOnlySpan<int> counts)
    {
        var (one, other, _, _, pairs) = All[shell];
        double sites = cell.Sites[one].Length, others = cell.Sites[other].Length;
        if (one == other)
            return sites < 2 ? 0 : pairs * counts[one] * (counts[one] - 1.0) / (2 * sites * (sites - 1));
        var places = cell.Kinds[one].Site == cell.Kinds[other].Site ? sites * (sites - 1) : sites * others;
        return places == 0 ? 0 : pairs * counts[one] * counts[other] / places;
    }

    private int At(int one, int other, int shell) => (one * _kinds + other) * _shells + shell;

    /// <summary>A shell of two kinds.</summary>
    /// <param name="One">The first kind.</param>
    /// <param name="Other">The other.</param>
    /// <param name="Side">How the sites lie to the layer's middle plane.</param>
    /// <param name="Distance">Å.</param>
    /// <param name="Pairs">Ordered pairs of sites, the first for the first kind, the second for the other.</param>
    public readonly record struct Entry(int One, int Other, Side Side, double Distance, double Pairs);
}
