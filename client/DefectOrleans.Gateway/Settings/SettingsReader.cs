using System.Globalization;
using System.Net;

namespace DefectOrleans.Gateway.Settings;

/// <summary>Reads settings and collects what is wrong with them, so that all faults are told at once.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly IConfigurationSection _section = configuration.GetSection(EnvironmentSettings.Section);
    private readonly List<string> _faults = [];
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A text; null where it is not set or empty.</summary>
    public string? Text(string setting)
    {
        _asked.Add(setting);
        return _section[setting] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
    }

    /// <summary>One word of an enumeration.</summary>
    public T Choice<T>(string setting, T otherwise)
        where T : struct, Enum
    {
        if (Text(setting) is not { } text)
            return otherwise;
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Enum.Parse<T>(known);
        Fault(setting, $"'{text}'; expected one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
        return otherwise;
    }

    /// <summary>A whole number between two others.</summary>
    public int Number(string setting, int otherwise, int from, int to)
    {
        if (Text(setting) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to)
            return number;
        Fault(setting, $"'{text}'; expected a whole number from {from} to {to}");
        return otherwise;
    }

    /// <summary>A TCP port.</summary>
    public int Port(string setting, int otherwise) => Number(setting, otherwise, 1, 65535);

    /// <summary>A time told in seconds.</summary>
    public TimeSpan Seconds(string setting, double otherwise, double from, double to)
    {
        if (Text(setting) is not { } text)
            return TimeSpan.FromSeconds(otherwise);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= from && seconds <= to)
            return TimeSpan.FromSeconds(seconds);
        Fault(setting, string.Create(CultureInfo.InvariantCulture, $"'{text}'; expected seconds from {from} to {to}"));
        return TimeSpan.FromSeconds(otherwise);
    }

    /// <summary>An IP address.</summary>
    public IPAddress? Address(string setting)
    {
        if (Text(setting) is not { } text)
            return null;
        if (IPAddress.TryParse(text, out var address))
            return address;
        Fault(setting, $"'{text}'; expected an IP address");
        return null;
    }

    /// <summary>An http or https address.</summary>
    public Uri? Url(string setting)
    {
        if (Text(setting) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            return url;
        Fault(setting, $"'{text}'; expected an address such as http://collector:4317");
        return null;
    }

    /// <summary>Sub-sections of a list, with their settings' names.</summary>
    public IEnumerable<string> Items(string setting) => _section.GetSection(setting).GetChildren().Select(item => $"{setting}:{item.Key}");

    /// <summary>Notes that something is wrong.</summary>
    public void Fault(string setting, string what) => _faults.Add($"{EnvironmentSettings.VariableOf(setting)}: {what}");

    /// <summary>Settings that are there and that nobody has asked for: misspelt, or of another program.</summary>
    /// <param name="others">Sections that are read elsewhere.</param>
    public IEnumerable<string> Strangers(params IReadOnlyList<string> others) =>
        from setting in _section.AsEnumerable(makePathsRelative: true)
        where setting.Value is not null && !_asked.Contains(setting.Key)
            && !others.Any(other => $"{setting.Key}:".StartsWith($"{other}:", StringComparison.OrdinalIgnoreCase))
        select setting.Key;

    /// <summary>Tells all faults.</summary>
    /// <exception cref="SettingsException">There is one or more.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
            throw new SettingsException(string.Join('\n', _faults));
    }
}
