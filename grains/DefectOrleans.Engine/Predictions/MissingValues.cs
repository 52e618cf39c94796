using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Predictions;

/// <summary>Says why values of a prediction are missing, and takes the error bars off them.</summary>
internal static class MissingValues
{
    private const string NoFormulas = "the book has no formulas for it", NoNumber = "a formula has no value at these distances";

    /// <summary>The prediction with a reason for each value that it does not have.</summary>
    public static Prediction Explained(Composer composer, DefectiveStructure structure, Prediction prediction)
    {
        var known = prediction.Uncertainty;
        var missing = new List<MissingValue>();
        return prediction with
        {
            Uncertainty = new PredictionUncertainty(
                Of("formation_energy", prediction.FormationEnergy, known.FormationEnergy, () => Energy(composer, structure)),
                Of("energy_per_site", prediction.EnergyPerSite, known.EnergyPerSite,
                    () => structure.Defects.IsEmpty ? "there is no defect" : Energy(composer, structure)),
                Of("homo", prediction.Homo, known.Homo, () => Level(composer, structure, Property.Homo)),
                Of("lumo", prediction.Lumo, known.Lumo, () => Level(composer, structure, Property.Lumo)),
                Of("gap", prediction.Gap, known.Gap, () => Level(composer, structure, Property.Gap))),
            Others = prediction.Others?.Select(other => other with
            {
                Uncertainty = Of(
                    Quantity.Of(other.Property).Word, other.Value, other.Uncertainty,
                    () => Level(composer, structure, other.Property)),
            }).ToArray(),
            Missing = missing,
        };

        double? Of(string name, double? value, double? error, Func<string> reason)
        {
            if (value is { } number && double.IsFinite(number))
                return error;
            missing.Add(new MissingValue(name, value is null ? reason() : NoNumber));
            return null;
        }
    }

    private static string Energy(Composer composer, DefectiveStructure structure) =>
        composer.Book.Singles.All(s => s.Energy is null)
            ? NoFormulas
            : "the book does not know the energy of "
                + $"{Names(structure.Defects.Where(d => composer.Single(d.Kind)?.Energy is null))}";

    private static string Level(Composer composer, DefectiveStructure structure, Property property)
    {
        if (property is Property.Homo or Property.Lumo && composer.Book.Levels == LevelReference.Relative)
            return "the book knows levels up to a constant only";
        if (structure.Defects.IsEmpty)
            return "the book does not know it of the crystal without defects";
        // In a narrow cell a defect that is known alone meets its own images: then pairs decide, as among several.
        if (structure.Defects.Length == 1 && composer.Alone(structure.Defects[0].Kind, property) is null)
            return $"the book does not know it of {Names(structure.Defects)} alone";
        return composer.Predicts(property)
            ? "the book has no formula for it of these pairs, and does not know it of "
                + $"{Names(structure.Defects.Where(d => composer.Alone(d.Kind, property) is null))} alone"
            : NoFormulas;
    }

    private static string Names(IEnumerable<PointDefect> defects) =>
        string.Join(", ", defects.Select(d => $"{d.Kind}").Distinct().Order(StringComparer.Ordinal));
}
