using System.Globalization;
using CsvHelper;

namespace DefectOrleans.Cli.Output;

/// <summary>Answers as CSV (RFC 4180, but with plain line feeds).</summary>
internal static class CsvDocuments
{
    private static readonly CsvWriterOptions Options = new() { NewLine = "\n" };

    /// <summary>Writes a header and rows of as many cells.</summary>
    public static void Write(TextWriter writer, string[] header, IEnumerable<string[]> rows)
    {
        using var csv = CsvWriter.Create(writer, Options, leaveOpen: true);
        csv.WriteRecord(header);
        foreach (var row in rows)
            csv.WriteRecord(row);
    }

    /// <summary>A number with every digit; an empty cell where there is none.</summary>
    public static string Number(double? value) =>
        value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";
}
