namespace DefectOrleans.Cli.Plots;

/// <summary>Names of figures that every file system takes, each only once.</summary>
internal sealed class FileNames
{
    private const int MostLetters = 120;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name of parts, without an ending: V_Mo-V_S-energy; with a number where it is taken.</summary>
    public string New(params IEnumerable<string> parts)
    {
        var name = string.Join('-', parts.Select(Safe));
        for (var (number, unique) = (2, name); ; number++)
        {
            if (_taken.Add(unique))
                return unique;
            unique = $"{name}-{number}";
        }
    }

    private static string Safe(string part)
    {
        var safe =
            string.Concat(part.Take(MostLetters)
                .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' ? letter : '-')).Trim('-');
        return safe.Length == 0 ? "figure" : safe;
    }
}
