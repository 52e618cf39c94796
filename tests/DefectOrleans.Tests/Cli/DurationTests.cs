using DefectOrleans.Cli.Words;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Cli;

public sealed class DurationTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("1h30m", 5400)]
    [InlineData("250ms", 0.25)]
    [InlineData("1.5m", 90)]
    [InlineData("1h1m1s1ms", 3661.001)]
    public void Times_are_read_as_people_write_them(string text, double seconds)
    {
        Assert.True(Duration.TryParse(text, out var time));
        Assert.Equal(seconds, time.TotalSeconds, 9);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 m")]
    [InlineData("-5m")]
    [InlineData("30m1h")]
    [InlineData("5min")]
    [InlineData("99999999999999h")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Duration.TryParse(text, out _));

    [Fact]
    public void Whole_seconds_survive_writing_and_reading() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 1_000_000).ToArbitrary(),
        seconds =>
            Duration.TryParse(Duration.Write(TimeSpan.FromSeconds(seconds)), out var time)
                && time == TimeSpan.FromSeconds(seconds)));
}
