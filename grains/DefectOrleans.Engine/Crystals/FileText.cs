using System.Globalization;
using System.Runtime.CompilerServices;

namespace DefectOrleans.Engine.Crystals;

/// <summary>
/// What the readers of structure files share: numbers, faults with their place, and the checks of a whole structure.
/// </summary>
internal static class FileText
{
    /// <summary>Atoms closer than this stand on one place, Å.</summary>
    private const double OnePlaceAngstrom = 0.1;

    /// <summary>
    /// Sites farther off than so many cells are no atoms of a crystal; their numbers have no digits left for the place within a
    /// cell.
    /// </summary>
    private const double FarthestCell = 1000;

    /// <summary>The text with lines ended by \n, whatever system wrote it.</summary>
    public static string WithLineEnds(string text) => text.Contains('\r')
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    /// <summary>A fault at a line of a file (1-based).</summary>
    public static InputException Fault(string source, int line, string message) => new($"{source}, line {line}: {message}");

    /// <summary>A finite number, with or without an uncertainty: 0.25 or 0.25(3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryNumber(ReadOnlySpan<char> text, out double value)
    {
        if (text.Length > 2 && text[^1] == ')' && text.IndexOf('(') is > 0 and var open)
            text = text[..open];
        return PlainNumber.TryRead(text, out value)
            || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
    }

    /// <summary>The number of a line of a file.</summary>
    /// <exception cref="InputException">The text is no finite number.</exception>
    public static double Number(ReadOnlySpan<char> text, string source, int line, string expected) => TryNumber(
        text, out var value)
        ? value
        : throw Fault(source, line, $"'{text}' where {expected} was expected (a finite number)");

    /// <summary>The structure without placeholders, once it has sites and no two of them on one place.</summary>
    /// <exception cref="InputException">It has no site, or two on one place.</exception>
    public static Structure Checked(Structure structure, string source)
    {
        if (structure.Sites.Any(site => site.Element == Elements.Placeholder))
            structure = structure with { Sites = structure.Sites.RemoveAll(site => site.Element == Elements.Placeholder) };
        if (structure.Sites.IsEmpty)
            throw new InputException($"{source}: no atom sites; at least one was expected");
        if (Astray(structure) is var at and >= 0)
        {
            throw new InputException(
                $"{source}: site {at + 1} ({structure.Sites[at].Element}) at fractional "
                    + $"{Written(structure.Sites[at].Fractional)}; within {FarthestCell} cells was expected");
        }
        if (TwoOnOnePlace(structure) is var (first, second))
        {
            var site = structure.Sites[second];
            throw new InputException(
                $"{source}: sites {first + 1} ({structure.Sites[first].Element}) and {second + 1} ({site.Element}) stand on one "
                + "place, "
                + $"fractional {Written(site.Fractional)}; at least {OnePlaceAngstrom} Å between sites was expected");
        }
        return structure;
    }

    /// <summary>A vector as messages show it.</summary>
    public static string Written(Vec3 v) =>
        string.Create(CultureInfo.InvariantCulture, $"({v.X:0.####}, {v.Y:0.####}, {v.Z:0.####})");

    /// <summary>Difference of two fractional coordinates, of the nearest images: from −½ to ½.</summary>
    public static double Nearest(double difference) => difference - Math.Round(difference);

    /// <summary>Whether two fractional places are one, all three directions periodic.</summary>
    public static bool OnePlace(Lattice lattice, Vec3 one, Vec3 other) =>
        OnePlace(lattice, OnePlaceAngstrom * lattice.ReciprocalLengths, one, other);

    // Of a grid of atoms each has many neighbours at equal x: most are refused by y at once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool OnePlace(Lattice lattice, Vec3 reach, Vec3 one, Vec3 other)
    {
        if (Math.Abs(Nearest(one.Y - other.Y)) > reach.Y)
            return false;
        var d = new Vec3(Nearest(one.X - other.X), Nearest(one.Y - other.Y), Nearest(one.Z - other.Z));
        return Math.Abs(d.X) <= reach.X && Math.Abs(d.Y) <= reach.Y && Math.Abs(d.Z) <= reach.Z
            && lattice.ToCartesian(d).Length < OnePlaceAngstrom;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Astray(Structure structure)
    {
        for (var i = 0; i < structure.Sites.Length; i++)
        {
            var place = structure.Sites[i].Fractional;
            if (!(Math.Max(Math.Abs(place.X), Math.Max(Math.Abs(place.Y), Math.Abs(place.Z))) <= FarthestCell))
                return i;
        }
        return -1;
    }

    // Sorted by x, only neighbours within reach along x are compared.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int First, int Second)? TwoOnOnePlace(Structure structure)
    {
        var sites = structure.Sites;
        var x = new double[sites.Length];
        var order = new int[sites.Length];
        for (var i = 0; i < sites.Length; i++)
            (x[i], order[i]) = (sites[i].Fractional.X - Math.Floor(sites[i].Fractional.X), i);
        Array.Sort(x, order);
        var reach = OnePlaceAngstrom * structure.Lattice.ReciprocalLengths;
        var (reachX, lattice) = (Math.Min(reach.X, 1), structure.Lattice);
        for (var i = 0; i < x.Length; i++)
        {
            for (var step = 1; step < x.Length; step++)
            {
                var next = (i + step) % x.Length;
                var along = x[next] - x[i] + (next < i ? 1 : 0);
                if (along > reachX)
                    break;
                if (OnePlace(lattice, reach, sites[order[i]].Fractional, sites[order[next]].Fractional))
                    return (Math.Min(order[i], order[next]), Math.Max(order[i], order[next]));
            }
        }
        return null;
    }
}
