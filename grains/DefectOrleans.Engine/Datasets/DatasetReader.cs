using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>Reads folders laid out as those of 2DMD (Huang et al., npj 2D Mater. Appl. 7, 6, 2023), packed or not.</summary>
public static class DatasetReader
{
    /// <summary>Reads a folder and finds the defects of every structure in it.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="options">How to read it.</param>
    /// <exception cref="InputException">A file is missing or wrong; the message says which, where, and what was
    /// expected.</exception>
    public static Dataset Read(string folder, ReadOptions? options = null)
    {
        options ??= new ReadOptions();
        var files = new FolderFiles(folder);
        var faults = new BadRows(options.SkipBad);
        var descriptors = Descriptor.ReadAll(files, faults);
        var defects = ReadTable(files, "defects.csv", ["descriptor_id"], faults);
        var targets = ReadTable(files, "targets.csv", [], faults);
        var rows = TargetRow.Join(targets, defects, descriptors, faults);
        if (rows.Count == 0)
            throw NothingLeft(targets.File, faults);
        var material = Material(rows);
        var energies = new FormationEnergies(files, material, faults);
        var (cellFile, unitCell) = UnitCell(files, material);
        var structures = files.Structures(faults);

        var outcomes = Match(rows, structures, new DefectFinder(unitCell), energies, options);
        var (samples, mismatches) = (ImmutableArray.CreateBuilder<Sample>(), ImmutableArray.CreateBuilder<Mismatch>());
        if (outcomes.Length > 1 && outcomes.All(outcome => outcome is { Mismatch: not null, Sample: null }))
            throw OtherCell(cellFile, unitCell, outcomes);
        foreach (var outcome in outcomes)
        {
            if (outcome.Fault is not null)
                faults.Report(outcome.Fault);
            if (outcome.Mismatch is not null)
                mismatches.Add(outcome.Mismatch);
            if (outcome.Sample is { } sample && !(sample.Structure.Defects.Length > options.MaxDefects))
                samples.Add(sample);
        }
        if (!outcomes.Any(outcome => outcome.Sample is not null))
            throw mismatches.Count > 0 ? OtherCell(cellFile, unitCell, outcomes) : NothingLeft(targets.File, faults);
        var cell = outcomes.First(outcome => outcome.Sample is not null).Sample!.Structure;
        return new Dataset(
            folder, material, unitCell, energies.Reference(cell.CellA, cell.CellB), WithoutZeros(samples, outcomes),
            mismatches.ToImmutable(), [.. faults.Skipped])
        {
            Warnings = [
                .. OtherSites(outcomes), .. OfFiles(samples),
                .. energies.Missing.Select(name => $"{name} is missing; formation energies are those of {targets.File}"),
                .. WithoutRow(structures, targets, defects)
            ],
        };
    }

    /// <summary>Holds that folders are of one material.</summary>
    /// <exception cref="InputException">They are of several.</exception>
    public static void RequireOneMaterial(IReadOnlyList<Dataset> datasets)
    {
        var first = datasets[0];
        if (datasets.FirstOrDefault(dataset => dataset.Material != first.Material) is { } other)
            throw new InputException(
                $"{other.Folder}: material {other.Material}, but {first.Folder} is of {first.Material}; folders of one material "
                    + "were expected");
    }

    private static Table ReadTable(FolderFiles files, string name, string[] needed, BadRows faults)
    {
        var (path, text) = files.Open(name);
        var table = Table.Read(text, path, "_id", needed, faults);
        return table.Rows.Count > 0 ? table : throw NothingLeft(path, faults);
    }

    private static InputException NothingLeft(string path, BadRows faults) => faults.Skipped is [var first, ..]
        ? new InputException($"{path}: no row can be used; {faults.Skipped.Count} were left out, first: {first}")
        : new InputException($"{path}: no rows; at least one was expected");

    private static string Material(List<TargetRow> rows)
    {
        var first = rows[0];
        if (rows.Find(row => row.Descriptor.Material != first.Descriptor.Material) is { } other)
        {
            throw new InputException(
                $"{other.Targets.Where} (id {other.Id}): base {other.Descriptor.Material}, but {first.Targets.Where} (id "
                    + $"{first.Id}) is of {first.Descriptor.Material}; a folder of one material was expected");
        }
        return first.Descriptor.Material;
    }

    /// <summary>A column of zeros says that the property was not calculated, as a moment where spins were not resolved.</summary>
    private static ImmutableArray<Sample> WithoutZeros(ImmutableArray<Sample>.Builder samples, Outcome[] outcomes)
    {
        Property[] zeros =
        [
            .. from quantity in Quantity.Others
               where outcomes.All(outcome => outcome.Sample?.Targets.Others.Of(quantity.Property) is null or 0)
               select quantity.Property,
        ];
        return
        [
            .. samples.Select(sample => sample with
            {
                Targets = sample.Targets with { Others = sample.Targets.Others.RemoveRange(zeros) },
            }),
        ];
    }

