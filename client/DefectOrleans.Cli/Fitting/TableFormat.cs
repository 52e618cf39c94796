using System.Globalization;

namespace DefectOrleans.Cli.Fitting;

/// <summary>
/// How a table is written, as its first lines show: commas, semicolons or tabs between columns, points or commas in
/// numbers, and lines that begin with # for people alone.
/// </summary>
/// <param name="Text">The table without comments; what follows the header keeps its lines.</param>
/// <param name="LinesBefore">Lines of the file that stand before the header and are not in the text.</param>
/// <param name="Separator">What stands between columns.</param>
/// <param name="DecimalComma">Whether numbers have commas where others have points.</param>
internal sealed record TableFormat(string Text, int LinesBefore, char Separator, bool DecimalComma)
{
    /// <summary>What a number's look depends on, for messages.</summary>
    public string Expected => DecimalComma ? " with a decimal comma, as in the rest of the table" : "";

    /// <summary>Finds out.</summary>
    public static TableFormat Of(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var header = Array.FindIndex(lines, line => !IsComment(line) && line.Trim().Length > 0);
        if (header < 0)
            return new("", 0, ',', false);
        var separator = lines[header].Contains('\t') ? '\t' : lines[header].Contains(';') ? ';' : ',';
        string[] rows = [.. lines[header..].Select(line => IsComment(line) ? "" : line)];
        return new(
            string.Join('\n', rows), header, separator,
            separator != ',' && rows.Skip(1).Any(row => row.Contains(',')) && !rows.Skip(1).Any(row => row.Contains('.')));
    }

    /// <summary>The number in a cell; null where there is none, or none that is finite.</summary>
    public double? Number(string cell) =>
        double.TryParse(
            DecimalComma ? cell.Replace(',', '.') : cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number) ? number : null;

    private static bool IsComment(string line) => line.AsSpan().TrimStart().StartsWith('#');
}
