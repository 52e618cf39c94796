using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class BlockedMeanTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    public void The_error_is_that_of_values_like_their_neighbours(double likeness)
    {
        const int Count = 1 << 18;
        var (random, mean, sum, value) = (new SeededRandom(3), new BlockedMean(), 0.0, 0.0);
        for (var i = 0; i < Count; i++)
        {
            value = likeness * value + Math.Sqrt(1 - likeness * likeness) * random.NextNormal();
            sum += 1000 + value;
            mean.Add(1000 + value);
        }
        var expected = Math.Sqrt((1 + likeness) / (1 - likeness) / Count);
        Assert.Equal(sum / Count, mean.Estimate.Value, 1e-9);
        // The largest of several errors that are alike lies above them.
        Assert.InRange(mean.Estimate.Error, 0.9 * expected, 1.6 * expected);
    }

    [Fact]
    public void What_does_not_change_has_no_error() => Assert.Equal(new Estimate(7, 0), Of(7, 7, 7, 7));

    [Fact]
    public void Independent_means_share_their_error() =>
        Assert.Equal(new Estimate(2, 2.5), BlockedMean.Mean([new Estimate(1, 3), new Estimate(3, 4)]));

    private static Estimate Of(params double[] values)
    {
        var mean = new BlockedMean();
        foreach (var value in values)
            mean.Add(value);
        return mean.Estimate;
    }
}
