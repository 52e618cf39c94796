namespace DefectOrleans.Cli.Output;

/// <summary>Columns of numbers, and a last one of text that is as long as it is.</summary>
internal static class PlainTable
{
    /// <summary>Writes a header and rows.</summary>
    public static void Write(TextWriter writer, string[] header, IReadOnlyList<string[]> rows)
    {
        var widths = header.Select((title, column) =>
            rows.Select(row => row[column].Length).Append(title.Length).Max()).ToArray();
        foreach (var row in rows.Prepend(header))
            writer.WriteLine(string.Join("  ", row.Select((cell, column) =>
                column == row.Length - 1 ? cell : cell.PadLeft(widths[column]))));
    }
}
