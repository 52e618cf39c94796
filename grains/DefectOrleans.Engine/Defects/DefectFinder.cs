using System.Collections.Concurrent;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// Finds the point defects of structures by laying them on the pristine supercell of a unit cell. The structure may be
/// shifted, rotated as a whole, relaxed, wrapped across the cell's boundary, stand in another vacuum, along any vector,
/// and in a supercell of any periods of the crystal. Safe for use by several threads.
/// </summary>
public sealed class DefectFinder
{
    private const int MostKept = 64;

    private readonly PristineLayer _layer;
    private readonly MatchTolerances _tolerances;
    private readonly ConcurrentDictionary<CellShape, Supercell> _supercells = [];
    private readonly ConcurrentDictionary<(double, double, double), List<SupercellFit>> _fits = [];

    /// <summary>A finder for the crystal of a pristine unit cell.</summary>
    public DefectFinder(Structure unitCell, MatchTolerances? tolerances = null)
    {
        _tolerances = tolerances ?? new MatchTolerances();
        _layer = new PristineLayer(Upright.Of(unitCell), _tolerances.HeightAngstrom);
    }

    /// <summary>The pristine unit cell.</summary>
    public Structure UnitCell => _layer.UnitCell;

    /// <summary>The same as a layer.</summary>
    internal PristineLayer Layer => _layer;

    /// <summary>The pristine n×m supercell.</summary>
    public Supercell Supercell(int cellA, int cellB) => Supercell(new CellShape(cellA, cellB));

    /// <summary>The pristine supercell of a shape.</summary>
    /// <exception cref="InputException">There is no such supercell.</exception>
    public Supercell Supercell(CellShape shape)
    {
        // Who asks for every size there is shall not fill the memory.
        if (_supercells.Count >= MostKept)
            _supercells.Clear();
        return _supercells.GetOrAdd(shape, static (shape, layer) => new Supercell(layer, shape), _layer);
    }

    /// <summary>The structure that a message tells by sites.</summary>
    /// <exception cref="InputException">A kind or a site is none of this crystal, or a site has two defects.</exception>
    public DefectiveStructure Find(LatticeStructure structure) =>
        Supercell(new CellShape(structure.CellA, structure.CellB, structure.Shear)).With(
            structure.Id,
            structure.Defects.Select(d => new PlacedDefect(DefectKind.Parse(d.Kind), new LatticeSite(d.Basis, d.A, d.B))));

    /// <summary>The message of a structure of this crystal.</summary>
    /// <exception cref="InputException">A defect is on no site of this crystal.</exception>
    public LatticeStructure ToMessage(DefectiveStructure structure) => new(
        structure.Id,
        structure.CellA,
        structure.CellB,
        [
            .. Supercell(structure.Shape).Placed(structure)
                .Select(d => new SiteDefect(d.Kind.ToString(), d.Site.Basis, d.Site.A, d.Site.B)),
        ],
        structure.Shear);

    /// <summary>The defects of a structure.</summary>
    /// <exception cref="InputException">
    /// The structure is not this crystal with vacancies and substitutions; the message names the sites that do not fit.
    /// </exception>
    public DefectiveStructure Find(Structure structure)
    {
        var reach = Math.Min(_tolerances.DisplacementAngstrom, 0.499 * _layer.NearestDistanceAngstrom);
        structure = Upright.Of(structure);
        LayerMatch? best = null;
        foreach (var fit in Fits(structure))
        {
            var match = new LayerMatcher(_layer, Supercell(fit.Shape), structure, fit, reach).Best();
            if (best is null || match.IsBetterThan(best))
                best = match;
            if (best.IsClear)
                break;
        }
        return best!.ToDefects() with { Warnings = structure.Warnings };
    }

    // Structures of a folder stand in one supercell, and often in vectors that are equal to the last digit.
    private List<SupercellFit> Fits(Structure structure)
    {
        var (a, b) = (structure.Lattice.A, structure.Lattice.B);
        if (_fits.Count >= MostKept)
            _fits.Clear();
        return _fits.GetOrAdd(
            (a.Dot(a), b.Dot(b), a.Dot(b)), _ => SupercellFit.All(_layer.Lattice, structure, _tolerances.Strain));
    }
}
