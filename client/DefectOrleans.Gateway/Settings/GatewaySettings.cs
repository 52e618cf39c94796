using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Keys;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Web;

namespace DefectOrleans.Gateway.Settings;

/// <summary>How a gateway runs; all of it comes from settings and is checked at start.</summary>
public sealed record GatewaySettings
{
    /// <summary>The cluster that it shows.</summary>
    public required ClusterSettings Cluster { get; init; }

    /// <summary>The silos' ports for gateways on this machine, where clustering is <see cref="Clustering.Localhost"/>.</summary>
    public required IReadOnlyList<int> GatewayPorts { get; init; }

    /// <summary>Keys that it knows; with none anybody may do anything, which only Development allows.</summary>
    public required IReadOnlyList<ApiKey> Keys { get; init; }

    /// <summary>How long a call is tried again while silos die and come back.</summary>
    public required TimeSpan RetryWindow { get; init; }

    /// <summary>The setting of <see cref="RetryWindow"/>, s.</summary>
    public const string RetrySetting = "RetrySeconds";

    /// <summary>An OTLP collector; null for none.</summary>
    public Uri? Collector { get; init; }

    /// <summary>Reads and checks them.</summary>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="development">Whether the gateway runs in Development, where it needs no keys.</param>
    /// <param name="strangers">Settings that are there and that a gateway does not know.</param>
    /// <exception cref="SettingsException">Something is wrong; every fault is named.</exception>
    public static GatewaySettings Read(IConfiguration configuration, bool development, out IReadOnlyList<string> strangers)
    {
        var reader = new SettingsReader(configuration);
        var settings = new GatewaySettings
        {
            Cluster = ClusterSettings.Read(reader),
            GatewayPorts = Ports(reader),
            Keys = ApiKey.ReadAll(reader),
            RetryWindow = reader.Seconds(RetrySetting, 20, 1, 300),
            Collector = reader.Url(Telemetry.CollectorSetting),
        };
        if (settings.Keys.Count == 0 && !development)
            reader.Fault(ApiKey.Setting,
                "no key; outside Development a gateway needs at least one (the command 'key NAME ROLE' makes it)");
        settings.Cluster.NameContradictions(reader);
        if (settings.Cluster.Clustering != Clustering.Localhost && reader.Text(nameof(GatewayPorts)) is not null)
            reader.Fault(
                nameof(GatewayPorts),
                $"set beside clustering in {settings.Cluster.Clustering}, where gateways find silos by themselves; take one "
                    + $"away");
        reader.HttpPorts(ProgramHost.AddressSetting);
        reader.Numbers<ApiSettings>(ApiSettings.Section);
        strangers = reader.Strangers();
        reader.ThrowIfFaulty();
        return settings;
    }

    private static int[] Ports(SettingsReader reader)
    {
        var ports = new List<int>();
        foreach (var port in (reader.Text(nameof(GatewayPorts)) ?? "30000")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(port, out var number) && number is > 0 and < 65536)
                ports.Add(number);
            else
                reader.Fault(nameof(GatewayPorts), $"'{port}'; expected ports such as 30000,30001");
        }
        if (ports.Count == 0)
            reader.Fault(nameof(GatewayPorts), "names no port; expected ports such as 30000,30001");
        return [.. ports];
    }
}
