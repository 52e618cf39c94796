namespace DefectOrleans.Cli.Output;

/// <summary>Columns of text, then of numbers, and a last one of text that is as long as it is.</summary>
internal static class PlainTable
{
    /// <summary>Writes a header and rows.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="header">Titles.</param>
    /// <param name="rows">Cells.</param>
    /// <param name="texts">How many of the first columns are text.</param>
    public static void Write(TextWriter writer, string[] header, IReadOnlyList<string[]> rows, int texts = 0)
    {
        var widths = header.Select((title, column) =>
            rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(header))
            writer.WriteLine(string.Join("  ", row.Select(Padded)));

        string Padded(string cell, int column) => column == header.Length - 1
            ? cell
            : column < texts ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]);
    }
}
