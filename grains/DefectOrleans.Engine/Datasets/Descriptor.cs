using System.Collections.Immutable;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>What a row of <c>descriptors.csv</c> says of its structures: material, supercell and kinds of the defects.</summary>
internal sealed record Descriptor(string Id, string Material, (int A, int B)? Cell, ImmutableArray<DefectKind> Kinds)
{
    private const string Expected =
        "a list such as [{'type': 'vacancy', 'element': 'S'}, {'type': 'substitution', 'from': 'S', 'to': 'Se'}]";

    /// <summary>All descriptors by id.</summary>
    public static Dictionary<string, Descriptor> ReadAll(FolderFiles files, BadRows faults)
    {
        var (path, text) = files.Open("descriptors.csv");
        var table = Table.Read(text, path, "_id", ["base", "defects"], faults);
        var all = new Dictionary<string, Descriptor>();
        foreach (var row in table.Rows)
        {
            try
            {
                var cell = table.Columns.ContainsKey("cell") ? ParseCell(row.Text("cell")) : null;
                var id = row.Text("_id");
                all.Add(id, new Descriptor(id, row.Text("base"), cell, ParseDefects(row.Text("defects"))));
            }
            catch (FormatException fault)
            {
                faults.Report($"{row.Where} (id {row.Text("_id")}): {fault.Message}");
            }
        }
        return all;
    }

    /// <summary>In what a structure differs from the descriptor; null where it does not.</summary>
    public string? Difference(DefectiveStructure structure)
    {
        var found = structure.Defects.Select(defect => defect.Kind).Order().ToList();
        if (!found.SequenceEqual(Kinds))
            return $"descriptor {Id} says {Written(Kinds)}, the structure has {Written(found)}";
        return HasCell(structure)
            ? null
            : $"descriptor {Id} says {Cell?.A}×{Cell?.B} unit cells, the structure has {structure.Shape}";
    }

    /// <summary>Whether a structure has the atoms that the descriptor says, on whichever sites.</summary>
    public bool HasComposition(DefectiveStructure structure)
    {
        var difference = new Dictionary<string, int>();
        Add(structure.Defects.Select(defect => defect.Kind), 1);
        Add(Kinds, -1);
        return difference.Values.All(count => count == 0);

        void Add(IEnumerable<DefectKind> kinds, int sign)
        {
            foreach (var kind in kinds)
            {
                difference[kind.Site] = difference.GetValueOrDefault(kind.Site) - sign;
                if (kind.Element is { } element)
                    difference[element] = difference.GetValueOrDefault(element) + sign;
            }
        }
    }

    /// <summary>
    /// Whether a structure has the unit cells along a and b that the descriptor says; sheared ones can't be said.
    /// </summary>
    public bool HasCell(DefectiveStructure structure) => Cell is not var (a, b) || structure.Shear > 0
        || (a, b) == (structure.CellA, structure.CellB) || (b, a) == (structure.CellA, structure.CellB);

    /// <summary>A cell such as (8, 8, 1) or [8, 8, 1].</summary>
    /// <exception cref="FormatException">The text is none.</exception>
    public static (int A, int B)? ParseCell(string text)
    {
        if (text.Length == 0)
            return null;
        if (Literal(text, "cell") is List<object?> { Count: 2 or 3 } numbers
            && numbers.TrueForAll(number => number is double and >= 1 and <= 1000 && (double)number % 1 == 0))
            return ((int)(double)numbers[0]!, (int)(double)numbers[1]!);
        throw new FormatException($"'{text}' in column cell; whole numbers such as (8, 8, 1) were expected");
    }

    private static ImmutableArray<DefectKind> ParseDefects(string text)
    {
        if (Literal(text, "defects") is not List<object?> list)
            throw new FormatException($"'{text}' in column defects; {Expected} was expected");
        return [.. list.Select(entry => Kind(entry as Dictionary<string, object?>
            ?? throw new FormatException($"an entry of column defects is no dictionary; {Expected} was expected"))).Order()];
    }

    private static DefectKind Kind(Dictionary<string, object?> entry) => entry.GetValueOrDefault("type") switch
    {
        "vacancy" => new DefectKind(null, Element(entry, "element")),
        "substitution" => new DefectKind(Element(entry, "to"), Element(entry, "from")),
        var type => throw new FormatException($"defect type '{type}' in column defects; vacancy or substitution was expected"),
    };

    private static string Element(Dictionary<string, object?> entry, string key) => entry.GetValueOrDefault(key) switch
    {
        string symbol when Elements.IsSymbol(symbol) => symbol,
        var other => throw new FormatException(
            $"'{other}' as '{key}' of a {entry["type"]} in column defects; an element's symbol was expected"),
    };

    private static object? Literal(string text, string column)
    {
        try
        {
            return PythonLiteral.Parse(text);
        }
        catch (FormatException fault)
        {
            throw new FormatException(
                $"column {column}: {fault.Message}; {(column == "cell" ? "whole numbers such as (8, 8, 1)" : Expected)} was "
                    + $"expected",
                fault);
        }
    }

    private static string Written(IReadOnlyCollection<DefectKind> kinds) => kinds.Count == 0
        ? "no defects"
        : string.Join(
            ", ", kinds.CountBy(kind => kind).Select(kind => kind.Value == 1 ? $"{kind.Key}" : $"{kind.Value} {kind.Key}"));
}
