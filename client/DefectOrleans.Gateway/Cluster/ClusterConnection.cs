using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Servers;
using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Gateway.Cluster;

/// <summary>The gateway's connection to its cluster: tried until a silo is met, and the reason told while none is.</summary>
internal sealed class ClusterConnection(GatewaySettings settings, TimeProvider clock, ILogger<ClusterConnection> log)
    : IClientConnectionRetryFilter
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(2);

    private readonly RepeatLimit _limit = new(clock);

    /// <summary>Why no silo has been met; null before the first try.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        var ofServer = ServerFaults.Explain(exception, settings.Cluster);
        var noSiloYet = ofServer is null && exception is SiloUnavailableException;
        Fault = ofServer ?? (noSiloYet ? NoSilo() : exception.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        if (_limit.Admits(Fault))
        {
            // Silos that are not there yet are no fault: a gateway may start before them.
            log.NotConnected(noSiloYet ? LogLevel.Information : LogLevel.Warning, Fault, AskAgain.TotalSeconds);
        }
        await Task.Delay(AskAgain, clock, cancellationToken);
        return true;
    }

    private string NoSilo() => settings.Cluster.Clustering == Clustering.Localhost
        ? $"no silo answers on this machine's gateway ports {string.Join(',', settings.GatewayPorts)}"
        : $"no silo of cluster '{settings.Cluster.ClusterId}' is up yet";
}
