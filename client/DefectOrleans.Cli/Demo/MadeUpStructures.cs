using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Cli.Demo;

/// <summary>Supercells of the made-up crystal with vacancies.</summary>
internal static class MadeUpStructures
{
    private const int A = MadeUpCrystal.CellA, B = MadeUpCrystal.CellB;

    /// <summary>Each defect alone.</summary>
    public static IEnumerable<Structure> Singles() => [Vacant("one-nb", (0, 0, 0)), Vacant("one-te", (0, 0, 1))];

    /// <summary>Every pair that differs from the others by symmetry.</summary>
    public static IEnumerable<Structure> Pairs()
    {
        for (var a = 0; a < A; a++)
        {
            for (var b = 0; b < B; b++)
            {
                yield return Vacant($"two-nb-te-{a}-{b}", (0, 0, 0), (a, b, 1));
                if (a > A / 2 || b > B / 2)
                    continue;
                yield return Vacant($"two-te-opposite-{a}-{b}", (0, 0, 1), (a, b, 2));
                if ((a, b) == (0, 0))
                    continue;
                yield return Vacant($"two-nb-{a}-{b}", (0, 0, 0), (a, b, 0));
                yield return Vacant($"two-te-same-{a}-{b}", (0, 0, 1), (a, b, 1));
            }
        }
    }

    /// <summary>Structures with some defects at places drawn by seed.</summary>
    public static IEnumerable<Structure> Drawn(int structures, int defects, long seed)
    {
        var random = new Random(unchecked((int)(seed ^ (seed >> 32)) + defects));
        for (var i = 0; i < structures; i++)
        {
            // The first structure holds a metal vacancy for sure.
            var sites = MadeUpCrystal.UnitCell.Sites.Length;
            var places = new HashSet<(int, int, int)> { (random.Next(A), random.Next(B), i % sites) };
            while (places.Count < defects)
                places.Add((random.Next(A), random.Next(B), random.Next(sites)));
            yield return Vacant($"{defects}-defects-{i + 1}", [.. places]);
        }
    }

    /// <summary>The supercell without the named sites: unit cell along a, along b, site of the unit cell.</summary>
    private static Structure Vacant(string name, params ImmutableArray<(int A, int B, int Site)> vacancies)
    {
        var cell = MadeUpCrystal.UnitCell;
        var sites =
            from a in Enumerable.Range(0, A)
            from b in Enumerable.Range(0, B)
            from site in Enumerable.Range(0, cell.Sites.Length)
            where !vacancies.Contains((a, b, site))
            let inCell = cell.Sites[site].Fractional
            select new Site(cell.Sites[site].Element, new Vec3((a + inCell.X) / A, (b + inCell.Y) / B, inCell.Z));
        return new Structure(name, new Lattice(A * cell.Lattice.A, B * cell.Lattice.B, cell.Lattice.C), [.. sites]);
    }
}
