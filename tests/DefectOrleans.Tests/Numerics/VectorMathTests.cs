using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class VectorMathTests
{
    [Fact]
    public void Exp_is_right_to_the_last_digits()
    {
        foreach (var x in Numbers(-708, 709))
            Assert.InRange(VectorMath.Exp(new(x))[0] / Math.Exp(x), 1 - 5e-16, 1 + 5e-16);
    }

    [Fact]
    public void Sin_and_cos_are_right_to_the_last_digits()
    {
        foreach (var x in Numbers(-20, 20).Concat(Numbers(-9e5, 9e5)).Concat(Numbers(1e6, 1e12)))
        {
            Assert.Equal(Math.Sin(x), VectorMath.Sin(new(x))[0], 5e-16);
            Assert.Equal(Math.Cos(x), VectorMath.Cos(new(x))[0], 5e-16);
        }
    }

    [Theory]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(0, 1)]
    [InlineData(709.79, double.PositiveInfinity)]
    [InlineData(-750, 0)]
    public void Exp_keeps_its_limits(double x, double expected) => Assert.Equal(expected, VectorMath.Exp(new(x))[0]);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_has_no_angle_has_no_sine(double x)
    {
        Assert.Equal(double.NaN, VectorMath.Sin(new(x))[0]);
        Assert.Equal(double.NaN, VectorMath.Cos(new(x))[0]);
    }

    [Fact]
    public void A_lane_does_not_see_its_neighbours()
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        lanes.Fill(1.25);
        lanes[0] = double.PositiveInfinity;
        Assert.Equal(VectorMath.Exp(new(1.25))[0], VectorMath.Exp(new Vector<double>(lanes))[lanes.Length - 1]);
    }

    private static IEnumerable<double> Numbers(double low, double high)
    {
        var random = new SeededRandom(1);
        return [.. Enumerable.Range(0, 20_000).Select(_ => random.NextUniform(low, high))];
    }
}
