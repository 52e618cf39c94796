using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using static DefectOrleans.Engine.Crystals.FileText;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>
/// Reads structures as pymatgen writes them to JSON (<c>Structure.as_dict()</c>): alone, as <c>structure</c> or
/// <c>entry.structure</c> of a document, or in a list of any of these.
/// </summary>
public static partial class PymatgenReader
{
    /// <summary>Reads the structures of a JSON document.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="name">The structure's name; several are told apart by a number.</param>
    /// <param name="source">What messages call the file; the name where it is not given.</param>
    /// <exception cref="InputException">The text is no JSON of fully occupied structures; the message says where.</exception>
    public static IReadOnlyList<Structure> Read(string text, string name, string? source = null)
    {
        source ??= name;
        try
        {
            using var document = JsonDocument.Parse(WithoutNaN(text));
            var found = Within(document.RootElement, source).ToList();
            if (found.Count == 0)
                throw new InputException($"{source}: an empty list; at least one pymatgen structure was expected");
            return [
                .. found.Select((structure, i) =>
                    ReadStructure(structure, StructureFormat.Numbered(name, i, found.Count),
                        StructureFormat.Numbered(source, i, found.Count)))
            ];
        }
        catch (JsonException fault)
        {
            throw new InputException(
                $"{source}, line {fault.LineNumber + 1}: no valid JSON (cut off?); a pymatgen structure was expected", fault);
        }
        catch (InvalidOperationException fault)
        {
            // A text that is found to be none when it is asked for.
            throw new InputException(
                $"{source}: no valid JSON (a text with half a character, such as \\uD800); a pymatgen structure was expected",
                fault);
        }
    }

    // Python writes NaN and Infinity, which JSON has not. As texts they are refused only where a number is needed.
    private static string WithoutNaN(string text) => text.Contains("NaN", StringComparison.Ordinal)
        || text.Contains("Infinity", StringComparison.Ordinal)
        ? TextOrNaN().Replace(text, match => match.Groups[1].Success ? $"\"{match.Value}\"" : match.Value)
        : text;

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|(NaN|-?Infinity)
        """, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TextOrNaN();

    private static IEnumerable<JsonElement> Within(JsonElement element, string source) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Within(item, source)),
        JsonValueKind.Object when Has(element, "lattice") || Has(element, "sites") => [element],
        JsonValueKind.Object when element.TryGetProperty("structure", out var inner)
            || element.TryGetProperty("entry", out inner) => Within(inner, source),
        _ =>
            throw new InputException(
                $"{source}: no structure in it; a pymatgen structure with 'lattice' and 'sites' was expected, or a document that "
                    + "has one as 'structure'"),
    };

    private static bool Has(JsonElement element, string member) => element.TryGetProperty(member, out _);

    private static Structure ReadStructure(JsonElement structure, string name, string source)
    {
        var lattice = ReadLattice(Member(structure, "lattice", "the structure", source), source);
        var sites = ImmutableArray.CreateBuilder<Site>();
        foreach (var site in Items(Member(structure, "sites", "the structure", source), "sites", source))
            sites.Add(ReadSite(site, lattice, $"site {sites.Count + 1}", source));
        return Checked(new Structure(name, lattice, sites.ToImmutable()) { Warnings = OfCharge(structure) }, source);
    }

    private static ImmutableArray<string> OfCharge(JsonElement structure) =>
        structure.TryGetProperty("charge", out var charge) && charge.ValueKind == JsonValueKind.Number && charge.GetDouble() != 0
            ? [$"the file says charge {charge.GetRawText()}; formulas are of neutral structures"]
            : [];

    private static Lattice ReadLattice(JsonElement lattice, string source)
    {
        try
        {
            if (lattice.ValueKind == JsonValueKind.Object && lattice.TryGetProperty("matrix", out var matrix))
            {
                var rows = Items(matrix, "matrix", source).Select(row => Vector(row, "lattice.matrix", source)).ToList();
                return rows.Count == 3
                    ? new Lattice(rows[0], rows[1], rows[2])
                    : throw new InputException($"lattice.matrix has {rows.Count} rows; three were expected");
            }
            var numbers = ((string[])["a", "b", "c", "alpha", "beta", "gamma"])
                .Select(part => Number(Member(lattice, part, "the lattice", source), $"lattice.{part}", source)).ToList();
            return Lattice.FromLengthsAndAngles(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
        }
        catch (InputException fault) when (!fault.Message.StartsWith(source, StringComparison.Ordinal))
        {
            throw new InputException($"{source}: {fault.Message}", fault);
        }
    }

    private static Site ReadSite(JsonElement site, Lattice lattice, string where, string source)
    {
        var species = Items(Member(site, "species", where, source), $"{where}: species", source);
        if (species.Count != 1)
            throw new InputException($"{source}: {where} has {species.Count} species; one was expected");
        if (species[0].ValueKind == JsonValueKind.Object && species[0].TryGetProperty("occu", out var occupancy)
            && Math.Abs(Number(occupancy, $"{where}: occu", source) - 1) > 1e-6)
            throw new InputException($"{source}: {where}: occupancy {occupancy}; fully occupied sites (1) were expected");
        var symbol = Member(species[0], "element", where, source).ToString();
        var element = Elements.OfSpecies(symbol)
            ?? throw new InputException($"{source}: {where}: '{symbol}' is no element's symbol");
        return site.TryGetProperty("abc", out var fractional)
            ? new Site(element, Vector(fractional, $"{where}: abc", source))
            : new Site(element, lattice.ToFractional(Vector(Member(site, "xyz", where, source), $"{where}: xyz", source)));
    }

    private static JsonElement Member(JsonElement parent, string name, string where, string source) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
            ? member
            : throw new InputException($"{source}: {where} has no '{name}'; a pymatgen structure was expected");

    private static List<JsonElement> Items(JsonElement array, string where, string source) => array.ValueKind
        == JsonValueKind.Array
        ? [.. array.EnumerateArray()]
        : throw new InputException($"{source}: {where} is no list; one was expected");

    private static Vec3 Vector(JsonElement array, string where, string source) => Items(
        array, where, source) is [var x, var y, var z]
        ? new Vec3(Number(x, where, source), Number(y, where, source), Number(z, where, source))
        : throw new InputException($"{source}: {where}: {array} where three numbers were expected");

    private static double Number(JsonElement number, string where, string source) =>
        number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out var value) && double.IsFinite(value)
            ? value
            : throw new InputException($"{source}: {where}: {number.GetRawText()} where a finite number was expected");
}
