using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Evaluations;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>Errors of a set and its classes of defects.</summary>
internal static class EvaluationReport
{
    /// <summary>Dense sets hold nearly as many classes as structures; no one reads hundreds of rows.</summary>
    private const int MostClasses = 24;

    private static readonly Quantity[] Properties = [.. Quantity.All.OrderBy(q => q.Word, StringComparer.Ordinal)];

    /// <summary>Writes a set's errors by the book's reading, and beside them those by its other ones.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyList<ReadErrors> readings)
    {
        var set = readings[0].Errors;
        Write(console, set);
        if (readings.Count == 1)
            return;
        var ordered = readings.OrderByDescending(r => r.Reading).ToList();
        var table = Tables.New(1, ["MAE", .. ordered.Select(r => BookReadings.Name(r.Reading))]);
        foreach (var quantity in Properties.Where(q => set.Errors.ContainsKey(q.ErrorKey)))
        {
            table.Add([
                $"{quantity.Compared} (m{quantity.Unit})",
                .. ordered.Select(r => Written.MeV(r.Errors.Errors.GetValueOrDefault(quantity.ErrorKey)?.MeanAbsolute)),
            ]);
        }
        console.Line($"By reading; above, {BookReadings.Name(readings[0].Reading)}");
        console.Write(table);
    }

    /// <summary>All sets as a JSON document: by the book's reading, and by each reading.</summary>
    public static object Json(IReadOnlyList<IReadOnlyList<ReadErrors>> sets) => new
    {
        sets = sets.Select(set => Json(set[0].Errors)),
        readings = sets.SelectMany(set => set).GroupBy(r => r.Reading).OrderByDescending(g => g.Key).Select(g => new
        {
            reading = BookReadings.Name(g.Key),
            sets = g.Select(r => new { folder = r.Errors.Folder, properties = Json(r.Errors.Errors) }),
        }),
    };

    /// <summary>Writes the table of one set.</summary>
    public static void Write(IAnsiConsole console, SetErrors set)
    {
        console.Line($"{set.Folder} ({set.Material}): {set.Structures} structures that did not train the book");
        var shown = Properties.Where(p => set.Errors.ContainsKey(p.ErrorKey)).ToList();
        var table = Tables.New(
            1,
            [
                "Defects", "Structures",
                .. shown.SelectMany(p =>
                    (string[])[$"{p.Compared}\nMAE (m{p.Unit})", $"median\n(m{p.Unit})", $"95 %\n(m{p.Unit})"])
            ]);
        Add("all", set.Structures, set.Errors);
        foreach (var each in set.Classes.OrderByDescending(c => c.Structures).Take(MostClasses))
            Add(Written.Defects(each.Defects), each.Structures, each.Errors);
        console.Write(table);
        if (set.Classes.Length > MostClasses)
            console.Line($"and {set.Classes.Length - MostClasses} more classes (--json has all)");
        if (!set.Coverage.IsEmpty)
        {
            console.Line("Intervals that should hold 90 % hold " + string.Join(" and ", shown
                .Where(p => set.Coverage.ContainsKey(p.ErrorKey))
                .Select(p =>
                    string.Create(CultureInfo.InvariantCulture, $"{100 * set.Coverage[p.ErrorKey]:0.0} % ({p.Compared})"))));
        }

        void Add(string name, int structures, ImmutableSortedDictionary<string, ErrorSummary> errors) => table.Add(
            [name, Written.Count(structures), .. shown.SelectMany(p => Cells(errors.GetValueOrDefault(p.ErrorKey)))]);
    }

    /// <summary>One set as JSON.</summary>
    public static object Json(SetErrors set) => new
    {
        folder = set.Folder,
        material = set.Material,
        structures = set.Structures,
        properties = Json(set.Errors),
        coverage_90 = set.Coverage,
        classes = set.Classes.Select(c => new { defects = c.Defects, structures = c.Structures, properties = Json(c.Errors) }),
    };

    private static object Json(ImmutableSortedDictionary<string, ErrorSummary> errors) => errors.ToDictionary(
        e => e.Key,
        e =>
        {
            var unit = Properties.First(p => p.ErrorKey == e.Key).UnitKey;
            return new OrderedDictionary<string, object>
            {
                [$"mae_m{unit}"] = e.Value.MeanAbsolute,
                [$"median_m{unit}"] = e.Value.Median,
                [$"p95_m{unit}"] = e.Value.Percentile95,
                ["n"] = e.Value.Count,
            };
        });

    private static string[] Cells(ErrorSummary? errors) =>
        [Written.MeV(errors?.MeanAbsolute), Written.MeV(errors?.Median), Written.MeV(errors?.Percentile95)];
}
