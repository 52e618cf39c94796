using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using static DefectOrleans.Engine.Crystals.FileText;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// Extended XYZ as ASE and OVITO write it: a number of atoms, a line with <c>Lattice="…"</c> and <c>Properties=…</c>, then
/// an atom a line, Cartesian in Å. Several frames after each other are a trajectory.
/// </summary>
public sealed class ExtendedXyzFormat : StructureFormat
{
    // Of one property; the longest known are tensors of nine.
    private const int MostColumns = 1000;

    private const string Plain = "species:S:1:pos:R:3";

    private static readonly char[] Blank = [' ', '\t'];

    /// <inheritdoc/>
    public override string Name => "extended XYZ";

    /// <inheritdoc/>
    public override ImmutableArray<string> Extensions { get; } = [".xyz", ".extxyz"];

    /// <inheritdoc/>
    public override bool Recognises(string text) =>
        text.Split('\n', 3) is [var count, var comment, _] && int.TryParse(count, out _)
            && comment.Contains("Lattice=", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override IReadOnlyList<Structure> Read(string text, string name, string source)
    {
        var lines = text.Split('\n');
        var frames = new List<Structure>();
        for (var at = 0; at < lines.Length;)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
                at++;
            else
                frames.Add(ReadFrame(lines, ref at, name, source));
        }
        return [.. frames.Select((frame, i) => frame with { Name = Numbered(name, i, frames.Count) })];
    }

    /// <inheritdoc/>
    public override Func<IReadOnlyList<Structure>, string> Write => structures => string.Concat(structures.Select(Frame));

    private static Structure ReadFrame(string[] lines, ref int at, string name, string source)
    {
        var first = at;
        if (!int.TryParse(lines[at], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var count) || count < 0)
            throw Fault(source, first + 1, $"'{lines[at].Trim()}' where a number of atoms was expected");
        if (count > lines.Length - at - 2 || string.IsNullOrWhiteSpace(lines[at + 1 + count]))
            throw new InputException(
                $"{source}: ends within the {count} atoms that line {first + 1} counts (the file is cut off)");
        var lattice = ReadLattice(Value(lines[at + 1], "Lattice"), source, first + 2);
        var columns = Columns(Value(lines[at + 1], "Properties") ?? Plain, source, first + 2);
        var sites = ImmutableArray.CreateBuilder<Site>(count);
        for (var row = first + 2; row < first + 2 + count; row++)
            sites.Add(
                ReadSite(lines[row].Split(Blank, StringSplitOptions.RemoveEmptyEntries), columns, lattice, source, row + 1));
        at = first + 2 + count;
        return Checked(new Structure(name, lattice, sites.ToImmutable()), source);
    }

    private static Site ReadSite(string[] words, (int Species, int Position) columns, Lattice lattice, string source, int line)
    {
        if (words.Length <= Math.Max(columns.Species, columns.Position + 2))
            throw Fault(source, line, $"'{string.Join(' ', words)}' where an atom's species and position were expected");
        var element = Elements.OfSpecies(words[columns.Species])
            ?? throw Fault(source, line, $"'{words[columns.Species]}' is no element's symbol");
        double Coordinate(int axis) => Number(words[columns.Position + axis], source, line, "a coordinate");
        return new Site(element, lattice.ToFractional(new Vec3(Coordinate(0), Coordinate(1), Coordinate(2))));
    }

    private static Lattice ReadLattice(string? value, string source, int line)
    {
        if (value is null)
            throw Fault(source, line,
                "no Lattice=\"ax ay az bx by bz cx cy cz\"; the cell's vectors were expected (a plain XYZ has none)");
        var words = value.Split(" ,[]\t".ToCharArray(), StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 9)
            throw Fault(source, line, $"Lattice has {words.Length} numbers; nine were expected");
        var numbers = Array.ConvertAll(words, word => Number(word, source, line, "a lattice vector"));
        try
        {
            return new Lattice(new(numbers[0], numbers[1], numbers[2]), new(numbers[3], numbers[4], numbers[5]),
                new(numbers[6], numbers[7], numbers[8]));
        }
        catch (InputException fault)
        {
            throw Fault(source, line, fault.Message);
        }
    }

    /// <summary>Which words of a line are species and position: <c>name:type:columns</c> for each property in turn.</summary>
    private static (int Species, int Position) Columns(string properties, string source, int line)
    {
        var (species, position, column) = (-1, -1, 0);
        var parts = properties.Split(':');
        for (var i = 0; i + 2 < parts.Length; i += 3)
        {
            if (!int.TryParse(parts[i + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var width)
                || width is < 1 or > MostColumns)
                throw Fault(source, line,
                    $"Properties={properties}; name:type:columns for each property was expected, of 1 to {MostColumns} columns");
            if (parts[i].Equals("species", StringComparison.OrdinalIgnoreCase))
                species = column;
            if (parts[i].Equals("pos", StringComparison.OrdinalIgnoreCase) && width == 3)
                position = column;
            column += width;
        }
        return species >= 0 && position >= 0
            ? (species, position)
            : throw Fault(source, line, $"Properties={properties}; species:S:1 and pos:R:3 were expected among them");
    }

    /// <summary>The value of a key in the second line, without its quotes; null where there is none.</summary>
    private static string? Value(string line, string key)
    {
        for (var at = 0; (at = line.IndexOf(key + "=", at, StringComparison.OrdinalIgnoreCase)) >= 0; at += key.Length)
        {
            if (at > 0 && !char.IsWhiteSpace(line[at - 1]))
                continue;
            var value = line[(at + key.Length + 1)..];
            var close = value is ['"' or '\'', ..]
                ? value.IndexOf(value[0], 1)
                : value is ['[', ..] ? value.LastIndexOf(']') : value.IndexOfAny(Blank);
            return (close < 0 ? value : value[..close]).Trim('"', '\'', ' ');
        }
        return null;
    }

    private static string Frame(Structure structure)
    {
        var text = new StringBuilder();
        var (a, b, c) = (structure.Lattice.A, structure.Lattice.B, structure.Lattice.C);
        Add(text, $"{structure.Sites.Length}\nLattice=\"{Row(a)} {Row(b)} {Row(c)}\" Properties={Plain} pbc=\"T T F\"\n");
        foreach (var site in structure.Sites)
            Add(text, $"{site.Element} {Row(structure.Lattice.ToCartesian(site.Fractional))}\n");
        return text.ToString();
    }

    private static string Row(Vec3 v) => string.Create(CultureInfo.InvariantCulture, $"{v.X:F10} {v.Y:F10} {v.Z:F10}");

    private static void Add(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture));
}
