using System.Globalization;
using DefectOrleans.Cli.Plots;
using FsCheck;
using FsCheck.Fluent;
using Interval = DefectOrleans.Cli.Plots.Interval;

namespace DefectOrleans.Tests.Cli.Plots;

public sealed class TicksTests
{
    private static readonly Arbitrary<(Interval Range, int Most)> Ranges = (
        from low in Gen.Choose(-1_000_000, 1_000_000)
        from span in Gen.Choose(1, 1_000_000)
        from power in Gen.Choose(-9, 9)
        from most in Gen.Choose(2, 12)
        select (new Interval(low * Math.Pow(10, power), low * Math.Pow(10, power) + span * Math.Pow(10, power)), most))
        .ToArbitrary();

    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-2.11, 0.12, 6, "−2.0 −1.5 −1.0 −0.5 0")]
    [InlineData(1.8056, 1.8119, 6, "1.806 1.808 1.810")]
    [InlineData(-40, 2300, 5, "0 500 1000 1500 2000")]
    [InlineData(0, 3e7, 3, "0 1E+7 2E+7 3E+7")]
    [InlineData(-486.519, -41.594, 2, "−400 −200")]
    public void Ticks_are_what_a_reader_would_write(double low, double high, int most, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Linear(new Interval(low, high), most).Select(t => t.Label)));

    [Fact]
    public void Ticks_are_multiples_of_one_two_or_five_from_end_to_end_of_the_range() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Ranges, asked =>
        {
            var ((low, high), ticks) = (asked.Range, Ticks.Linear(asked.Range, asked.Most).Select(t => t.Value).ToArray());
            Assert.InRange(ticks.Length, 1, asked.Most + 1);
            var step = ticks.Length > 1 ? ticks[1] - ticks[0] : (high - low) / 2;
            var slack = 1e-6 * step;
            Assert.True(ticks[0] >= low - slack && ticks[^1] <= high + slack);
            if (ticks.Length == 1)
                return;
            Assert.True(ticks[0] - low < step + slack && high - ticks[^1] < step + slack);
            var lead = step / Math.Pow(10, Math.Floor(Math.Log10(step) + 1e-6));
            Assert.Contains(new[] { 1.0, 2, 5 }, nice => Math.Abs(lead - nice) < 1e-3);
        }));

    [Fact]
    public void Labels_read_as_the_values_of_their_ticks() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Ranges, asked =>
            Assert.All(Ticks.Linear(asked.Range, asked.Most), tick =>
            {
                var read = double.Parse(tick.Label.Replace('−', '-'), CultureInfo.InvariantCulture);
                Assert.True(Math.Abs(tick.Value - read) <= 1e-6 * Math.Abs(read));
            })));

    [Theory]
    [InlineData(0.05, 300, "0.1 1 10 100")]
    [InlineData(0.8, 30, "1 2 5 10 20")]
    public void Logarithmic_ticks_are_round_too(double low, double high, string labels) =>
        Assert.Equal(labels, string.Join(' ', Ticks.Logarithmic(new Interval(low, high)).Select(t => t.Label)));
}
