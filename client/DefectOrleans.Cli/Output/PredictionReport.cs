using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>One structure's prediction.</summary>
internal static class PredictionReport
{
    /// <summary>24 defects make 276 pairs; the strongest tell the story.</summary>
    private const int MostPairs = 12;

    /// <summary>Writes values with their expected errors, the strongest pairs, and warnings.</summary>
    public static void Write(IAnsiConsole console, Prediction prediction)
    {
        console.Line($"{prediction.Id}: {Written.Defects(prediction.Defects)}");
        var error = prediction.Uncertainty;
        var values = Tables.New(1, "Property", "Value (eV)", "± (eV)");
        values.Add("formation energy", Written.Ev(prediction.FormationEnergy), Written.Ev(error.FormationEnergy));
        values.Add("energy per site", Written.Ev(prediction.EnergyPerSite), Written.Ev(error.EnergyPerSite));
        values.Add("HOMO", Written.Ev(prediction.Homo), Written.Ev(error.Homo));
        values.Add("LUMO", Written.Ev(prediction.Lumo), Written.Ev(error.Lumo));
        values.Add("gap", Written.Ev(prediction.Gap), Written.Ev(error.Gap));
        foreach (var other in prediction.Others ?? [])
            values.Add($"{other.Name} ({other.Unit})", Written.Ev(other.Value), Written.Ev(other.Uncertainty));
        console.Write(values);
        if (prediction.Pairs.Count > 0)
            WritePairs(console, prediction.Pairs);
        foreach (var reason in MissingReasons.Of(prediction))
            console.Line($"no {reason}");
        foreach (var warning in prediction.Warnings)
            console.Line($"warning: {warning}");
        console.Line("");
    }

    /// <summary>A prediction as JSON.</summary>
    public static object Json(Prediction prediction)
    {
        var error = prediction.Uncertainty;
        OrderedDictionary<string, double?> uncertainty = new()
        {
            ["formation_energy_eV"] = error.FormationEnergy,
            ["energy_per_site_eV"] = error.EnergyPerSite,
            ["homo_eV"] = error.Homo,
            ["lumo_eV"] = error.Lumo,
            ["gap_eV"] = error.Gap,
        };
        OrderedDictionary<string, object?> document = new()
        {
            ["id"] = prediction.Id,
            ["defects"] = prediction.Defects,
            ["formation_energy_eV"] = prediction.FormationEnergy,
            ["energy_per_site_eV"] = prediction.EnergyPerSite,
            ["homo_eV"] = prediction.Homo,
            ["lumo_eV"] = prediction.Lumo,
            ["gap_eV"] = prediction.Gap,
        };
        foreach (var other in prediction.Others ?? [])
        {
            var quantity = Quantity.Of(other.Property);
            var key = $"{quantity.Word}_{quantity.UnitKey}";
            (document[key], uncertainty[key]) = (other.Value, other.Uncertainty);
        }
        document["uncertainty"] = uncertainty;
        document["pairs"] = prediction.Pairs.Select(p =>
            new { type = p.Type, side = Written.Name(p.Side), distance_A = p.Distance, energy_eV = p.Energy });
        document["missing"] = prediction.Missing.Select(m => new { value = m.Value, reason = m.Reason });
        document["warnings"] = prediction.Warnings;
        return document;
    }

    private static void WritePairs(IAnsiConsole console, IReadOnlyList<PairShare> pairs)
    {
        var table = Tables.New(2, "Pair", "Side", "Distance (Å)", "Energy (eV)");
        foreach (var pair in pairs.OrderByDescending(p => Math.Abs(p.Energy ?? 0)).ThenBy(p => p.Distance).Take(MostPairs))
            table.Add(pair.Type, Written.Name(pair.Side), Written.Angstrom(pair.Distance), Written.Ev(pair.Energy));
        console.Write(table);
        if (pairs.Count <= MostPairs)
            return;
        var rest = pairs.OrderByDescending(p => Math.Abs(p.Energy ?? 0)).Skip(MostPairs).Sum(p => p.Energy ?? 0);
        console.Line($"and {pairs.Count - MostPairs} weaker pairs with {Written.Ev(rest)} eV together (--json has all)");
    }
}
