using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Tests.Defects;

/// <summary>The same crystal written down in another way.</summary>
internal static class Laid
{
    /// <summary>Moved as a whole in all directions, and wrapped into the cell.</summary>
    public static Structure Shifted(Structure structure, Random random)
    {
        var shift = new Vec3(random.NextDouble(), random.NextDouble(), random.NextDouble());
        return structure with
        {
            Sites = [.. structure.Sites.Select(site => site with { Fractional = Wrapped(site.Fractional + shift) })]
        };
    }

    /// <summary>With another height of the cell, the layer kept (it may be cut by the old boundary).</summary>
    public static Structure InVacuum(Structure structure, double height)
    {
        var from = structure.Lattice;
        var cut = structure.Sites.Select(site => site.Fractional.Z).Order().ToList();
        var start = Enumerable.Range(0, cut.Count).MaxBy(i => i == 0 ? cut[0] + 1 - cut[^1] : cut[i] - cut[i - 1]);
        var whole = structure.Sites.Select(site =>
            from.ToCartesian(site.Fractional + new Vec3(0, 0, site.Fractional.Z < cut[start] ? 1 : 0)));
        var lattice = new Lattice(from.A, from.B, new Vec3(0, 0, height));
        return new Structure(structure.Name, lattice,
            [.. structure.Sites.Zip(whole, (site, place) => new Site(site.Element, Wrapped(lattice.ToFractional(place))))]);
    }

    /// <summary>
    /// Within the supercell whose vectors are whole steps along those of the structure's own cell, by as many copies as fit.
    /// </summary>
    public static Structure Repeated(Structure structure, int aa, int ab, int ba, int bb)
    {
        var (a, b) = (structure.Lattice.A, structure.Lattice.B);
        var lattice = new Lattice(aa * a + ab * b, ba * a + bb * b, structure.Lattice.C);
        var copies =
            from site in structure.Sites
            from i in Enumerable.Range(-Math.Abs(aa) - Math.Abs(ba), 2 * (Math.Abs(aa) + Math.Abs(ba)) + 1)
            from j in Enumerable.Range(-Math.Abs(ab) - Math.Abs(bb), 2 * (Math.Abs(ab) + Math.Abs(bb)) + 1)
            let place = lattice.ToFractional(structure.Lattice.ToCartesian(site.Fractional + new Vec3(i, j, 0)))
            where place is { X: >= -1e-9 and < 1 - 1e-9, Y: >= -1e-9 and < 1 - 1e-9 }
            select new Site(site.Element, place);
        return new Structure(structure.Name, lattice, [.. copies]);
    }

    /// <summary>With its vectors renamed in turn, once or twice: the vacuum along the second or first one.</summary>
    public static Structure Renamed(Structure structure, int turns)
    {
        for (var i = 0; i < turns; i++)
        {
            var lattice = structure.Lattice;
            structure = structure with
            {
                Lattice = new Lattice(lattice.B, lattice.C, lattice.A),
                Sites = [
                    .. structure.Sites.Select(site =>
                        site with { Fractional = new Vec3(site.Fractional.Y, site.Fractional.Z, site.Fractional.X) })
                ],
            };
        }
        return structure;
    }

    /// <summary>Turned as a whole about the layer's normal.</summary>
    public static Structure Turned(Structure structure, Random random)
    {
        var (sin, cos) = Math.SinCos(2 * Math.PI * random.NextDouble());
        Vec3 Turn(Vec3 v) => new(cos * v.X - sin * v.Y, sin * v.X + cos * v.Y, v.Z);
        return structure with
        {
            Lattice = new Lattice(Turn(structure.Lattice.A), Turn(structure.Lattice.B), Turn(structure.Lattice.C))
        };
    }

    /// <summary>Every atom moved by up to some Å in a random direction.</summary>
    public static Structure Displaced(Structure structure, Random random, double most) => structure with
    {
        Sites = [.. structure.Sites.Select(site =>
        {
            var direction = new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            return site with
            {
                Fractional = site.Fractional
                    + structure.Lattice.ToFractional(most * random.NextDouble() / direction.Length * direction)
            };
        })],
    };

    public static Structure Shuffled(Structure structure, Random random)
    {
        var sites = structure.Sites.ToArray();
        random.Shuffle(sites);
        return structure with { Sites = [.. sites] };
    }

    private static Vec3 Wrapped(Vec3 v) => new(v.X - Math.Floor(v.X), v.Y - Math.Floor(v.Y), v.Z - Math.Floor(v.Z));
}
