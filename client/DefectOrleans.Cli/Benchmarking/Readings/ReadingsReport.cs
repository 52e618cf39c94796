using System.Globalization;
using DefectOrleans.Cli.Benchmarking.Fig3;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking.Readings;

/// <summary>How far each reading is off, beside the paper's formulas, for people and for programs.</summary>
internal sealed record ReadingsReport(IReadOnlyList<ReadingTrial> Trials) : IBenchReport
{
    private static readonly string[] Headings =
    [
        "Material", "Property", "Reading", "MAE, meV", "Each seed", "Paper", "Within 90 %", "Numbers", "Complexity", "Overshoot",
    ];

    private sealed record Median(
        string Material, Property Property, Reading Reading, double MeV, IReadOnlyList<double> Each, double? Paper,
        double? Coverage, double Numbers, double Complexity, double Overshoot);

    /// <summary>An error as the page writes it.</summary>
    public static string MeV(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(3, Headings);
        foreach (var median in Medians())
            table.Add(Row(median));
        console.Write(table);
        foreach (var row in Laws())
            console.Line(string.Join(", ", row[..^1]) + $": {row[^1]}");
    }

    /// <summary>The document of <c>--json</c>.</summary>
    public object Json() => new
    {
        medians = Medians().Select(m => new
        {
            material = m.Material, property = Quantity.Of(m.Property).Word, reading = BookReadings.Name(m.Reading),
            mae_meV = m.MeV, seeds_meV = m.Each, paper_meV = m.Paper, coverage_90 = m.Coverage, numbers = m.Numbers,
            complexity = m.Complexity, overshoot = m.Overshoot,
        }),
        laws = Trials.Where(t => t.Law is not null).Select(t => new
        {
            material = t.Material, seed = t.Seed, law = BookLaws.Json(t.Law!),
        }),
    };

    /// <summary>A page with the tables.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date) =>
        new Markdown("Three readings of real crystals", command, machine, date)
            .Say(Paragraph.Of(typeof(ReadingsReport), "readings-columns"))
            .Table(3, Headings, Medians().Select(Row))
            .Say("The laws:")
            .Table(3, ["Material", "Property", "Seed", "Own", "Shared", "Exceptions", "Law"],
                Laws().Select(row => (string[])[.. row[..^1], Markdown.Code(row[^1])]));

    private IEnumerable<Median> Medians() =>
        from trial in Trials
        group trial by (trial.Material, trial.Property, trial.Reading) into same
        orderby same.Key.Material, same.Key.Property, same.Key.Reading descending
        select new Median(
            same.Key.Material, same.Key.Property, same.Key.Reading, Quantiles.Median(same.Select(t => t.Tested.MeanAbsolute)),
            [.. same.OrderBy(t => t.Seed).Select(t => t.Tested.MeanAbsolute)], PaperOf(same.Key.Material, same.Key.Property),
            same.All(t => t.Coverage is not null) ? same.Average(t => t.Coverage) : null,
            same.Average(t => t.Numbers), same.Average(t => t.Complexity), same.Max(t => t.Overshoot));

    private IEnumerable<string[]> Laws() =>
        from trial in Trials
        where trial.Law is not null
        orderby trial.Material, trial.Property, trial.Seed
        select (string[])
        [
            trial.Material, Quantity.Of(trial.Property).Word, Written.Count((int)trial.Seed),
            Written.Count(trial.Law!.OwnNames.Count), Written.Count(trial.Law.Shared.Count),
            Written.Count(trial.Law.Exceptions.Count), WrittenLaw.Form(trial.Law, FormulaLanguage.Text),
        ];

    private static string[] Row(Median median) =>
    [
        median.Material, Quantity.Of(median.Property).Word, BookReadings.Name(median.Reading), MeV(median.MeV),
        string.Join(" / ", median.Each.Select(MeV)), median.Paper is { } paper ? Short(paper) : "–",
        median.Coverage is { } share ? $"{Short(100 * share)} %" : "–",
        Short(median.Numbers), Short(median.Complexity), MeV(median.Overshoot),
    ];

    private static string Short(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double? PaperOf(string material, Property property) =>
        PaperErrors.Materials.Contains(material) && property is Property.Energy or Property.Gap
            ? PaperErrors.Of(material, dense: false, property == Property.Gap)[^1]
            : null;
}
