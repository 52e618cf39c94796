namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>Time that stands still while a campaign is held, so that a pause costs nothing of its budget.</summary>
internal sealed class PausableClock(TimeProvider clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private long _pausedAt = -1, _paused;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp()
    {
        lock (_gate)
            return (_pausedAt >= 0 ? _pausedAt : clock.GetTimestamp()) - _paused;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, clock, callback, state, dueTime);

    public void Pause()
    {
        lock (_gate)
            _pausedAt = _pausedAt >= 0 ? _pausedAt : clock.GetTimestamp();
    }

    public void Resume()
    {
        lock (_gate)
        {
            if (_pausedAt >= 0)
                _paused += clock.GetTimestamp() - _pausedAt;
            _pausedAt = -1;
        }
    }

    /// <summary>
    /// Fires once when the time of this clock is up: an early ring of the other clock is put off by what was paused.
    /// </summary>
    private sealed class Timer : ITimer
    {
        private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

        private readonly PausableClock _owner;
        private readonly ITimer _inner;
        private long _started;
        private TimeSpan _due;

        public Timer(PausableClock owner, TimeProvider clock, TimerCallback callback, object? state, TimeSpan due)
        {
            (_owner, _started, _due) = (owner, owner.GetTimestamp(), due);
            _inner = clock.CreateTimer(_ => Ring(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Change(due, Timeout.InfiniteTimeSpan);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (_started, _due) = (_owner.GetTimestamp(), dueTime);
            return _inner.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _inner.Dispose();

        public ValueTask DisposeAsync() => _inner.DisposeAsync();

        private void Ring(TimerCallback callback, object? state)
        {
            // A held clock is looked at again and again: there is nobody to tell the timer of the resumption.
            var left = _due - _owner.GetElapsedTime(_started);
            if (left > TimeSpan.Zero)
                _inner.Change(left > Shortest ? left : Shortest, Timeout.InfiniteTimeSpan);
            else
                callback(state);
        }
    }
}
