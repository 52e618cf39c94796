using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Numerics;

public class QuantilesTests
{
    [Fact]
    public void Medians_of_few()
    {
        Assert.Equal(3, Quantiles.Median([5, 1, 3]));
        Assert.Equal(2, Quantiles.Median([3, 1]));
        Assert.Equal(3, Quantiles.UpperMedian([3, 1]));
        Assert.Equal(7, Quantiles.UpperMedian([7]));
        Assert.Equal(1.75, Quantiles.Of([1, 2, 3, 4], 0.25));
    }

    [Fact]
    public void A_quantile_has_its_share_of_the_numbers_at_or_below_it() => Prop.ForAll(
        ArbMap.Default.ArbFor<int[]>().Filter(numbers => numbers.Length > 0), Gen.Choose(0, 100).ToArbitrary(),
        (numbers, percent) =>
        {
            double[] sorted = [.. numbers.Select(n => (double)n).Order()];
            var quantile = Quantiles.Of(sorted, percent / 100.0);
            var below = sorted.Count(n => n <= quantile + 1e-9 * Math.Abs(quantile));
            return below >= Math.Floor(percent / 100.0 * (sorted.Length - 1)) + 1 && quantile >= sorted[0]
                && quantile <= sorted[^1] + 1e-9 * Math.Abs(sorted[^1]);
        }).QuickCheckThrowOnFailure();
}
