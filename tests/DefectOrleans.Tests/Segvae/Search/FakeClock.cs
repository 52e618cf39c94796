namespace DefectOrleans.Tests.Segvae.Search;

/// <summary>Time that moves when the test says so, timers with it.</summary>
internal sealed class FakeClock(TimeSpan? longestTimer = null) : TimeProvider
{
    private readonly List<Timer> _timers = [];
    private TimeSpan _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > longestTimer)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "longer than timers run");
        var timer = new Timer(() => callback(state), this);
        timer.Change(dueTime, period);
        _timers.Add(timer);
        return timer;
    }

    /// <summary>Lets time pass, and fires what became due.</summary>
    public void Pass(double seconds)
    {
        _now += TimeSpan.FromSeconds(seconds);
        foreach (var timer in _timers)
            timer.FireIfDue(_now);
    }

    private sealed class Timer(Action fire, FakeClock clock) : ITimer
    {
        private TimeSpan? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime < TimeSpan.Zero ? null : clock._now + dueTime;
            return true;
        }

        public void FireIfDue(TimeSpan now)
        {
            if (!(_due <= now))
                return;
            _due = null;
            fire();
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>Progress that is told at once, on the thread that reports.</summary>
internal sealed class Told<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
