using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>What is in a folder, for people.</summary>
internal static class InspectionText
{
    private const int MostMismatches = 10, MostMisfits = 10;

    /// <summary>Writes tables of structures, kinds, pair types and ranges, then mismatches, misfits and warnings.</summary>
    public static void Write(IAnsiConsole console, Dataset dataset, FolderInspection inspection)
    {
        console.Line(
            $"{inspection.Folder}: {inspection.Material}, {inspection.Cell[0]}×{inspection.Cell[1]} unit cells, "
                + $"{inspection.Structures} structures");
        console.Write(Counts("Defects per structure", "Structures", inspection.DefectsPerStructure));
        console.Write(Counts("Defect kind", "Defects", inspection.Kinds));
        WritePairTypes(console, dataset, inspection);
        WriteRanges(console, dataset);
        WriteMismatches(console, inspection);
        WriteMisfits(console, inspection);
        foreach (var warning in inspection.Warnings)
            console.Line($"warning: {warning}");
        console.Line("");
    }

    private static Table Counts(string name, string count, IReadOnlyDictionary<string, int> counts)
    {
        var table = Tables.New(1, name, count);
        foreach (var (key, value) in counts)
            table.Add(key, Written.Count(value));
        return table;
    }

    private static void WritePairTypes(IAnsiConsole console, Dataset dataset, FolderInspection inspection)
    {
        if (inspection.PairTypes.Count == 0)
            return;
        var distances = dataset.Samples
            .SelectMany(s => s.Structure.Pairs)
            .ToLookup(p => p.Channel.Type.ToString(), p => p.DistanceAngstrom);
        var table = Tables.New(1, "Pair type", "Pairs", "Nearest (Å)", "Farthest (Å)");
        foreach (var (type, count) in inspection.PairTypes)
            table.Add(
                type, Written.Count(count), Written.Angstrom(distances[type].Min()), Written.Angstrom(distances[type].Max()));
        console.Write(table);
    }

    private static void WriteRanges(IAnsiConsole console, Dataset dataset)
    {
        var table = Tables.New(1, "Property", "Values", "Least (eV)", "Mean (eV)", "Most (eV)");
        Add("formation energy per site",
            s => s.Structure.Defects.IsEmpty ? null : s.Targets.FormationEnergy / s.Structure.Defects.Length);
        Add("gap", s => s.Targets.Gap);
        Add("HOMO", s => s.Targets.Homo);
        Add("LUMO", s => s.Targets.Lumo);
        Add("HOMO, aligned", s => s.Targets.NormalizedHomo);
        Add("LUMO, aligned", s => s.Targets.NormalizedLumo);
        foreach (var other in Quantity.Others)
            Add(
                Written.NameAndUnit(other.Property),
                s => other.Calculated(s.Targets, LevelReference.Raw, s.Structure.Defects.Length));
        console.Write(table);

        void Add(string name, Func<Sample, double?> property)
        {
            var values = dataset.Samples.Select(property).OfType<double>().ToList();
            if (values.Count > 0)
                table.Add(name, Written.Count(values.Count), Written.Ev(values.Min()), Written.Ev(values.Average()),
                    Written.Ev(values.Max()));
        }
    }

    private static void WriteMisfits(IAnsiConsole console, FolderInspection inspection)
    {
        foreach (var misfit in inspection.Misfits.Take(MostMisfits))
        {
            var side = misfit.EnergyEv > 0 ? "above" : "below";
            console.Line($"misfit: {misfit.Id}: {misfit.Defects} defects, {Written.Ev(Math.Abs(misfit.EnergyEv))} eV {side} "
                + "what the others say of them");
        }
        if (inspection.Misfits.Length > MostMisfits)
            console.Line($"misfit: {inspection.Misfits.Length - MostMisfits} more (--json has all)");
    }

    private static void WriteMismatches(IAnsiConsole console, FolderInspection inspection)
    {
        foreach (var mismatch in inspection.Mismatches.Take(MostMismatches))
            console.Line($"mismatch: {mismatch.Id}: {mismatch.Reason}");
        if (inspection.Mismatches.Length > MostMismatches)
            console.Line($"mismatch: {inspection.Mismatches.Length - MostMismatches} more (--json has all)");
    }
}
