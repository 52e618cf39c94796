using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>A site of a supercell: which site of the unit cell, in which unit cell along a and b.</summary>
public readonly record struct LatticeSite(int Basis, int A, int B);

/// <summary>A defect of a kind on a site.</summary>
public readonly record struct PlacedDefect(DefectKind Kind, LatticeSite Site);

/// <summary>
/// The pristine supercell of a unit cell: its sites, numbered from 0, and the distances between them. Distances come
/// from ideal places, so equal shells are equal in every structure.
/// </summary>
public sealed class Supercell
{
    private readonly PristineLayer _layer;
    private readonly double[] _distances;

    /// <summary>Most sites of a supercell.</summary>
    public const int MostSites = 20_000;

    internal Supercell(PristineLayer layer, CellShape shape)
    {
        if (shape.CellA < 1 || shape.CellB < 1)
            throw new InputException($"a supercell of {shape.CellA}×{shape.CellB} unit cells; at least 1×1 was expected");
        if (shape.Shear < 0 || shape.Shear >= shape.CellB)
            throw new InputException(
                $"a supercell of {shape.CellA}×{shape.CellB} unit cells sheared by {shape.Shear}; 0 to {shape.CellB - 1} was "
                    + "expected");
        if ((long)shape.CellA * shape.CellB > MostSites / layer.Sites.Length)
            throw new InputException(
                $"a supercell of {shape.CellA}×{shape.CellB} unit cells of {layer.Sites.Length} sites; at most {MostSites} sites "
                    + "were expected");
        (_layer, Shape) = (layer, shape);
        Lattice = new Lattice(CellA * layer.Lattice.A + shape.Shear * layer.Lattice.B, CellB * layer.Lattice.B, layer.Lattice.C);
        _distances = Table(new PlanarImages(Lattice).Distance);
    }

    /// <summary>Its periods in unit cells.</summary>
    public CellShape Shape { get; }

    /// <summary>Unit cells along a.</summary>
    public int CellA => Shape.CellA;

    /// <summary>Unit cells along b.</summary>
    public int CellB => Shape.CellB;

    /// <summary>The unit cell's lattice.</summary>
    public Lattice UnitLattice => _layer.Lattice;

    /// <summary>The supercell's lattice.</summary>
    public Lattice Lattice { get; }

    /// <summary>Height of the layer from its lowest to its highest site, Å.</summary>
    internal double Thickness => _layer.Sites.Max(site => site.Place.Height) - _layer.Sites.Min(site => site.Place.Height);

    /// <summary>Number of sites.</summary>
    public int SiteCount => _layer.Sites.Length * CellA * CellB;

    /// <summary>The site of a number.</summary>
    public LatticeSite SiteAt(int index) => new(index / (CellA * CellB), index / CellB % CellA, index % CellB);

    /// <summary>The number of a site; unit cells beyond the supercell are images of those within.</summary>
    public int IndexOf(LatticeSite site)
    {
        var (a, b) = Shape.Within(site.A, site.B);
        return (site.Basis * CellA + a) * CellB + b;
    }

    /// <summary>The element that belongs on a site.</summary>
    public string ElementAt(int index) => _layer.Sites[index / (CellA * CellB)].Element;

    /// <summary>−1 below the middle plane of the layer, 0 in it, +1 above.</summary>
    public int HeightAt(int index) => _layer.Sites[index / (CellA * CellB)].Height;

    /// <summary>The Cartesian place of a site, Å.</summary>
    public Vec3 PositionAt(int index)
    {
        var site = SiteAt(index);
        return _layer.Sites[site.Basis].Position + site.A * _layer.Lattice.A + site.B * _layer.Lattice.B;
    }

    /// <summary>Numbers of the sites where an element belongs.</summary>
    public IEnumerable<int> SitesOf(string element) => Enumerable.Range(0, SiteCount).Where(index => ElementAt(index) == element);

    /// <summary>Distance of two sites under the shortest image, periodic in the plane only, Å.</summary>
    public double Distance(int one, int other) => _distances[StepOf(one, other)];

    /// <summary>How two sites lie to the middle plane of the layer.</summary>
    public Side SideOf(int one, int other) => SideOfHeights(HeightAt(one), HeightAt(other));

    /// <summary>The structure with defects on some sites.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="defects">Kinds and sites; their order does not matter.</param>
    /// <exception cref="InputException">A site is none of the supercell, holds another element than the kind says, or has two
    /// defects.</exception>
    public DefectiveStructure With(string id, IEnumerable<PlacedDefect> defects)
    {
        var placed = defects.Select(defect => (Index: Checked(id, defect), defect.Kind)).OrderBy(defect => defect.Index).ToList();
        for (var i = 1; i < placed.Count; i++)
        {
            if (placed[i].Index == placed[i - 1].Index)
                throw new InputException(
                    $"{id}: two defects ({placed[i - 1].Kind}, {placed[i].Kind}) on {SiteAt(placed[i].Index)}; one was expected");
        }
        return Ordered(id, placed);
    }

    /// <summary>The sites and kinds of a structure's defects.</summary>
    /// <exception cref="InputException">A defect is on no site of this supercell.</exception>
    public IEnumerable<PlacedDefect> Placed(DefectiveStructure structure) =>
        structure.Defects.Select(defect => new PlacedDefect(defect.Kind, SiteAt(IndexNear(structure.Id, defect))));

