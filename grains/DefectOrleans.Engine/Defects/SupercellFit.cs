using System.Globalization;
using System.Runtime.CompilerServices;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Defects;

/// <summary>
/// A way to lay a structure's in-plane vectors on the unit cell's: A = <paramref name="AA"/>·a + <paramref name="AB"/>·b,
/// B = <paramref name="BA"/>·a + <paramref name="BB"/>·b, after a rotation of the whole.
/// </summary>
internal readonly record struct SupercellFit(int AA, int AB, int BA, int BB)
{
    /// <summary>Fits this much worse than the best one are not looked at.</summary>
    private const double WorseBy = 1e-3;

    /// <summary>Most fits of sheared supercells that are looked at.</summary>
    private const int MostSheared = 48;

    /// <summary>Structures of more unit cells along a vector are none of a calculation, and would be tried for ages.</summary>
    private const double MostCells = 1000;

    /// <summary>The periods that the vectors span.</summary>
    public CellShape Shape => CellShape.Of(AA, AB, BA, BB);

    private bool IsDiagonal => AB == 0 && BA == 0;

    /// <summary>
    /// All fits within the allowed strain: the plain one (A along a, B along b) first, then those of other choices of
    /// the vectors and the crystal's rotations, and after all n×m supercells the sheared ones.
    /// </summary>
    /// <exception cref="InputException">There is none.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static List<SupercellFit> All(Lattice unit, Structure structure, double strain)
    {
        var (a, b) = (structure.Lattice.A, structure.Lattice.B);
        var forA = Candidates(unit, a.Length, strain);
        var forB = Candidates(unit, b.Length, strain);
        var fits = new List<(SupercellFit Fit, double Strain)>();
        foreach (var (p, q, strainA) in forA)
        {
            var va = p * unit.A + q * unit.B;
            foreach (var (r, s, strainB) in forB)
            {
                var skew = Math.Abs(va.Dot(r * unit.A + s * unit.B) - a.Dot(b)) / (a.Length * b.Length);
                var fit = new SupercellFit(p, q, r, s);
                if (skew <= strain && p * s != q * r)
                    fits.Add((fit, Math.Max(skew, Math.Max(strainA, strainB))));
            }
        }
        if (fits.Count == 0)
            throw NoFit(unit, structure, strain);
        var sheared = fits.ToLookup(fit => fit.Fit.Shape.Shear > 0);
        return [.. Best(sheared[false]), .. Best(sheared[true]).Take(MostSheared)];
    }

    private static IEnumerable<SupercellFit> Best(IEnumerable<(SupercellFit Fit, double Strain)> fits)
    {
        var best = fits.Select(fit => fit.Strain).DefaultIfEmpty().Min();
        return fits.Where(fit => fit.Strain <= best + WorseBy).Select(fit => fit.Fit)
            .OrderByDescending(fit => fit.IsDiagonal).ThenByDescending(fit => fit.AA).ThenByDescending(fit => fit.BB)
            .ThenBy(fit => fit.AB);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<(int P, int Q, double Strain)> Candidates(Lattice unit, double length, double strain)
    {
        // Rows of the lattice along b are area/|b| apart: no more than this many fit into the length.
        var perArea = length * (1 + strain) / unit.A.Cross(unit.B).Length;
        var found = new List<(int, int, double)>();
        if (!(perArea * Math.Max(unit.A.Length, unit.B.Length) <= MostCells))
            return found;
        int mostP = (int)(perArea * unit.B.Length), mostQ = (int)(perArea * unit.A.Length);
        for (var p = -mostP; p <= mostP; p++)
        {
            for (var q = -mostQ; q <= mostQ; q++)
            {
                var off = Math.Abs((p * unit.A + q * unit.B).Length / length - 1);
                if (off <= strain)
                    found.Add((p, q, off));
            }
        }
        return found;
    }

    private static InputException NoFit(Lattice unit, Structure structure, double strain)
    {
        var (a, b) = (structure.Lattice.A, structure.Lattice.B);
        double n = Math.Max(1, Math.Round(a.Length / unit.A.Length)), m = Math.Max(1, Math.Round(b.Length / unit.B.Length));
        return new InputException(string.Create(CultureInfo.InvariantCulture,
            $"{structure.Name}: in-plane vectors of {a.Length:0.####} and {b.Length:0.####} Å at {Angle(a, b):0.##}°; a "
            + $"supercell of the unit cell within {100 * strain:0.#} % was expected, "
            + $"such as {n}×{m}: {n * unit.A.Length:0.####} and {m * unit.B.Length:0.####} Å at {Angle(unit.A, unit.B):0.##}° "
            + $"(strained cell or another material)"));
    }

    private static double Angle(Vec3 a, Vec3 b) => Math.Acos(Math.Clamp(a.Dot(b) / (a.Length * b.Length), -1, 1)) * 180 / Math.PI;
}
