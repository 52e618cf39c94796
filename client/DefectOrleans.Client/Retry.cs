using DefectOrleans.Contracts;

namespace DefectOrleans.Client;

/// <summary>The pauses of one call: exponential back-off with full jitter, until the time for it is over.</summary>
internal sealed class Retry(DefectClientOptions options)
{
    private readonly long _started = options.Clock.GetTimestamp();
    private int _tries;

    /// <summary>Whether the same call may do better later.</summary>
    public static bool IsForNow(ServiceFault fault) => fault is ServiceFault.Busy or ServiceFault.Unavailable;

    /// <summary>Waits before the next try; throws the fault when there is no time left for one.</summary>
    /// <param name="fault">What the last try met.</param>
    /// <param name="atLeast">What the service asked to wait, if it did.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task PauseOrThrow(DefectServiceException fault, TimeSpan atLeast, CancellationToken cancellation)
    {
        var longest = Math.Min(
            options.LongestPause.TotalSeconds, options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(_tries++, 30)));
        var pause = TimeSpan.FromSeconds(options.Random.NextDouble() * longest);
        if (pause < atLeast)
            pause = atLeast + pause;
        if (options.Clock.GetElapsedTime(_started) + pause > options.RetryFor)
            throw fault;
        await Task.Delay(pause, options.Clock, cancellation).ConfigureAwait(false);
    }
}
