using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Arrangements;

namespace DefectOrleans.Cli.Arranging;

/// <summary>What a scan found, for people and for programs.</summary>
internal static class ScanReport
{
    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter writer, FormulaBook book, CellEnergies cell, Scan scan)
    {
        var counted = scan.Inequivalent is { } listed ? $", {listed} of them inequivalent" : "";
        writer.WriteLine(
            $"{cell.Counts} in {cell.Supercell.Shape} {book.Material}: {Count(scan)} arrangements{counted} "
                + $"({scan.Operations} symmetry operations)");
        var rows = scan.Best.Select((found, rank) => (string[])
        [
            Written.Count(rank + 1), Written.Ev(found.FormationEnergy), Written.Ev(found.BindingEnergy), Written.Ev(found.Homo),
            Written.Ev(found.Lumo), Written.Ev(found.Gap), found.Multiplicity.ToString(CultureInfo.InvariantCulture),
            Sites(found.Structure) + (found.IsOutside ? "  (beyond what the book learned)" : ""),
        ]);
        PlainTable.Write(
            writer,
            [
                "rank", "E (eV)", "binding (eV)", "HOMO (eV)", "LUMO (eV)", "gap (eV)", "times",
                "kind at site of the unit cell (a, b)",
            ],
            [.. rows]);
    }

    /// <summary>Writes CSV.</summary>
    public static void WriteCsv(TextWriter writer, Scan scan) => CsvDocuments.Write(
        writer,
        [
            "rank", "id", "multiplicity", "formation_energy_eV", "binding_energy_eV", "homo_eV", "lumo_eV", "gap_eV", "outside",
            "sites",
        ],
        scan.Best.Select((found, rank) => (string[])
        [
            Written.Count(rank + 1), found.Structure.Id, found.Multiplicity.ToString(CultureInfo.InvariantCulture),
            CsvDocuments.Number(found.FormationEnergy), CsvDocuments.Number(found.BindingEnergy), CsvDocuments.Number(found.Homo),
            CsvDocuments.Number(found.Lumo), CsvDocuments.Number(found.Gap), found.IsOutside ? "true" : "false",
            Sites(found.Structure),
        ]));

    /// <summary>The answer as JSON.</summary>
    public static object Json(FormulaBook book, CellEnergies cell, Scan scan, string rank) => new
    {
        material = book.Material,
        cell = (int[])[cell.Supercell.CellA, cell.Supercell.CellB],
        defects = cell.Counts.ToString(),
        by = rank,
        arrangements = (double)scan.Arrangements,
        inequivalent = scan.Inequivalent,
        symmetry_operations = scan.Operations,
        proven = scan.IsProven,
        results = scan.Best.Select((found, at) => new
        {
            rank = at + 1,
            id = found.Structure.Id,
            multiplicity = found.Multiplicity,
            formation_energy_eV = found.FormationEnergy,
            binding_energy_eV = found.BindingEnergy,
            homo_eV = found.Homo,
            lumo_eV = found.Lumo,
            gap_eV = found.Gap,
            outside = found.IsOutside,
            defects = Defects(found.Structure),
        }),
    };

    /// <summary>Defects with their sites, for JSON.</summary>
    public static IEnumerable<object> Defects(LatticeStructure structure) =>
        structure.Defects.Select(d => new { kind = d.Kind, basis = d.Basis, a = d.A, b = d.B });

    /// <summary>Defects with their sites, on one line.</summary>
    public static string Sites(LatticeStructure structure) => string.Join(' ', structure.Defects.Select(defect =>
        string.Create(CultureInfo.InvariantCulture, $"{defect.Kind}@{defect.Basis}({defect.A},{defect.B})")));

    private static string Count(Scan scan) => scan.Arrangements.ToString(CultureInfo.InvariantCulture);
}
