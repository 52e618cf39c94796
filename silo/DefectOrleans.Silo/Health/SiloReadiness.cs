using DefectOrleans.Gateway.Servers;
using DefectOrleans.Silo.Cluster;
using DefectOrleans.Silo.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DefectOrleans.Silo.Health;

/// <summary>Ready is a silo that its cluster counts as active and whose storage answers.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle cluster, SiloSettings settings, IServiceProvider services) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        if (cluster.CurrentStatus != SiloStatus.Active)
            return HealthCheckResult.Unhealthy($"the silo is {cluster.CurrentStatus}");
        if (services.GetService<MembershipWatch>()?.Fault is { } fault)
            return HealthCheckResult.Unhealthy(fault);
        if (settings.Storage == Storage.Memory)
            return HealthCheckResult.Healthy();
        try
        {
            await using var database = new NpgsqlConnection(settings.Cluster.Postgres);
            await database.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("SELECT 1", database);
            await command.ExecuteScalarAsync(cancellation);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (PostgresFaults.Explain(e, settings.Cluster.Postgres!) is { } told)
        {
            return HealthCheckResult.Unhealthy(told, e);
        }
    }
}
