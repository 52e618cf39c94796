using System.Runtime.Intrinsics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class VectorFunctionsTests
{
    [Fact]
    public void Functions_are_near_those_of_the_library()
    {
        for (double at = -87; at <= 87; at += 0.00731)
        {
            float x = (float)at;
            var vector = Vector256.Create(x);
            double share = VectorFunctions.Exp(vector)[3] / Math.Exp(x) - 1;
            Assert.True(Math.Abs(share) < 2e-7 + 2e-8 * Math.Abs(x), $"exp {x}: off by a share of {share}");
            Assert.Equal(1 / (1 + Math.Exp(-x)), VectorFunctions.Sigmoid(vector)[3], 2e-7);
            Assert.Equal(Math.Tanh(x), VectorFunctions.Tanh(vector)[3], 3e-7);
        }
    }

    [Fact]
    public void Far_arguments_saturate_and_NaN_stays()
    {
        Assert.Equal(1, VectorFunctions.Sigmoid(Vector256.Create(1e30f))[0]);
        Assert.Equal(0, VectorFunctions.Sigmoid(Vector256.Create(float.NegativeInfinity))[0], 1e-37);
        Assert.Equal(-1, VectorFunctions.Tanh(Vector256.Create(-1e30f))[0]);
        Assert.Equal(float.NaN, VectorFunctions.Exp(Vector256.Create(float.NaN))[0]);
        Assert.Equal(float.NaN, VectorFunctions.Tanh(Vector256.Create(float.NaN))[0]);
    }
}
