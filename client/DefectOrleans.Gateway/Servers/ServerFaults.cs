using DefectOrleans.Gateway.Settings;

namespace DefectOrleans.Gateway.Servers;

/// <summary>Finds in a fault what a cluster's servers have to do with it.</summary>
public static class ServerFaults
{
    /// <summary>Explains a fault, or one of those within it.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <param name="cluster">The servers that were used.</param>
    /// <returns>One line; null for what is no fault of a server.</returns>
    public static string? Explain(Exception fault, ClusterSettings cluster)
    {
        for (Exception? e = fault; e is not null; e = e.InnerException)
        {
            // A time that ran out is that of the server where members are.
            if (cluster is { Clustering: Clustering.Redis, Redis: { } redis } && RedisFaults.Explain(e, redis) is { } ofRedis)
                return ofRedis;
            if (cluster.Postgres is { } postgres && PostgresFaults.Explain(e, postgres) is { } ofPostgres)
                return ofPostgres;
        }
        return null;
    }
}