    private static ImmutableArray<string> OtherSites(Outcome[] outcomes)
    {
        var used = outcomes.Where(outcome => outcome is { Sample: not null, Mismatch: not null })
            .Select(outcome => outcome.Mismatch!).ToList();
        return used.Count == 0
            ? []
            : [
                $"{used.Count} structures have other defects than their descriptors say and are used as they are, first: "
                    + $"{used[0].Id}: {used[0].Reason}"
            ];
    }

    private static ImmutableArray<string> OfFiles(IReadOnlyList<Sample> samples)
    {
        var said = samples.Where(sample => !sample.Structure.Warnings.IsEmpty).ToList();
        return said.Count == 0
            ? []
            : [$"{said.Count} structures may mislead, first: {said[0].Id}: {said[0].Structure.Warnings[0]}"];
    }

    private static InputException OtherCell(string file, Structure unitCell, Outcome[] outcomes)
    {
        var atoms = string.Join(' ', unitCell.Sites.CountBy(site => site.Element).Select(count => $"{count.Key}{count.Value}"));
        var first = outcomes.First(outcome => outcome.Mismatch is not null);
        return new InputException(
            $"{file}: the unit cell ({atoms}) is not that of the folder's structures: none of {outcomes.Length} fits it, first: "
                + $"{first.Fault ?? first.Mismatch!.Reason}");
    }

    private static (string File, Structure Cell) UnitCell(FolderFiles files, string material)
    {
        if (material.Length == 0 || material.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
            throw new InputException($"'{material}' in column base of descriptors.csv; a material such as MoS2 was expected");
        var (path, text) = files.Open(material + ".cif");
        return (path, CifReader.Read(text.ReadToEnd(), material, path));
    }

    private static Outcome[] Match(
        List<TargetRow> rows, Dictionary<string, StructureFile> structures, DefectFinder finder, FormationEnergies energies,
        ReadOptions options)
    {
        var outcomes = new Outcome[rows.Count];
        Parallel.For(0, rows.Count, i =>
        {
            var row = rows[i];
            outcomes[i] = structures.TryGetValue(row.Id, out var file)
                ? MatchOne(row, file, finder, energies, options)
                : new Outcome(null, null, $"{row.Targets.Where}: id {row.Id} has no CIF among the initial structures");
        });
        return outcomes;
    }

    private static Outcome MatchOne(
        TargetRow row, StructureFile file, DefectFinder finder, FormationEnergies energies, ReadOptions options)
    {
        Structure atoms;
        try
        {
            atoms = CifReader.Read(file.Text(), row.Id, file.Source);
        }
        catch (InputException fault)
        {
            return new Outcome(null, null, fault.Message);
        }
        DefectiveStructure structure;
        try
        {
            structure = finder.Find(atoms);
        }
        catch (InputException fault)
        {
            return Differs(row, file, fault.Message, null, options);
        }
        try
        {
            var sample = new Sample(structure, row.Levels() with { FormationEnergy = Formation(row, structure, energies) });
            if (row.Descriptor.Difference(structure) is not { } difference)
                return new Outcome(sample, null, null);
            // In the published sets descriptors of one composition stand for each other: the calculation is of the structure.
            return row.Descriptor.HasComposition(structure) && row.Descriptor.HasCell(structure)
                ? new Outcome(sample, new Mismatch(row.Id, difference), null)
                : Differs(row, file, difference, sample, options);
        }
        catch (InputException fault)
        {
            return new Outcome(null, null, $"{row.Targets.Where} (id {row.Id}): {fault.Message}");
        }
    }

    private static Outcome Differs(TargetRow row, StructureFile file, string reason, Sample? sample, ReadOptions options) =>
        options.CollectMismatches
            ? new Outcome(sample, new Mismatch(row.Id, reason), null)
            : new Outcome(null, new Mismatch(row.Id, reason), $"{row.Targets.Where}, {file.Source}: {reason}");

    private static double? Formation(TargetRow row, DefectiveStructure structure, FormationEnergies energies) =>
        row.FormationEnergy
        ?? row.FormationEnergyPerSite * structure.Defects.Length
        ?? (row.Energy is { } energy ? energies.Of(structure, energy) : null);

    private static ImmutableArray<string> WithoutRow(Dictionary<string, StructureFile> structures, Table targets, Table defects)
    {
        var known = targets.Rows.Concat(defects.Rows).Select(row => row.Text("_id")).Concat(targets.Dropped)
            .Concat(defects.Dropped).ToHashSet();
        var unknown = structures.Keys.Where(id => !known.Contains(id)).Order(StringComparer.Ordinal).ToList();
        return unknown.Count == 0
            ? []
            : [$"{unknown.Count} initial structures have no row in {targets.File} and are not used, first: {unknown[0]}"];
    }

    /// <summary>What came of one row: a sample, a difference from its descriptor, or a fault.</summary>
    private sealed record Outcome(Sample? Sample, Mismatch? Mismatch, string? Fault);
}
