
namespace DefectOrleans.Silo.Cluster;

/// <summary>
/// Ends a silo that is no longer one of its cluster, or that Orleans can't run on, at once and with one line that says why:
/// its grains are elsewhere by then, and what it would still write is refused.
/// </summary>
internal sealed class SiloEnd(IServiceProvider services, ILogger<SiloEnd> log) : IFatalErrorHandler
{
    /// <summary>Exit code of a silo that ended so; who watches over it starts it again.</summary>
    public const int Code = 3;

    /// <summary>What the others say of a silo that hung or was cut off.</summary>
    public const string DeclaredDead = "the other silos declared it dead, since it did not answer them";

    private int _ends;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => exception is not ThreadAbortException;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception) => End(
        services.GetRequiredService<ISiloStatusOracle>().CurrentStatus == SiloStatus.Dead
            ? DeclaredDead
            : $"Orleans can't go on ({string.Join(", ", new[] { context, exception?.Message }.OfType<string>())})");

    /// <summary>Ends the process.</summary>
    public void End(string reason)
    {
        if (Interlocked.Exchange(ref _ends, 1) != 0)
            return;
        log.Ends(Code, reason.ReplaceLineEndings(" "));
        // Log lines are written by a thread of their own, which is done when its provider is gone.
        foreach (var provider in services.GetServices<ILoggerProvider>())
            provider.Dispose();
        Environment.Exit(Code);
    }
}
