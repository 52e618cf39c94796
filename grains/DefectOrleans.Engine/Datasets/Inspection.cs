using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Datasets;

/// <summary>What is in a folder, as <c>inspect --json</c> prints it.</summary>
/// <param name="Folder">The path as the user gave it.</param>
/// <param name="Material">The value of the column <c>base</c>.</param>
/// <param name="Cell">Unit cells along a and b.</param>
/// <param name="Structures">Number of structures read, those that differ from their descriptor too.</param>
/// <param name="DefectsPerStructure">Number of structures by number of defects, fewest defects first.</param>
/// <param name="Kinds">Number of defects by kind.</param>
/// <param name="PairTypes">Number of pairs by pair type.</param>
/// <param name="Mismatches">Structures that differ from their descriptor, or are not of the crystal.</param>
/// <param name="Warnings">What a user should know before fitting, one line each.</param>
public sealed record FolderInspection(
    [property: JsonPropertyName("folder")] string Folder,
    [property: JsonPropertyName("material")] string Material,
    [property: JsonPropertyName("cell")] ImmutableArray<int> Cell,
    [property: JsonPropertyName("structures")] int Structures,
    [property: JsonPropertyName("defects_per_structure")] IReadOnlyDictionary<string, int> DefectsPerStructure,
    [property: JsonPropertyName("kinds")] IReadOnlyDictionary<string, int> Kinds,
    [property: JsonPropertyName("pair_types")] IReadOnlyDictionary<string, int> PairTypes,
    [property: JsonPropertyName("mismatches")] ImmutableArray<Mismatch> Mismatches,
    [property: JsonPropertyName("warnings")] ImmutableArray<string> Warnings)
{
    /// <summary>Structures whose energy is far from what the others tell.</summary>
    [JsonPropertyName("misfits")]
    public ImmutableArray<Misfit> Misfits { get; init; } = [];
}

/// <summary>Says what is in a folder and what in it may mislead a fit.</summary>
public static class Inspection
{
    /// <summary>Smaller offsets of the pristine energy than this are not worth a word, eV.</summary>
    private const double NotableOffsetEv = 0.005;

    /// <summary>Gaps that differ by less are the same, eV.</summary>
    private const double SameGapEv = 0.001;

    private const int SkippedShown = 20;

    /// <summary>Inspects a folder that was read, best with <see cref="ReadOptions.CollectMismatches"/>.</summary>
    public static FolderInspection Of(Dataset dataset)
    {
        var structures = dataset.Samples.Select(sample => sample.Structure).ToList();
        var read = structures.Select(structure => structure.Id).ToHashSet();
        var cells = structures.CountBy(structure => structure.Shape).OrderByDescending(cell => cell.Value).ToList();
        var (a, b, _) = cells is [var most, ..] ? most.Key : default;
        return new FolderInspection(
            dataset.Folder,
            dataset.Material,
            [a, b],
            structures.Count + dataset.Mismatches.Count(mismatch => !read.Contains(mismatch.Id)),
            Counts(structures.Select(structure => structure.Defects.Length)),
            Counts(structures.SelectMany(structure => structure.Defects).Select(defect => defect.Kind)),
            Counts(structures.SelectMany(structure => structure.Pairs).Select(pair => pair.Channel.Type)),
            dataset.Mismatches,
            [
                .. dataset.Warnings, .. OtherCells(cells), .. Offset(dataset), .. TwoGaps(dataset), .. WildLevels(dataset),
                .. Skipped(dataset)
            ]);
    }

    private static Dictionary<string, int> Counts<T>(IEnumerable<T> things)
        where T : IComparable<T> =>
        things.CountBy(thing => thing).OrderBy(count => count.Key).ToDictionary(count => $"{count.Key}", count => count.Value);

    private static IEnumerable<string> OtherCells(List<KeyValuePair<CellShape, int>> cells)
    {
        if (cells.Count > 1)
            yield return $"supercells of several sizes: {string.Join(", ", cells.Select(cell => $"{cell.Value} of {cell.Key}"))}";
    }

    private static IEnumerable<string> Offset(Dataset dataset)
    {
        if (ReferenceOffset.Of(dataset) is { } offset && Math.Abs(offset) >= NotableOffsetEv)
        {
            yield return "reference offset: the energy of a far pair minus those of its single defects goes to "
                + Line($"{offset:+0.0000;-0.0000} eV, not to 0; ")
                + "the pristine energy is off by that, and a constant has to take it up";
        }
    }

    private static IEnumerable<string> TwoGaps(Dataset dataset)
    {
        var differences = dataset.Samples
            .Select(sample => Math.Abs((sample.Targets.BandGap - sample.Targets.Gap) ?? 0))
            .Where(difference => difference > SameGapEv).ToList();
        if (differences.Count > 0)
        {
            yield return Line(
                $"two gaps: band_gap differs from homo_lumo_gap in {differences.Count} of {dataset.Samples.Length} rows, ")
                + Line($"by up to {differences.Max():0.000} eV; homo_lumo_gap is used");
        }
    }

    private static IEnumerable<string> WildLevels(Dataset dataset)
    {
        foreach (var (column, level) in ((string, Func<Targets, double?>)[])[
            ("normalized_homo", targets => targets.NormalizedHomo), ("normalized_lumo", targets => targets.NormalizedLumo)])
        {
            if (NormalizedLevels.Wild(dataset, level) is { Count: > 0 } wild)
            {
                yield return Line($"wild levels: {wild.Count} of {dataset.Samples.Length} values of {column} ")
                    + "are far from the others or from 0 "
                    + Line($"({wild[0]:0.00} to {wild[^1]:0.00} eV), as if aligned to another core level; raw levels are safer");
            }
        }
    }

    private static IEnumerable<string> Skipped(Dataset dataset)
    {
        foreach (var message in dataset.SkippedRows.Take(SkippedShown))
            yield return $"left out: {message}";
        if (dataset.SkippedRows.Length > SkippedShown)
            yield return $"left out: {dataset.SkippedRows.Length - SkippedShown} more";
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);
}
