namespace DefectOrleans.Tests.Client;

/// <summary>Time that is over as soon as somebody waits for it.</summary>
internal sealed class HurriedClock : TimeProvider
{
    public List<TimeSpan> Pauses { get; } = [];

    public TimeSpan Passed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Passed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Pauses.Add(dueTime);
        Passed += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
