using System.Globalization;
using DefectOrleans.Engine.Crystals;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Crystals;

public class PlainNumberTests
{
    [Fact]
    public void What_is_read_is_what_the_library_reads_to_the_last_bit() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var digits = string.Concat(Enumerable.Range(0, random.Next(1, 18)).Select(_ => random.Next(10)));
            var text = (random.Next(2) == 0 ? "" : "-") + digits.Insert(random.Next(digits.Length + 1), ".");
            var expected = double.Parse(text, CultureInfo.InvariantCulture);
            Assert.Equal(digits.Length <= 15, PlainNumber.TryRead(text, out var value));
            if (digits.Length <= 15)
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
        }));

    [Theory]
    [InlineData("-0", -0.0)]
    [InlineData("12", 12)]
    [InlineData(".5", 0.5)]
    [InlineData("5.", 5)]
    public void Short_forms_are_numbers(string text, double expected)
    {
        Assert.True(PlainNumber.TryRead(text, out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1e5")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1-")]
    [InlineData("٣")]
    [InlineData("NaN")]
    public void Anything_else_is_left_to_the_library(string text) => Assert.False(PlainNumber.TryRead(text, out _));
}
