using System.Numerics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class ArcMathTests
{
    [Fact]
    public void Arcs_agree_with_those_of_the_library_to_rounding()
    {
        const int Steps = 20_000;
        for (var i = -Steps; i <= Steps; i++)
        {
            var x = (double)i / Steps;
            Near(Math.Asin(x), ArcMath.ArcSine(new Vector<double>(x))[0]);
            Near(Math.Acos(x), ArcMath.ArcCosine(new Vector<double>(x))[0]);
        }

        static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-15 * Math.Abs(expected));
    }

    [Theory]
    [InlineData(1.0000000001)]
    [InlineData(-2)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Beyond_one_there_are_none(double x)
    {
        Assert.True(double.IsNaN(ArcMath.ArcSine(new Vector<double>(x))[0]));
        Assert.True(double.IsNaN(ArcMath.ArcCosine(new Vector<double>(x))[0]));
    }

    [Fact]
    public void Small_ones_keep_all_digits()
    {
        foreach (var x in (double[])[1e-300, -1e-12, 3e-7])
            Assert.Equal(Math.Asin(x), ArcMath.ArcSine(new Vector<double>(x))[0], 1e-15 * Math.Abs(x));
    }
}
