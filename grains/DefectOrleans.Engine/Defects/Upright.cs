using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>Structures with their vacuum along C, whichever vector of their file crosses it.</summary>
internal static class Upright
{
    /// <summary>A gap between atoms along another vector has to be wider than that along C by this to be the vacuum, Å.</summary>
    private const double WiderBy = 1;

    /// <summary>The structure, its vectors renamed in turn where the vacuum lies along A or B.</summary>
    public static Structure Of(Structure structure)
    {
        var (a, b, c) = (structure.Lattice.A, structure.Lattice.B, structure.Lattice.C);
        var perAngstrom = structure.Lattice.ReciprocalLengths;
        var gapA = Gap(structure, place => place.X) / perAngstrom.X;
        var gapB = Gap(structure, place => place.Y) / perAngstrom.Y;
        var gapC = Gap(structure, place => place.Z) / perAngstrom.Z + WiderBy;
        if (gapA <= gapC && gapB <= gapC)
            return structure;
        return gapA >= gapB
            ? Turned(structure, new Lattice(b, c, a), place => new Vec3(place.Y, place.Z, place.X))
            : Turned(structure, new Lattice(c, a, b), place => new Vec3(place.Z, place.X, place.Y));
    }

    private static Structure Turned(Structure structure, Lattice lattice, Func<Vec3, Vec3> turn) =>
        structure with
        {
            Lattice = lattice,
            Sites = [.. structure.Sites.Select(site => site with { Fractional = turn(site.Fractional) })]
        };

    /// <summary>The widest gap between neighbouring atoms along a vector, images included, as a fraction of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Gap(Structure structure, Func<Vec3, double> along)
    {
        var places = new double[structure.Sites.Length];
        for (var i = 0; i < places.Length; i++)
        {
            var place = along(structure.Sites[i].Fractional);
            places[i] = place - Math.Floor(place);
        }
        Array.Sort(places);
        var widest = places[0] + 1 - places[^1];
        for (var i = 1; i < places.Length; i++)
            widest = Math.Max(widest, places[i] - places[i - 1]);
        return widest;
    }
}
