using System.Collections.Immutable;
using static DefectOrleans.Engine.Crystals.FileText;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// Reads POSCAR and CONTCAR files of VASP: version 5 with a line of elements, version 4 where the comment names them;
/// direct or Cartesian, with or without selective dynamics.
/// </summary>
public static class PoscarReader
{
    private static readonly char[] Blank = [' ', '\t', '\r'];

    /// <summary>Reads a POSCAR's text.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The structure's name.</param>
    /// <param name="source">What messages call the file; the name where it is not given.</param>
    /// <exception cref="InputException">The text is no POSCAR; the message says in which line.</exception>
    public static Structure Read(string text, string name, string? source = null)
    {
        var lines = new Lines(text.Split('\n'), source ?? name);
        var comment = lines.Next("a comment");
        var scale = lines.Next("the scale");
        var (lattice, stretch) = Scaled([.. Enumerable.Range(0, 3).Select(_ => lines.Vector("a lattice vector"))], scale, lines);
        var elements = Elements(lines, comment);
        var mode = lines.Next("'Direct' or 'Cartesian'");
        if (StartsWith(mode, 's'))
            mode = lines.Next("'Direct' or 'Cartesian'");
        var cartesian = StartsWith(mode, 'c') || StartsWith(mode, 'k');
        if (!cartesian && !StartsWith(mode, 'd'))
            throw lines.Fault($"'{string.Join(' ', mode)}'; 'Direct' or 'Cartesian' was expected");
        var sites = ImmutableArray.CreateBuilder<Site>(elements.Count);
        foreach (var element in elements)
        {
            var place = lines.Vector($"the position of site {sites.Count + 1} of {elements.Count}");
            sites.Add(new Site(element, cartesian ? lattice.ToFractional(stretch(place)) : place));
        }
        // Velocities may follow, after an empty line or a line of their own.
        if (lines.Following.Take(3).Count(word => TryNumber(word, out _)) == 3)
        {
            lines.Next("");
            throw lines.Fault(
                $"a position beyond the {elements.Count} that the numbers of atoms count ({Counted(elements)}); as many "
                    + "positions as atoms were expected");
        }
        return Checked(new Structure(name, lattice, sites.ToImmutable()), source ?? name);
    }

    private static string Counted(List<string> elements) =>
        string.Join(", ", elements.CountBy(element => element).Select(count => $"{count.Key} {count.Value}"));

    private static bool StartsWith(string[] words, char letter) =>
        words.Length > 0 && char.ToLowerInvariant(words[0][0]) == letter;

    // One factor for all lengths, minus the volume in Å³, or one factor for each Cartesian direction.
    private static (Lattice Lattice, Func<Vec3, Vec3> Stretch) Scaled(Vec3[] vectors, string[] scale, Lines lines)
    {
        try
        {
            var factors = Leading(scale) switch
            {
                [> 0 and var x, > 0 and var y, > 0 and var z, ..] => new Vec3(x, y, z),
                { Count: < 3 } and [> 0 and var all, ..] => all * new Vec3(1, 1, 1),
                { Count: < 3 } and [< 0 and var volume, ..] =>
                    Math.Cbrt(-volume / new Lattice(vectors[0], vectors[1], vectors[2]).Volume) * new Vec3(1, 1, 1),
                _ =>
                    throw new InputException(
                        $"'{string.Join(' ', scale)}' in line 2 where the scale was expected (a number, negative for a volume, "
                            + "or three positive ones)"),
            };
            Vec3 Stretch(Vec3 v) => new(factors.X * v.X, factors.Y * v.Y, factors.Z * v.Z);
            return (new Lattice(Stretch(vectors[0]), Stretch(vectors[1]), Stretch(vectors[2])), Stretch);
        }
        catch (InputException fault)
        {
            throw lines.Fault(fault.Message);
        }
    }

    /// <summary>The numbers that a line begins with; a comment may follow.</summary>
    private static List<double> Leading(string[] words)
    {
        var numbers = new List<double>();
        foreach (var word in words)
        {
            if (!TryNumber(word, out var number))
                break;
            numbers.Add(number);
        }
        return numbers;
    }

    /// <summary>The element of each site in turn.</summary>
    private static List<string> Elements(Lines lines, string[] comment)
    {
        var names = lines.Next("elements, or numbers of atoms");
        var counts = names;
        if (names.Length > 0 && !TryNumber(names[0], out _))
            counts = lines.Next("numbers of atoms");
        else
            names = [.. comment.Select(word => word.TrimEnd("0123456789".ToCharArray()))];
        counts = [.. counts.TakeWhile(word => char.IsAsciiDigit(word[0]))];
        if (names.Length != counts.Length)
        {
            throw lines.Fault($"{counts.Length} numbers of atoms for the elements '{string.Join(' ', names)}'; "
                + "one number for each element was expected (VASP 5 names elements in the line above, VASP 4 in the comment)");
        }
        var all = new List<string>();
        for (var i = 0; i < counts.Length; i++)
        {
            // Pseudopotentials add to the name: Mo_sv, S/1a2b3c.
            var element = Crystals.Elements.OfSpecies(names[i].Split('_', '/')[0])
                ?? throw lines.Fault($"'{names[i]}' is no element's symbol");
            if (!int.TryParse(counts[i], out var count) || count > 1_000_000)
                throw lines.Fault($"'{counts[i]}' where a number of {element} atoms was expected");
            all.AddRange(Enumerable.Repeat(element, count));
        }
        return all;
    }

    /// <summary>The lines of a file, split into words, read one after the other.</summary>
    private sealed class Lines(string[] lines, string source)
    {
        private int _read;

        public string Source => source;

        public string[] Next(string expected) => _read < lines.Length
            ? lines[_read++].Split(Blank, StringSplitOptions.RemoveEmptyEntries)
            : throw new InputException(
                $"{source}: ends after line {lines.Length}; {expected} was expected (the file is cut off)");

        /// <summary>The next line, which stays the next; empty at the end.</summary>
        public string[] Following => _read < lines.Length ? lines[_read].Split(Blank, StringSplitOptions.RemoveEmptyEntries) : [];

        public Vec3 Vector(string expected)
        {
            var words = Next(expected);
            if (words.Length < 3)
                throw Fault($"'{string.Join(' ', words)}' where {expected} was expected (three numbers)");
            return new Vec3(Number(words[0], source, _read, expected), Number(words[1], source, _read, expected),
                Number(words[2], source, _read, expected));
        }

        /// <summary>A fault in the line last read.</summary>
        public InputException Fault(string message) => FileText.Fault(source, _read, message);
    }
}
