using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// An operation of the layer: rotation or reflection in the plane (whole numbers of a and b), with or without exchange of
/// the layer's sides, and where it takes the sites of one unit cell.
/// </summary>
/// <param name="AA">How much of a the image of a has.</param>
/// <param name="AB">How much of a the image of b has.</param>
/// <param name="BA">How much of b the image of a has.</param>
/// <param name="BB">How much of b the image of b has.</param>
/// <param name="Flips">Whether it exchanges above and below.</param>
/// <param name="Images">Image of each site of the unit cell.</param>
internal sealed record LayerOperation(int AA, int AB, int BA, int BB, bool Flips, ImmutableArray<LatticeSite> Images)
{
    /// <summary>Where a site goes.</summary>
    public LatticeSite Of(LatticeSite site)
    {
        var image = Images[site.Basis];
        return new LatticeSite(
            image.Basis, image.A + AA * site.A + AB * site.B, image.B + BA * site.A + BB * site.B);
    }
}

/// <summary>The symmetry of a pristine layer within a supercell, found from its sites.</summary>
internal static class LayerSymmetry
{
    // Å. Sites of a relaxed cell that symmetry makes equal lie this close.
    private const double Same = 0.02;

    // Reduced cells need −1 to 1; cells that are written with a long diagonal need more.
    private const int MostSteps = 2;

    /// <summary>The operations that map sites to sites of their element and the supercell's periods to its periods.</summary>
    public static List<LayerOperation> Operations(Supercell supercell)
    {
        var lattice = supercell.UnitLattice;
        var places = Places(supercell);
        var found = new List<LayerOperation>();
        int[] steps = [.. Enumerable.Range(-MostSteps, 2 * MostSteps + 1)];
        foreach (var aa in steps)
        foreach (var ab in steps)
        foreach (var ba in steps)
        foreach (var bb in steps)
        {
            if (Math.Abs(aa * bb - ab * ba) != 1 || !KeepsLengths(lattice, aa, ab, ba, bb)
                || !KeepsPeriods(supercell.Shape, aa, ab, ba, bb))
                continue;
            foreach (var flips in (bool[])[false, true])
            {
                foreach (var target in places)
                {
                    if (Images(lattice, places, target, aa, ab, ba, bb, flips) is { } images)
                        found.Add(new LayerOperation(aa, ab, ba, bb, flips, images));
                }
            }
        }
        return found;
    }

    /// <summary>An operation with a step, as where each site of the supercell goes.</summary>
    public static int[] Permutation(Supercell supercell, LayerOperation operation, int stepA, int stepB)
    {
        var images = new int[supercell.SiteCount];
        for (var site = 0; site < images.Length; site++)
        {
            var image = operation.Of(supercell.SiteAt(site));
            images[site] = supercell.IndexOf(image with { A = image.A + stepA, B = image.B + stepB });
        }
        return images;
    }

    private static bool KeepsLengths(Lattice lattice, int aa, int ab, int ba, int bb)
    {
        Vec3 a = aa * lattice.A + ba * lattice.B, b = ab * lattice.A + bb * lattice.B;
        return Math.Abs(a.Length - lattice.A.Length) < Same && Math.Abs(b.Length - lattice.B.Length) < Same
            && Math.Abs(a.Dot(b) - lattice.A.Dot(lattice.B)) < Same * Math.Max(lattice.A.Length, lattice.B.Length);
    }

    private static bool KeepsPeriods(CellShape shape, int aa, int ab, int ba, int bb)
    {
        return IsPeriod(shape.CellA, shape.Shear) && IsPeriod(0, shape.CellB);

        bool IsPeriod(int a, int b) => shape.Within(aa * a + ab * b, ba * a + bb * b) == (0, 0);
    }

    /// <summary>The sites' images where the first site goes to the target; null where some site goes to none.</summary>
    private static ImmutableArray<LatticeSite>? Images(
        Lattice lattice, Place[] places, Place target, int aa, int ab, int ba, int bb, bool flips)
    {
        var first = Turned(places[0]);
        double stepU = target.U - first.U, stepV = target.V - first.V;
        var images = ImmutableArray.CreateBuilder<LatticeSite>(places.Length);
        foreach (var place in places)
        {
            var turned = Turned(place);
            var (u, v) = (turned.U + stepU, turned.V + stepV);
            var at = Array.FindIndex(places, other => other.Element == place.Element
                && Math.Abs(other.Height - turned.Height) < Same && Off(u - other.U, v - other.V) < Same);
            if (at < 0)
                return null;
            images.Add(new LatticeSite(at, (int)Math.Round(u - places[at].U), (int)Math.Round(v - places[at].V)));
        }
        return images.Count == images.Select(image => image.Basis).Distinct().Count() ? images.MoveToImmutable() : null;

        Place Turned(Place place) => place with
        {
            U = aa * place.U + ab * place.V, V = ba * place.U + bb * place.V, Height = flips ? -place.Height : place.Height,
        };

        double Off(double du, double dv) => ((du - Math.Round(du)) * lattice.A + (dv - Math.Round(dv)) * lattice.B).Length;
    }

    /// <summary>The unit cell's sites; heights from the layer's middle.</summary>
    private static Place[] Places(Supercell supercell)
    {
        var lattice = supercell.UnitLattice;
        var normal = LayerPlace.Normal(lattice);
        var cells = supercell.Shape.Cells;
        var positions = Enumerable.Range(0, supercell.SiteCount / cells).Select(basis => supercell.PositionAt(basis * cells))
            .ToList();
        var heights = positions.ConvertAll(position => position.Dot(normal));
        var middle = (heights.Min() + heights.Max()) / 2;
        return [.. positions.Select((position, basis) =>
        {
            var flat = lattice.ToFractional(position - heights[basis] * normal);
            return new Place(supercell.ElementAt(basis * cells), flat.X, flat.Y, heights[basis] - middle);
        })];
    }

    private readonly record struct Place(string Element, double U, double V, double Height);
}
