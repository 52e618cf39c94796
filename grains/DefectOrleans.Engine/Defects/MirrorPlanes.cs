using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// The mirror planes of a crystal across its layer, and which of a structure's defects lie on one that the structure keeps:
/// unrelaxed sites tell, as calculations begin with them. Immutable, for any number of threads.
/// </summary>
public sealed class MirrorPlanes
{
    // Fractions of a unit cell, and of lengths squared.
    private const double OnePlace = 5e-3, OneLength = 1e-3;

    private readonly ImmutableArray<Operation> _operations;

    /// <summary>The mirror planes of a pristine unit cell.</summary>
    public MirrorPlanes(DefectFinder finder)
    {
        var layer = finder.Layer;
        _operations = [.. Matrices(layer.Lattice).SelectMany(m => Operations(layer, m))];
    }

    /// <summary>Whether the crystal has none.</summary>
    public bool IsEmpty => _operations.IsEmpty;

    /// <summary>Whether a mirror plane through one of some defects leaves all of them as they are.</summary>
    /// <param name="defect">Which one.</param>
    /// <param name="kinds">Number of each defect's kind.</param>
    /// <param name="places">Their sites.</param>
    /// <param name="shape">The supercell's periods.</param>
    public bool Hold(int defect, ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, CellShape shape)
    {
        foreach (var operation in _operations)
        {
            if (operation.Keeps(shape) && operation.Holds(defect, kinds, places, shape))
                return true;
        }
        return false;
    }

    /// <summary>Integer matrices that reflect the lattice onto itself.</summary>
    private static IEnumerable<(int Aa, int Ab, int Ba, int Bb)> Matrices(Lattice lattice)
    {
        var (a, b) = (lattice.A, lattice.B);
        double aa = a.Dot(a), ab = a.Dot(b), bb = b.Dot(b);
        int[] steps = [-1, 0, 1];
        return
            from ma in steps
            from mb in steps
            from na in steps
            from nb in steps
            where ma * nb - mb * na == -1
            where Same(ma * ma * aa + 2 * ma * mb * ab + mb * mb * bb, aa)
                && Same(na * na * aa + 2 * na * nb * ab + nb * nb * bb, bb)
                && Same(ma * na * aa + (ma * nb + mb * na) * ab + mb * nb * bb, ab)
            select (ma, mb, na, nb);

        bool Same(double one, double other) => Math.Abs(one - other) < OneLength * (aa + bb);
    }

    /// <summary>The reflections with that matrix that leave the crystal as it is: they differ by translations.</summary>
    private static IEnumerable<Operation> Operations(PristineLayer layer, (int Aa, int Ab, int Ba, int Bb) m)
    {
        var sites = layer.Sites;
        var (first, u, v) = (sites[0], Reflected(sites[0]).U, Reflected(sites[0]).V);
        foreach (var onto in sites.Where(s => s.Element == first.Element && s.Height == first.Height))
        {
            var (du, dv) = (onto.Place.U - u, onto.Place.V - v);
            var images = sites.Select(site =>
            {
                var (x, y) = (Reflected(site).U + du, Reflected(site).V + dv);
                var at = IndexOf(s => s.Element == site.Element && s.Height == site.Height
                    && Whole(s.Place.U - x) && Whole(s.Place.V - y));
                return (
                    Basis: at, A: at < 0 ? 0 : (int)Math.Round(x - sites[at].Place.U),
                    B: at < 0 ? 0 : (int)Math.Round(y - sites[at].Place.V));
            }).ToImmutableArray();
            if (images.All(i => i.Basis >= 0))
                yield return new Operation(m.Aa, m.Ab, m.Ba, m.Bb, images);
        }

        (double U, double V) Reflected(LayerSite site) => (
            m.Aa * site.Place.U + m.Ba * site.Place.V, m.Ab * site.Place.U + m.Bb * site.Place.V);

        int IndexOf(Func<LayerSite, bool> fits) => Enumerable.Range(0, sites.Length).FirstOrDefault(i => fits(sites[i]), -1);

        static bool Whole(double x) => Math.Abs(x - Math.Round(x)) < OnePlace;
    }

    /// <summary>A reflection: a becomes aa·a + ab·b, b becomes ba·a + bb·b, and each site of the unit cell another.</summary>
    private sealed record Operation(int Aa, int Ab, int Ba, int Bb, ImmutableArray<(int Basis, int A, int B)> Images)
    {
        public bool Keeps(CellShape shape) =>
            shape.Within(Aa * shape.CellA + Ba * shape.Shear, Ab * shape.CellA + Bb * shape.Shear) == (0, 0)
                && shape.Within(Ba * shape.CellB, Bb * shape.CellB) == (0, 0);

        public bool Holds(int defect, ReadOnlySpan<int> kinds, ReadOnlySpan<(int Basis, int A, int B)> places, CellShape shape)
        {
            var image = Of(places[defect]);
            if (image.Basis != places[defect].Basis)
                return false;
            var (a, b) = (places[defect].A - image.A, places[defect].B - image.B);
            for (var i = 0; i < places.Length; i++)
            {
                var (basis, imageA, imageB) = Of(places[i]);
                var (atA, atB) = shape.Within(imageA + a, imageB + b);
                var found = false;
                for (var j = 0; j < places.Length && !found; j++)
                    found = places[j] == (basis, atA, atB) && kinds[j] == kinds[i];
                if (!found)
                    return false;
            }
            return true;
        }

        private (int Basis, int A, int B) Of((int Basis, int A, int B) place)
        {
            var image = Images[place.Basis];
            return (image.Basis, Aa * place.A + Ba * place.B + image.A, Ab * place.A + Bb * place.B + image.B);
        }
    }
}
