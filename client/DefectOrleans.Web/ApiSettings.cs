using Microsoft.Extensions.Options;

namespace DefectOrleans.Web;

/// <summary>How much the API takes at once, and by which names. Checked at start; all faults are named.</summary>
public sealed record ApiSettings
{
    /// <summary>Where hosts keep these settings in their configuration.</summary>
    public const string Section = "Api";

    /// <summary>Largest body of a request, bytes.</summary>
    public long BodyBytes { get; set; } = 64 << 20;

    /// <summary>Most structures of one request with warnings and shares.</summary>
    public int Structures { get; set; } = 1000;

    /// <summary>Most structures of one batch.</summary>
    public int BatchStructures { get; set; } = 1_000_000;

    /// <summary>Requests with a body that are worked on at a time.</summary>
    public int ConcurrentRequests { get; set; } = 32;

    /// <summary>Requests that may wait for one of these places; more are asked to come later (429).</summary>
    public int WaitingRequests { get; set; } = 256;

    /// <summary>When one that was turned away may come again, s.</summary>
    public int RetryAfterSeconds { get; set; } = 1;

    /// <summary>
    /// Names that a server on loopback alone is asked by, beside those of loopback: those of a proxy before it, with commas
    /// between.
    /// </summary>
    public string Hosts { get; set; } = "";

    /// <summary>Time between signs of life on a silent stream of events, s.</summary>
    public double HeartbeatSeconds { get; set; } = 15;
}

/// <summary>Names every fault of the settings.</summary>
internal sealed class ApiSettingsCheck : IValidateOptions<ApiSettings>
{
    public ValidateOptionsResult Validate(string? name, ApiSettings settings)
    {
        List<string> faults =
        [
            .. AtLeast(nameof(settings.BodyBytes), settings.BodyBytes, 1024),
            .. AtLeast(nameof(settings.Structures), settings.Structures, 1),
            .. AtLeast(nameof(settings.BatchStructures), settings.BatchStructures, 1),
            .. AtLeast(nameof(settings.ConcurrentRequests), settings.ConcurrentRequests, 1),
            .. AtLeast(nameof(settings.WaitingRequests), settings.WaitingRequests, 0),
            .. AtLeast(nameof(settings.RetryAfterSeconds), settings.RetryAfterSeconds, 1),
        ];
        if (!(settings.HeartbeatSeconds is > 0 and <= 3600))
            faults.Add(
                $"{ApiSettings.Section}:{nameof(settings.HeartbeatSeconds)} is {settings.HeartbeatSeconds}; expected above 0 and "
                    + "at most 3600");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> AtLeast(string name, long value, long least) =>
        value >= least ? [] : [$"{ApiSettings.Section}:{name} is {value}; expected {least} or more"];
}
