namespace DefectOrleans.Bench;

/// <summary>
/// A clock of computing time: what this process's threads have computed, shared among so many. On a machine that others use
/// too, runs of equal time by this clock do equal work.
/// </summary>
/// <param name="threads">Threads that compute all the time.</param>
public sealed class ProcessorClock(int threads) : TimeProvider
{
    // How often timers look, by the other clock.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => Environment.CpuUsage.TotalTime.Ticks / threads;

    /// <summary>A timer that rings once.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(this, callback, state, dueTime);

    private sealed class Timer : ITimer
    {
        private readonly ProcessorClock _clock;
        private readonly ITimer _looks;
        private long _due;

        public Timer(ProcessorClock clock, TimerCallback callback, object? state, TimeSpan dueTime)
        {
            _clock = clock;
            Change(dueTime, Timeout.InfiniteTimeSpan);
            _looks = System.CreateTimer(
                _ =>
                {
                    var due = Interlocked.Read(ref _due);
                    if (_clock.GetTimestamp() >= due && Interlocked.CompareExchange(ref _due, long.MaxValue, due) == due)
                        callback(state);
                },
                null, Look, Look);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(
                ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : _clock.GetTimestamp() + dueTime.Ticks);
            return true;
        }

        public void Dispose() => _looks.Dispose();

        public ValueTask DisposeAsync() => _looks.DisposeAsync();
    }
}
