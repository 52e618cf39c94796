using System.Collections.Concurrent;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// Finds the point defects of structures by laying them on the pristine supercell of a unit cell. The structure may be
/// shifted, rotated as a whole, relaxed, wrapped across the cell's boundary, and stand in another vacuum. Safe for use
/// by several threads.
/// </summary>
public sealed class DefectFinder
{
    private readonly PristineLayer layer;
    private readonly MatchTolerances tolerances;
    private readonly ConcurrentDictionary<(int, int), Supercell> supercells = [];

    /// <summary>A finder for the crystal of a pristine unit cell.</summary>
    public DefectFinder(Structure unitCell, MatchTolerances? tolerances = null)
    {
        this.tolerances = tolerances ?? new MatchTolerances();
        layer = new PristineLayer(unitCell, this.tolerances.LevelAngstrom);
    }

    /// <summary>The pristine unit cell.</summary>
    public Structure UnitCell => layer.UnitCell;

    /// <summary>The pristine n×m supercell.</summary>
    public Supercell Supercell(int cellA, int cellB) =>
        supercells.GetOrAdd((cellA, cellB), static (cells, layer) => new Supercell(layer, cells.Item1, cells.Item2), layer);

    /// <summary>The defects of a structure.</summary>
    /// <exception cref="InputException">
    /// The structure is not this crystal with vacancies and substitutions; the message names the sites that do not fit.
    /// </exception>
    public DefectiveStructure Find(Structure structure)
    {
        var reach = Math.Min(tolerances.DisplacementAngstrom, 0.499 * layer.NearestDistanceAngstrom);
        LayerMatch? best = null;
        foreach (var fit in SupercellFit.All(layer.Lattice, structure, tolerances.Strain))
        {
            var match = new LayerMatcher(layer, Supercell(fit.CellA, fit.CellB), structure, fit, reach).Best();
            if (best is null || match.IsBetterThan(best))
                best = match;
            if (best.IsClear)
                break;
        }
        return best!.ToDefects();
    }
}
