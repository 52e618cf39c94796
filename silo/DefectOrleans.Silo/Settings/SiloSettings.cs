using System.Net;
using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Settings;
using DefectOrleans.Grains;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Web;

namespace DefectOrleans.Silo.Settings;

/// <summary>Where grains keep their state.</summary>
public enum Storage
{
    /// <summary>In the silos' memory: gone with the silo.</summary>
    Memory,

    /// <summary>In PostgreSQL.</summary>
    PostgreSql,
}

/// <summary>How a silo runs; all of it comes from settings and is checked at start.</summary>
public sealed record SiloSettings
{
    /// <summary>The cluster that it joins.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>Where its grains keep their state; PostgreSQL unless it is not set.</summary>
    public required Storage Storage { get; init; }

    /// <summary>The address under which other silos and gateways reach it.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port for silos.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Port for gateways.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>Silo port of the first silo on this machine, where clustering is <see cref="Clustering.Localhost"/>.</summary>
    public required int PrimarySiloPort { get; init; }

    /// <summary>How its grains work.</summary>
    public required GrainSettings Grains { get; init; }

    /// <summary>How long a stopping silo may take to store what its grains hold.</summary>
    public required TimeSpan Shutdown { get; init; }

    /// <summary>What opens the dashboard; null in Development, where anybody may see it.</summary>
    public string? DashboardKey { get; init; }

    /// <summary>An OTLP collector; null for none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>Reads and checks them.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="development">Whether the silo runs in Development, where it needs no key.</param>
    /// <param name="strangers">Settings that are there and that a silo does not know.</param>
    /// <exception cref="SettingsException">Something is wrong; every fault is named.</exception>
    public static SiloSettings Read(IConfiguration configuration, bool development, out IReadOnlyList<string> strangers)
    {
        var reader = new SettingsReader(configuration);
        var cluster = ClusterSettings.Read(reader);
        var siloPort = reader.Port(nameof(SiloPort), 11111);
        var settings = new SiloSettings
        {
            Cluster = cluster,
            Storage = reader.Choice(nameof(Storage), cluster.Postgres is null ? Storage.Memory : Storage.PostgreSql),
            Address = reader.Address(nameof(Address)) ?? IPAddress.Loopback,
            SiloPort = siloPort,
            GatewayPort = reader.Port(nameof(GatewayPort), 30000),
            PrimarySiloPort = reader.Port(nameof(PrimarySiloPort), siloPort),
            Grains = new GrainSettings
            {
                Cores = reader.Number(nameof(GrainSettings.Cores), Environment.ProcessorCount, 1, 1024),
                CheckpointEvery = reader.Seconds("CheckpointSeconds", 10, 1, 25),
                KeepCampaigns = reader.Number(nameof(GrainSettings.KeepCampaigns), 200, 0, GrainSettings.MostKept),
                KeepFor = TimeSpan.FromDays(reader.Number("KeepDays", 90, 0, GrainSettings.LongestKept)),
            },
            Shutdown = reader.Seconds("ShutdownSeconds", 30, 5, 600),
            DashboardKey = reader.Text(nameof(DashboardKey)),
            Collector = reader.Url(Telemetry.CollectorSetting),
        };
        settings.NameFaults(reader, development);
        cluster.NameContradictions(reader);
        reader.Numbers<ApiSettings>(ApiSettings.Section);
        strangers = reader.Strangers();
        reader.ThrowIfFaulty();
        return settings;
    }

    private void NameFaults(SettingsReader reader, bool development)
    {
        const int ShortestKey = 16;
        if (Storage == Storage.PostgreSql && Cluster.Postgres is null)
            reader.Fault(
                nameof(ClusterSettings.Postgres),
                "not set; storage in PostgreSQL needs a connection string such as "
                    + "Host=localhost;Database=defects;Username=defects");
        if (Storage == Storage.Memory && Cluster.Clustering != Clustering.Localhost)
            reader.Fault(
                nameof(Storage),
                "memory; silos that find each other outside this machine need postgresql, since what a silo's memory holds is "
                    + "gone with it");
        if (Cluster.Clustering == Clustering.Localhost && !IPAddress.IsLoopback(Address))
            reader.Fault(nameof(Address), $"{Address}; clustering on localhost needs a loopback address");
        if (Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any))
            reader.Fault(
                nameof(Address), $"{Address} is every machine's; expected the address under which others reach this one");
        if (Cluster.Clustering != Clustering.Localhost && reader.Text(nameof(PrimarySiloPort)) is not null)
            reader.Fault(nameof(PrimarySiloPort),
                $"set beside clustering in {Cluster.Clustering}, which has no first silo; take one away");
        foreach (var port in reader.HttpPorts(ProgramHost.AddressSetting).Intersect([SiloPort, GatewayPort]))
            reader.Fault(
                ProgramHost.AddressSetting, $"port {port}, which is one for silos or gateways too; expected another port");
        if (Shutdown < Grains.CheckpointEvery)
            reader.Fault(
                "ShutdownSeconds",
                $"{Shutdown.TotalSeconds}, less than DEFECTS_CHECKPOINT_SECONDS ({Grains.CheckpointEvery.TotalSeconds}); "
                    + $"expected at least that");
        if (SiloPort == GatewayPort)
            reader.Fault(nameof(GatewayPort), $"{GatewayPort}, the silo port too; expected another port");
        if (!development && DashboardKey is null)
            reader.Fault(nameof(DashboardKey), "not set; outside Development the dashboard needs a key");
        if (DashboardKey is { Length: < ShortestKey })
            reader.Fault(nameof(DashboardKey), $"shorter than {ShortestKey} letters; expected a key that nobody guesses");
    }
}
