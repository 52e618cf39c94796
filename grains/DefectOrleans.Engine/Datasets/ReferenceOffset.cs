using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// The pristine energy that formation energies refer to may be off. Then E_AB − E_A − E_B does not go to 0 where A and B
/// are far apart, but for all pair types to one number: the offset, which a sum over pairs would count too often.
/// </summary>
public static class ReferenceOffset
{
    /// <summary>Pairs farther apart than this share of the largest distance count as far.</summary>
    private const double FarShare = 0.65;

    /// <summary>
    /// The common limit of E_AB − E_A − E_B at large distance, eV: the median over pair types of each type's median; null
    /// where there are no structures with one and with two defects.
    /// </summary>
    public static double? Of(Dataset dataset)
    {
        var singles = dataset.Samples
            .Where(sample => sample.Structure.Defects.Length == 1 && sample.Targets.FormationEnergy is not null)
            .GroupBy(sample => sample.Structure.Defects[0].Kind, sample => sample.Targets.FormationEnergy!.Value)
            .ToDictionary(energies => energies.Key, energies => energies.Average());
        var pairs = new List<(PairType Type, double Distance, double Energy)>();
        foreach (var (structure, targets) in dataset.Samples)
        {
            if (structure.Defects is [var one, var other] && targets.FormationEnergy is { } energy
                && singles.TryGetValue(one.Kind, out var first) && singles.TryGetValue(other.Kind, out var second))
                pairs.Add((structure.Pairs[0].Channel.Type, structure.Pairs[0].DistanceAngstrom, energy - first - second));
        }
        if (pairs.Count == 0)
            return null;
        var far = FarShare * pairs.Max(pair => pair.Distance);
        return Quantiles.Median(pairs.Where(pair => pair.Distance >= far)
            .GroupBy(pair => pair.Type, pair => pair.Energy).Select(Quantiles.Median));
    }
}
