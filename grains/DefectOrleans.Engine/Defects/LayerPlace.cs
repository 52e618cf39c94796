using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// A place in a layer: fractions along A and B, and the height along the layer's normal (towards C). Heights are in Å,
/// so that cells with different vacuum compare; a layer that is cut by the cell's boundary is put together again.
/// </summary>
internal readonly record struct LayerPlace(double U, double V, double Height)
{
    /// <summary>Unit vector across the plane of A and B, to the side of C.</summary>
    public static Vec3 Normal(Lattice lattice)
    {
        var cross = lattice.A.Cross(lattice.B);
        return Math.Sign(cross.Dot(lattice.C)) / cross.Length * cross;
    }

    /// <summary>The places of all sites of a structure.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static LayerPlace[] Of(Structure structure)
    {
        var sites = structure.Sites;
        var along = new double[sites.Length];
        for (var i = 0; i < along.Length; i++)
            along[i] = sites[i].Fractional.Z - Math.Floor(sites[i].Fractional.Z);
        var start = AboveVacuum(along);

        // C may lean: its in-plane part moves sites that are put on the other side of the boundary.
        var lattice = structure.Lattice;
        var normal = Normal(lattice);
        var height = lattice.C.Dot(normal);
        var lean = lattice.ToFractional(lattice.C - height * normal);
        var places = new LayerPlace[along.Length];
        for (var i = 0; i < along.Length; i++)
        {
            var w = along[i] < start ? along[i] + 1 : along[i];
            places[i] = new LayerPlace(sites[i].Fractional.X + w * lean.X, sites[i].Fractional.Y + w * lean.Y, w * height);
        }
        return places;
    }

    /// <summary>The lowest site above the widest empty gap: where the layer begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double AboveVacuum(double[] along)
    {
        var sorted = (double[])along.Clone();
        Array.Sort(sorted);
        var (start, widest) = (sorted[0], sorted[0] + 1 - sorted[^1]);
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] - sorted[i - 1] > widest)
                (start, widest) = (sorted[i], sorted[i] - sorted[i - 1]);
        }
        return start;
    }
}
