using System.ComponentModel;
using System.Globalization;
using System.Net;

namespace DefectOrleans.Gateway.Settings;

/// <summary>Reads settings and collects what is wrong with them, so that all faults are told at once.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly IConfigurationSection _section = configuration.GetSection(EnvironmentSettings.Section);
    private readonly List<string> _faults = [];

    /// <summary>A text; null where it is not set or empty.</summary>
    public string? Text(string setting) => _section[setting] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>One word of an enumeration.</summary>
    public T Choice<T>(string setting, T otherwise)
        where T : struct, Enum
    {
        if (Text(setting) is not { } text)
            return otherwise;
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Enum.Parse<T>(known);
        Fault(setting,
            $"'{text}'; expected one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}");
        return otherwise;
    }

    /// <summary>A whole number between two others.</summary>
    public int Number(string setting, int otherwise, int from, int to)
    {
        if (Text(setting) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= from
            && number <= to)
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
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= from
            && seconds <= to)
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

    /// <summary>The addresses to answer HTTP on, parted by semicolons; their ports, as far as they are told.</summary>
    public IReadOnlyList<int> HttpPorts(string setting)
    {
        var ports = new List<int>();
        foreach (var address in (Text(setting) ?? "")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                ports.Add(BindingAddress.Parse(address).Port);
            }
            catch (Exception e) when (e is FormatException or UriFormatException or ArgumentException)
            {
                Fault(setting, $"'{address}'; expected an address such as http://127.0.0.1:8080");
            }
        }
        return ports;
    }

    /// <summary>Numbers of a section that is read as a whole elsewhere, where their ranges are checked.</summary>
    public void Numbers<T>(string section)
    {
        foreach (var property in typeof(T).GetProperties())
        {
            if (Text($"{section}:{property.Name}") is { } text
                && !TypeDescriptor.GetConverter(property.PropertyType).IsValid(text))
                Fault($"{section}:{property.Name}", $"'{text}'; expected a number");
        }
    }

    /// <summary>Sub-sections of a list, with their settings' names.</summary>
    public IEnumerable<string> Items(string setting) =>
        _section.GetSection(setting).GetChildren().Select(item => $"{setting}:{item.Key}");

    /// <summary>Notes that something is wrong.</summary>
    public void Fault(string setting, string what) => _faults.Add($"{EnvironmentSettings.VariableOf(setting)}: {what}");

    /// <summary>Settings that are there and that no program knows. One that is nearly a known one is misspelt: a fault.</summary>
    public IReadOnlyList<string> Strangers()
    {
        var strangers = new List<string>();
        foreach (var (setting, value) in _section.AsEnumerable(makePathsRelative: true))
        {
            if (value is null || KnownSettings.Has(setting))
                continue;
            if (KnownSettings.Nearest(setting) is { } meant)
                Fault(setting, $"no setting; {EnvironmentSettings.VariableOf(meant)} was meant?");
            else
                strangers.Add(setting);
        }
        return strangers;
    }

    /// <summary>Tells all faults.</summary>
    /// <exception cref="SettingsException">There is one or more.</exception>
    public void ThrowIfFaulty()
    {
        if (_faults.Count > 0)
            throw new SettingsException(string.Join('\n', _faults));
    }
}
