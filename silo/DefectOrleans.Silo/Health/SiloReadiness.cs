using DefectOrleans.Silo.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace DefectOrleans.Silo.Health;

/// <summary>Ready is a silo that its cluster counts as active and whose storage answers.</summary>
internal sealed class SiloReadiness(ISiloStatusOracle cluster, SiloSettings settings) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default)
    {
        if (cluster.CurrentStatus != SiloStatus.Active)
            return HealthCheckResult.Unhealthy($"the silo is {cluster.CurrentStatus}");
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
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer", e);
        }
    }
}
