namespace DefectOrleans.Engine.Numerics;

/// <summary>Medians and quantiles, in the unit of the numbers.</summary>
public static class Quantiles
{
    /// <summary>The number below which a share (0 to 1) of sorted numbers lies, between two of them by proportion.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        var at = share * (sorted.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /// <summary>The middle one; of an even number the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> values) => Of([.. values.Order()], 0.5);

    /// <summary>The middle one; of an even number the upper of the middle two, so that it is one of the numbers.</summary>
    public static double UpperMedian(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
