using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Engine.Books;

/// <summary>What is wrong with a unit cell that came from outside.</summary>
internal static class CellValidator
{
    // A cell as flat as this is no description of a layer, and is laid on structures in countless ways.
    private const double FlattestSine = 0.05;

    // Files write positions within the cell, or a cell or two beside it.
    private const double FarthestFraction = 100;

    /// <summary>Its faults; none where it can be used.</summary>
    public static IEnumerable<string> Faults(UnitCell cell)
    {
        if (cell.Lattice is not [{ Count: 3 }, { Count: 3 }, { Count: 3 }])
            return ["the unit cell's lattice is not three vectors of three numbers"];
        if (cell.Sites.Count == 0)
            return ["the unit cell has no atom"];
        if (cell.Sites.Count > BookLimits.Sites)
            return [$"a unit cell of {cell.Sites.Count} sites; expected at most {BookLimits.Sites}"];
        List<string> own = [.. VectorFaults(cell.Lattice), .. cell.Sites.SelectMany(SiteFaults)];
        return own.Count > 0 ? own : TogetherFaults(cell);
    }

    private static IEnumerable<string> VectorFaults(IReadOnlyList<IReadOnlyList<double>> lattice)
    {
        for (var i = 0; i < 3; i++)
        {
            var length = new Vec3(lattice[i][0], lattice[i][1], lattice[i][2]).Length;
            const double Shortest = BookLimits.ShortestVector, Longest = BookLimits.LongestVector;
            if (!(length is >= Shortest and <= Longest))
                yield return Said($"lattice vector {"abc"[i]} of {length:0.####} Å; expected {Shortest} to {Longest} Å");
        }
    }

    private static IEnumerable<string> SiteFaults(UnitCellSite site, int at)
    {
        if (!Elements.IsSymbol(site.Element))
            yield return $"site {at} of the unit cell: '{Names.Shown(site.Element)}' is no element; expected a symbol such as Mo";
        if (!(Math.Max(Math.Abs(site.X), Math.Max(Math.Abs(site.Y), Math.Abs(site.Z))) <= FarthestFraction))
            yield return Said(
                $"site {at} of the unit cell is at {site.X}, {site.Y}, {site.Z}; expected fractions of the lattice vectors");
    }

    private static IEnumerable<string> TogetherFaults(UnitCell cell)
    {
        var (a, b, c) = (Vector(cell.Lattice[0]), Vector(cell.Lattice[1]), Vector(cell.Lattice[2]));
        if (!(a.Cross(b).Length >= FlattestSine * a.Length * b.Length))
            return ["lattice vectors a and b are nearly parallel; expected two that span the layer"];
        Lattice lattice;
        try
        {
            lattice = new Lattice(a, b, c);
        }
        catch (InputException fault)
        {
            return [fault.Message];
        }
        return
        [
            .. from i in Enumerable.Range(0, cell.Sites.Count)
               from j in Enumerable.Range(i + 1, cell.Sites.Count - i - 1)
               where AreOnOnePlace(lattice, cell.Sites[i], cell.Sites[j])
               select $"sites {i} and {j} of the unit cell ({cell.Sites[i].Element}, {cell.Sites[j].Element}) are on one place; "
                   + "expected one atom there",
        ];
    }

    private static bool AreOnOnePlace(Lattice lattice, UnitCellSite one, UnitCellSite other)
    {
        var apart = new Vec3(Nearest(one.X - other.X), Nearest(one.Y - other.Y), Nearest(one.Z - other.Z));
        return lattice.ToCartesian(apart).Length < BookLimits.OnePlace;
    }

    private static double Nearest(double fraction) => fraction - Math.Round(fraction);

    private static Vec3 Vector(IReadOnlyList<double> numbers) => new(numbers[0], numbers[1], numbers[2]);

    private static string Said(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
