namespace DefectOrleans.Grains;

/// <summary>Time that a piece of work has taken, over pauses and crashes: what was stored, and what ran since.</summary>
internal sealed class SearchClock(TimeProvider time)
{
    private TimeSpan _before;
    private long? _since;

    /// <summary>Time that it ran.</summary>
    public TimeSpan Elapsed => _before + (_since is { } since ? time.GetElapsedTime(since) : TimeSpan.Zero);

    /// <summary>Runs on from a stored time.</summary>
    public void Start(TimeSpan before) => (_before, _since) = (before, time.GetTimestamp());

    /// <summary>Stands still.</summary>
    public void Stop() => (_before, _since) = (Elapsed, null);
}
