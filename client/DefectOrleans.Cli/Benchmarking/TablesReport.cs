using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Pairs;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Formulas of pair energies by r alone, for people and for programs.</summary>
internal sealed record TablesReport(ImmutableArray<PlainPairFit> Fits) : IBenchReport
{
    private const int ReadableDigits = 5;

    private const double MilliPerUnit = 1000;

    private static readonly string[] Headings =
        [
            "Pair", "Points", "MAE, meV", "Left-out MAE, meV", "Complexity", "Seconds", "Epochs", "Six epochs: MSE, eV²",
            "Seconds each"
        ];

    private static readonly string[] PageHeadings = [Headings[0], "Formula", .. Headings[1..]];

    /// <summary>The best formula's mean absolute error.</summary>
    public static string MeV(PlainPairFit fit) => Written.MeV(MilliPerUnit * fit.Best?.MeanAbsolute);

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(1, Headings);
        foreach (var fit in Fits)
            table.Add(Row(fit));
        console.Write(table);
        foreach (var fit in Fits)
            console.Line($"{fit.Table.Type}: {Text(fit, ReadableDigits)}");
    }

    /// <summary>The document of <c>--json</c>.</summary>
    public object Json() => new
    {
        tables = Fits.Select(f => new
        {
            pair = f.Table.Type.ToString(),
            points = f.Table.Points.Count,
            mae_mev = MilliPerUnit * f.Best?.MeanAbsolute,
            left_out_mae_mev = MilliPerUnit * f.Best?.LeftOut,
            complexity = f.Best?.Complexity,
            formula = Text(f, digits: null),
            seconds = f.Search.Elapsed.TotalSeconds,
            epochs = f.Search.Epochs,
            six_epochs = new { mse_ev2 = SixEpochs(f), seconds_each = EpochSeconds(f) },
        }),
    };

    /// <summary>A page with the table.</summary>
    public Markdown Page(string command, Machine machine, DateTimeOffset date) =>
        new Markdown("Formulas of pair energies by distance alone", command, machine, date)
            .Say(Paragraph.Of(typeof(TablesReport), "tables-columns"))
            .Table(2, PageHeadings,
                Fits.Select(f => (string[])[.. Row(f)[..1], Markdown.Code(Text(f, ReadableDigits)), .. Row(f)[1..]]));

    private static double SixEpochs(PlainPairFit fit) =>
        fit.SixEpochs.Front.IsEmpty ? double.NaN : fit.SixEpochs.Front.Min(c => c.Error);

    private static double EpochSeconds(PlainPairFit fit) =>
        fit.SixEpochs.Elapsed.TotalSeconds / Math.Max(1, fit.SixEpochs.Epochs);

    private static string Text(PlainPairFit fit, int? digits) =>
        fit.Best is { } best ? FormulaText.Print(best.Expression, names: fit.Table.Points.Names, digits: digits) : "";

    private static string[] Row(PlainPairFit f) =>
    [
        f.Table.Type.ToString(),
        Written.Count(f.Table.Points.Count),
        MeV(f),
        Written.MeV(MilliPerUnit * f.Best?.LeftOut),
        f.Best is { } best ? Written.Count(best.Complexity) : "–",
        Number(f.Search.Elapsed.TotalSeconds, "0.0"),
        Written.Count(f.Search.Epochs),
        Number(SixEpochs(f), "0.00000"),
        Number(EpochSeconds(f), "0.00"),
    ];

    private static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
