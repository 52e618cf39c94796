using DefectOrleans.Engine.Fitting;

namespace DefectOrleans.Tests.Fitting;

public class RoundNumberTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(3.00000000000001)]
    [InlineData(-0.5)]
    [InlineData(1.0 / 3)]
    [InlineData(-Math.PI / 2)]
    public void Laws_are_written_with(double number) => Assert.True(RoundNumber.Is(number));

    [Theory]
    [InlineData(11)]
    [InlineData(3.0000001)]
    [InlineData(1.26e-15)]
    [InlineData(-1e-300)]
    [InlineData(0.2)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Laws_are_not_written_with(double number) => Assert.False(RoundNumber.Is(number));
}
