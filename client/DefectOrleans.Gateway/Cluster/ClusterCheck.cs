using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DefectOrleans.Gateway.Cluster;

/// <summary>Ready is a gateway that has met its cluster; before, it says why it has not.</summary>
internal sealed class ClusterCheck(ClusterConnection connection, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(connection.Fault ?? "no silo has been met yet"));
}
