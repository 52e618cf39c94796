using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Output;

/// <summary>Predictions of many structures, one line each, with expected errors where there are any.</summary>
internal static class PredictionTable
{
    private const int MostWarnings = 20;

    private static readonly (string Name, Func<Prediction, double?> Value, Func<Prediction, double?> Error)[] Numbers =
    [
        ("E (eV)", p => p.FormationEnergy, p => p.Uncertainty.FormationEnergy),
        ("E/site (eV)", p => p.EnergyPerSite, p => p.Uncertainty.EnergyPerSite),
        ("HOMO (eV)", p => p.Homo, p => p.Uncertainty.Homo),
        ("LUMO (eV)", p => p.Lumo, p => p.Uncertainty.Lumo),
        ("gap (eV)", p => p.Gap, p => p.Uncertainty.Gap),
    ];

    /// <summary>Writes a header, the lines, why values are missing, and the first warnings.</summary>
    public static void Write(TextWriter writer, IReadOnlyCollection<Prediction> predictions)
    {
        (string Name, Func<Prediction, double?> Value, Func<Prediction, double?> Error)[] numbers =
        [
            .. Numbers,
            .. OtherProperties.Of(predictions)
                .Select(other => ($"{other.Name} ({other.Unit})", other.Predicted, other.Deviation!)),
        ];
        List<string[]> rows = [["structure", "defects", .. numbers.SelectMany(number => (string[])[number.Name, "±"])]];
        rows.AddRange(predictions.Select(prediction => (string[])
        [
            prediction.Id,
            Written.Defects(prediction.Defects),
            .. numbers.SelectMany(number =>
                (string[])[Written.Ev(number.Value(prediction)), Written.Ev(number.Error(prediction))]),
        ]));
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            writer.WriteLine(
                string.Join("  ",
                    row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))));
        foreach (var reason in MissingReasons.Of(predictions))
            writer.WriteLine(reason);
        var warnings = predictions.SelectMany(prediction =>
            prediction.Warnings.Select(warning => $"warning: {prediction.Id}: {warning}")).ToList();
        warnings.Take(MostWarnings).ToList().ForEach(writer.WriteLine);
        if (warnings.Count > MostWarnings)
            writer.WriteLine($"and {warnings.Count - MostWarnings} more warnings (--json and --csv have all)");
    }
}