    /// <summary>The atoms of the pristine supercell.</summary>
    public Structure Pristine(string name) => Atoms(new DefectiveStructure(name, CellA, CellB, [], []) { Shear = Shape.Shear });

    /// <summary>The unrelaxed atoms of a structure of this supercell.</summary>
    /// <exception cref="InputException">A defect is on no site of this supercell, or there where another element
    /// belongs.</exception>
    public Structure Atoms(DefectiveStructure structure)
    {
        if (structure.Shape != Shape)
            throw new InputException($"{structure.Id}: {structure.Shape} unit cells; {Shape} were expected");
        var kinds = new Dictionary<int, DefectKind>();
        foreach (var defect in structure.Defects)
            kinds.Add(IndexNear(structure.Id, defect), defect.Kind);
        var atoms = ImmutableArray.CreateBuilder<Site>(SiteCount);
        for (var index = 0; index < SiteCount; index++)
        {
            if ((kinds.TryGetValue(index, out var kind) ? kind.Element : ElementAt(index)) is { } element)
                atoms.Add(new Site(element, Lattice.ToFractional(PositionAt(index))));
        }
        return new Structure(structure.Id, Lattice, atoms.ToImmutable());
    }

    /// <summary>The structure with defects on sites in rising order.</summary>
    internal DefectiveStructure Ordered(string id, List<(int Index, DefectKind Kind)> placed)
    {
        var defects = ImmutableArray.CreateBuilder<PointDefect>(placed.Count);
        var pairs = ImmutableArray.CreateBuilder<DefectPair>(placed.Count * (placed.Count - 1) / 2);
        for (var i = 0; i < placed.Count; i++)
        {
            var (site, kind) = placed[i];
            defects.Add(new PointDefect(kind, PositionAt(site), HeightAt(site)));
            for (var j = i + 1; j < placed.Count; j++)
            {
                var channel = new PairChannel(new PairType(kind, placed[j].Kind), SideOf(site, placed[j].Index));
                pairs.Add(new DefectPair(i, j, channel, Distance(site, placed[j].Index)));
            }
        }
        return new DefectiveStructure(id, CellA, CellB, defects.MoveToImmutable(), pairs.MoveToImmutable())
        {
            Shear = Shape.Shear, UnitLattice = _layer.Lattice,
        };
    }

    internal static Side SideOfHeights(int one, int other) =>
        one == other ? Side.Same : one == -other ? Side.Opposite : Side.Middle;

    private int Checked(string id, PlacedDefect defect)
    {
        var (basis, a, b) = defect.Site;
        if (basis < 0 || basis >= _layer.Sites.Length || a < 0 || a >= CellA || b < 0 || b >= CellB)
            throw new InputException($"{id}: {defect.Site} is no site of {Shape} unit cells of {_layer.Sites.Length} sites");
        var index = IndexOf(defect.Site);
        return ElementAt(index) == defect.Kind.Site && defect.Kind.Element != defect.Kind.Site
            ? index
            : throw new InputException(
                $"{id}: {defect.Kind} on a site of {ElementAt(index)}; a vacancy or substitution of that element was expected");
    }

    // By place in the plane and side of it, not by height: sets of one crystal stand in cells of unlike height.
    private int IndexNear(string id, PointDefect defect)
    {
        var f = _layer.Lattice.ToFractional(defect.Position);
        for (var basis = 0; basis < _layer.Sites.Length; basis++)
        {
            var d = f - _layer.Lattice.ToFractional(_layer.Sites[basis].Position);
            var site = new LatticeSite(basis, (int)Math.Round(d.X), (int)Math.Round(d.Y));
            var off = _layer.Lattice.ToCartesian(new Vec3(d.X - site.A, d.Y - site.B, 0)).Length;
            if (off < 1e-2 && _layer.Sites[basis].Height == defect.Height && _layer.Sites[basis].Element == defect.Kind.Site)
                return IndexOf(site);
        }
        throw new InputException($"{id}: {defect.Kind} at {defect.Position} is on no {defect.Kind.Site} site of the crystal");
    }

    private int StepOf(int one, int other)
    {
        var (first, second) = (SiteAt(Math.Min(one, other)), SiteAt(Math.Max(one, other)));
        var along = first.Basis * _layer.Sites.Length + second.Basis;
        var (stepA, stepB) = Shape.Within(second.A - first.A, second.B - first.B);
        return (along * CellA + stepA) * CellB + stepB;
    }

    // By site of the unit cell (first ≤ second) and by how many unit cells the second is away along a and b.
    private double[] Table(Func<Vec3, Vec3, double> ofPlaces)
    {
        var (count, at) = (_layer.Sites.Length, 0);
        var table = new double[count * count * CellA * CellB];
        for (var first = 0; first < count; first++)
        {
            for (var second = 0; second < count; second++)
            {
                for (var a = 0; a < CellA; a++)
                {
                    for (var b = 0; b < CellB; b++)
                    {
                        var other = _layer.Sites[second].Position + a * _layer.Lattice.A + b * _layer.Lattice.B;
                        table[at++] = ofPlaces(_layer.Sites[first].Position, other);
                    }
                }
            }
        }
        return table;
    }
}
