using DefectOrleans.Contracts;

namespace DefectOrleans.Cli.Output;

/// <summary>
/// Predictions as CSV, one row per structure; an empty cell where nothing is known, with the reason in the last column.
/// </summary>
internal static class PredictionCsv
{
    private static readonly (string Name, Func<Prediction, double?> Value)[] Numbers =
    [
        ("formation_energy_eV", p => p.FormationEnergy),
        ("formation_energy_uncertainty_eV", p => p.Uncertainty.FormationEnergy),
        ("energy_per_site_eV", p => p.EnergyPerSite),
        ("energy_per_site_uncertainty_eV", p => p.Uncertainty.EnergyPerSite),
        ("homo_eV", p => p.Homo),
        ("homo_uncertainty_eV", p => p.Uncertainty.Homo),
        ("lumo_eV", p => p.Lumo),
        ("lumo_uncertainty_eV", p => p.Uncertainty.Lumo),
        ("gap_eV", p => p.Gap),
        ("gap_uncertainty_eV", p => p.Uncertainty.Gap),
    ];

    /// <summary>Writes a header and the rows.</summary>
    public static void Write(TextWriter writer, IReadOnlyCollection<Prediction> predictions)
    {
        (string Name, Func<Prediction, double?> Value)[] numbers = [.. Numbers, .. Others(predictions)];
        CsvDocuments.Write(
            writer,
            ["id", "defects", .. numbers.Select(n => n.Name), "warnings", "missing"],
            predictions.Select(prediction => (string[])
            [
                prediction.Id,
                string.Join(' ', prediction.Defects),
                .. numbers.Select(n => CsvDocuments.Number(n.Value(prediction))),
                string.Join("; ", prediction.Warnings),
                string.Join("; ", MissingReasons.Of(prediction)),
            ]));
    }

    private static IEnumerable<(string Name, Func<Prediction, double?> Value)> Others(IEnumerable<Prediction> predictions)
    {
        foreach (var quantity in OtherProperties.Of(predictions))
        {
            yield return ($"{quantity.Word}_{quantity.UnitKey}", quantity.Predicted);
            yield return ($"{quantity.Word}_uncertainty_{quantity.UnitKey}", quantity.Deviation!);
        }
    }
}
