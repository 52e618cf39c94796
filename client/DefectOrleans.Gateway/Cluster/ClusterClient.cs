using System.Net;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Web;
using Orleans.Configuration;

namespace DefectOrleans.Gateway.Cluster;

/// <summary>The gateway's way to the silos.</summary>
internal static class ClusterClient
{
    // How soon a silo that came up is seen, and when a call without an answer is taken for lost.
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1), LostCall = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Serves <see cref="IDefectService"/> from the cluster; starts with no silo alive and connects when one is.
    /// </summary>
    public static void AddCluster(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.Services.AddDefectMessages();
        // HTTP is answered (with 503) while the client still looks for its cluster.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.Host.UseOrleansClient(client =>
        {
            var cluster = settings.Cluster;
            switch (cluster.Clustering)
            {
                case Clustering.PostgreSql:
                    client.UseAdoNetClustering(options =>
                        (options.Invariant, options.ConnectionString) = ("Npgsql", cluster.Postgres!));
                    break;
                case Clustering.Redis:
                    client.UseRedisClustering(cluster.Redis!);
                    break;
                default:
                    client.UseStaticClustering(
                        [.. settings.GatewayPorts.Select(port => new IPEndPoint(IPAddress.Loopback, port))]);
                    break;
            }
            client.Configure<ClusterOptions>(options =>
                (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = Refresh);
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = LostCall);
            client.AddActivityPropagation();
            client.AddClusterConnectionLostHandler(services => (_, _) =>
            {
                if (!services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested)
                    Log(services).Lost(cluster.ClusterId);
            });
            client.AddGatewayCountChangedHandler(services => (_, gateways) =>
            {
                if (gateways.NumberOfConnectedGateways < gateways.PreviousNumberOfConnectedGateways)
                    services.GetRequiredService<LostSilos>().Tell();
                if (gateways.ConnectionRecovered)
                    Log(services).Connected(cluster.ClusterId);
            });
        });
        builder.Services.AddSingleton<LostSilos>();
        builder.Services.AddSingleton<ClusterConnection>();
        builder.Services.AddSingleton<IClientConnectionRetryFilter>(services => services.GetRequiredService<ClusterConnection>());
        builder.Services.AddHealthChecks().AddCheck<ClusterCheck>("cluster", tags: [Probes.Ready]);
        builder.Services.AddSingleton<IDefectService>(services =>
        {
            // The program has started when the Orleans client has: when it has met its cluster.
            var started = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted;
            return new RetryingDefectService(
                new GrainDefectService(services.GetRequiredService<IGrainFactory>()),
                () => started.IsCancellationRequested,
                services.GetRequiredService<LostSilos>(),
                settings.RetryWindow,
                TimeProvider.System);
        });
    }

    private static ILogger Log(IServiceProvider services) => services.GetRequiredService<ILogger<ClusterConnection>>();
}
