namespace DefectOrleans.Cli.Plots;

/// <summary>How much room a text takes. An SVG file does not know its reader's fonts, so this leaves some to spare.</summary>
internal static class TextWidth
{
    private const double PerLetter = 6.2;

    /// <summary>Width of a text of usual size, px.</summary>
    public static double Of(string text) => PerLetter * text.Length;

    /// <summary>Breaks a formula into lines of at most so many letters, behind blanks and operators where it has them.</summary>
    public static IEnumerable<string> Wrap(string text, int most)
    {
        var rest = text.Trim();
        while (rest.Length > most)
        {
            var end = rest.LastIndexOf(' ', most - 1) + 1;
            if (end < most / 2)
                end = rest.LastIndexOfAny(['*', '/', '+', '-', '(', ' '], most - 1) + 1;
            if (end <= 0)
                end = most;
            yield return rest[..end].TrimEnd();
            rest = rest[end..].TrimStart();
        }
        yield return rest;
    }
}
