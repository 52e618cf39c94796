using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// Tells whether the columns of aligned levels can be used. Some sets align a part of their rows to another core level,
/// which puts those values tens of eV away from the rest.
/// </summary>
public static class NormalizedLevels
{
    /// <summary>Levels are given from the pristine valence band's edge: no level in a gap is farther from it, eV.</summary>
    private const double FarthestEv = 10;

    /// <summary>Values within this of the median are never wild, eV.</summary>
    private const double NearMedianEv = 3;

    private const double WildDeviations = 10;

    /// <summary>Whether every sample of the folder has both levels and none is wild.</summary>
    public static bool AreSane(Dataset dataset) =>
        dataset.Samples.All(sample => sample.Targets is { NormalizedHomo: not null, NormalizedLumo: not null })
        && Wild(dataset, targets => targets.NormalizedHomo).Count == 0
        && Wild(dataset, targets => targets.NormalizedLumo).Count == 0;

    /// <summary>
    /// Values farther than 10 eV from 0, or than 10 median absolute deviations (and 3 eV) from the median, eV, rising.
    /// Where the median is wild itself only the first holds.
    /// </summary>
    internal static List<double> Wild(Dataset dataset, Func<Targets, double?> level)
    {
        var values = dataset.Samples.Select(sample => level(sample.Targets)).OfType<double>().Order().ToList();
        if (values.Count == 0)
            return [];
        var median = Quantiles.Median(values);
        var allowed = Math.Max(NearMedianEv, WildDeviations * Quantiles.Median(values.Select(value => Math.Abs(value - median))));
        return values.FindAll(value => Math.Abs(value) > FarthestEv
            || Math.Abs(median) <= FarthestEv && Math.Abs(value - median) > allowed);
    }
}
