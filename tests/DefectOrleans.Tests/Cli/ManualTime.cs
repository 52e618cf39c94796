namespace DefectOrleans.Tests.Cli;

/// <summary>Time that moves when the test says so.</summary>
internal sealed class ManualTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    /// <summary>Lets time pass.</summary>
    public void Pass(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
}
