using DefectOrleans.Gateway.Hosting;
using DefectOrleans.Gateway.Keys;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Web;

namespace DefectOrleans.Gateway.Settings;

/// <summary>
/// The settings of silo, gateway and command line: programs on one machine share an environment, so that each finds those of
/// the others in it.
/// </summary>
public static class KnownSettings
{
    /// <summary>All but those of API keys, which are numbered.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(ClusterSettings.Clustering), nameof(ClusterSettings.Postgres), nameof(ClusterSettings.Redis),
        nameof(ClusterSettings.ClusterId), nameof(ClusterSettings.ServiceId),
        ProgramHost.AddressSetting, Telemetry.CollectorSetting,
        "Storage", "Address", "SiloPort", "GatewayPort", "PrimarySiloPort", "Cores", "CheckpointSeconds", "KeepCampaigns",
        "KeepDays", "ShutdownSeconds",
        "DashboardKey",
        nameof(GatewaySettings.GatewayPorts), GatewaySettings.RetrySetting,
        .. typeof(ApiSettings).GetProperties().Select(limit => $"{ApiSettings.Section}:{limit.Name}"),
        "ApiKey",
    ];

    /// <summary>Whether a setting is one of these.</summary>
    public static bool Has(string setting) =>
        Names.Contains(setting, StringComparer.OrdinalIgnoreCase)
        || setting.StartsWith($"{ApiKey.Setting}:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The setting that a misspelt one was meant to be: at most two letters apart; null where there is none.</summary>
    public static string? Nearest(string setting) => Names
        .Select(name => (name, apart: Distance(name.ToUpperInvariant(), setting.ToUpperInvariant())))
        .Where(known => known.apart <= Math.Min(2, known.name.Length / 3))
        .OrderBy(known => known.apart).Select(known => known.name).FirstOrDefault();

    // Letters put in, taken out or changed.
    private static int Distance(string a, string b)
    {
        var above = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 0; i < a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (a[i] == b[j] ? 0 : 1));
            above = row;
        }
        return above[^1];
    }
}
