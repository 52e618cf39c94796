namespace DefectOrleans.Gateway.Cluster;

/// <summary>
/// Tells calls on their way that a silo is gone. Orleans' client knows by then which one, and leaves the calls that went
/// through it to their time-out; made again they go through another.
/// </summary>
public sealed class LostSilos
{
    private CancellationTokenSource _next = new();

    /// <summary>Cancelled when a silo is lost from now on.</summary>
    public CancellationToken Next => Volatile.Read(ref _next).Token;

    /// <summary>A silo is lost.</summary>
    public void Tell() => Interlocked.Exchange(ref _next, new CancellationTokenSource()).Cancel();
}
