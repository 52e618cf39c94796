using System.Globalization;
using System.Text.RegularExpressions;

namespace DefectOrleans.Cli.Words;

/// <summary>Times as people write them: 90s, 5m, 1h30m, 250ms.</summary>
internal static partial class Duration
{
    /// <summary>Reads a time.</summary>
    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        var match = Form().Match(text);
        if (text.Length == 0 || !match.Success)
            return false;
        var seconds = 3600 * Part(match, "h") + 60 * Part(match, "m") + Part(match, "s") + Part(match, "ms") / 1000;
        if (seconds >= TimeSpan.MaxValue.TotalSeconds)
            return false;
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Writes a time short: 1h30m, 5m, 42s, 0.3s.</summary>
    public static string Write(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(10))
            return string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#}s");
        var seconds = (long)Math.Round(time.TotalSeconds);
        var (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        return (hours > 0 ? $"{hours}h" : "") + (minutes > 0 ? $"{minutes}m" : "") + (seconds % 60 > 0 ? $"{seconds % 60}s" : "");
    }

    private static double Part(Match match, string unit) =>
        match.Groups[unit] is { Success: true } group ? double.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^((?<h>\d+(\.\d+)?)h)?((?<m>\d+(\.\d+)?)m(?!s))?((?<s>\d+(\.\d+)?)s)?((?<ms>\d+(\.\d+)?)ms)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
