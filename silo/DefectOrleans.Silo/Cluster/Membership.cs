using System.Net;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Silo.Settings;
using Orleans.Configuration;

namespace DefectOrleans.Silo.Cluster;

/// <summary>How silos find each other, and how soon they notice that one is gone.</summary>
internal static class Membership
{
    /// <summary>Joins the cluster of the settings.</summary>
    public static void JoinCluster(this ISiloBuilder silo, SiloSettings settings)
    {
        var cluster = settings.Cluster;
        switch (cluster.Clustering)
        {
            case Clustering.PostgreSql:
                silo.UseAdoNetClustering(options =>
                    (options.Invariant, options.ConnectionString) = (Postgres.Invariant, cluster.Postgres!));
                break;
            case Clustering.Redis:
                silo.UseRedisClustering(cluster.Redis!);
                break;
            default:
                silo.UseDevelopmentClustering(new IPEndPoint(settings.Address, settings.PrimarySiloPort));
                break;
        }
        silo.Configure<ClusterOptions>(options =>
            (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
        silo.ConfigureEndpoints(
            settings.Address, settings.SiloPort, settings.GatewayPort,
            listenOnAnyHostAddress: !IPAddress.IsLoopback(settings.Address));
        silo.Configure<ClusterMembershipOptions>(NoticeDeathSoon);
    }

    /// <summary>Looks after the silo's place in the cluster's table, where there is one.</summary>
    public static void AddMembershipWatch(this IServiceCollection services, SiloSettings settings)
    {
        if (settings.Cluster.Clustering == Clustering.Localhost)
            return;
        services.AddSingleton<MembershipWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<MembershipWatch>());
    }

    /// <summary>
    /// A silo that misses three probes in a row is dead by the word of one other: a cluster may have but two. Probes are a
    /// second and a half apart, since silos whose cores all search answer late.
    /// </summary>
    private static void NoticeDeathSoon(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(1.5);
        // Orleans lengthens probes of slow silos up to four times that, and holds a silo for alive so long times three after
        // its last word: a frozen one has its connection still.
        options.MaxProbeTimeout = options.ProbeTimeout;
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 1;
        // After all silos died at once, those that come back wait this long times three for the old ones to answer.
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(3);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.DefunctSiloExpiration = TimeSpan.FromHours(1);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromMinutes(10);
    }
}
