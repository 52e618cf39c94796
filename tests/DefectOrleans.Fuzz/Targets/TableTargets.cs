using DefectOrleans.Cli.Fitting;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Fuzz;

/// <summary>CSV tables, and the Python literals in their cells.</summary>
internal static class TableTargets
{
    private const string Fit = """
        distance,height,energy,weight
        1.0,0.5,2.5,1
        2.0,0.5,1.25,1
        3.0,1.5,"0.83333",2
        4.5,1.5,0.5,1e-1
        """;

    private const string Semicolons = """
        # distances in Å
        distance;energy
        1,0;2,5
        2,0;1,25
        """;

    private const string Groups = """
        pair,r,energy
        V_S|V_S,1.0,2.5
        V_S|V_S,2.0,1.25
        "V_Mo|V_S",1.0,-2.5
        "V_Mo|V_S",3.0,-0.8
        """;

    private const string Targets2Dmd = """
        _id,descriptor_id,energy,energy_per_atom,fermi_level,homo,lumo,band_gap,normalized_homo,normalized_lumo
        a1,d1,-1234.5,-6.4,-0.5,-1.2,0.4,1.6,-0.9,0.7
        a2,d2,-1230.1,-6.3,-0.4,-1.1,0.3,1.4,-0.8,0.6
        "a, 3",d3,-1229.9,-6.2,-0.3,-1.0,0.2,1.2,-0.7,0.5
        """;

    public static IEnumerable<Target> All() =>
    [
        Targets.OfText("csv to fit", ReadFit, Fit, Semicolons),
        Targets.OfText("csv in groups", ReadGroups, Groups),
        Targets.OfText(
            "csv of 2dmd", text =>
                Table.Read(new StringReader(text), "targets.csv", "_id", ["energy"], new BadRows(skipBad: false)), Targets2Dmd),
        Targets.OfText(
            "csv of 2dmd, bad rows left out", text =>
                Table.Read(new StringReader(text), "targets.csv", "_id", ["energy"], new BadRows(skipBad: true)), Targets2Dmd),
        Targets.OfText(
            "python literal", ReadLiteral,
            """[{'type': 'vacancy', "element": 'S'}, {'type': 'substitution', 'from': 'Mo', 'to': 'W'}]""", "(8, 8, 1)",
            "[8, 8, 1]", "{'a': None, 'b': [True, -1.5e-3]}"),
    ];

    private static void ReadFit(string text)
    {
        var table = TableFile.Read(text, "table.csv");
        FitTable.From(table, "energy", weights: table.Names.Contains("weight") ? "weight" : null, average: text.Length % 2 == 0);
    }

    private static void ReadGroups(string text)
    {
        var table = TableFile.Read(text, "table.csv", "pair");
        GroupedTable.Of(FitTable.From(table, "energy", weights: null, average: false), "pair");
    }

    private static void ReadLiteral(string text)
    {
        try
        {
            Descriptor.ParseCell(text);
            PythonLiteral.Parse(text);
        }
        catch (FormatException fault)
        {
            // Descriptors tell it with file and row.
            throw new InputException(fault.Message, fault);
        }
    }
}
