using System.Globalization;
using CsvHelper;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli.Fitting;

/// <summary>A CSV file of numbers with a header.</summary>
/// <param name="File">What messages call it.</param>
/// <param name="Names">Headings, in order.</param>
/// <param name="Columns">One array a heading, one number a row.</param>
/// <param name="Lines">Line of the file where each row begins, 1-based.</param>
internal sealed record TableFile(string File, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, int[] Lines)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing or empty, or a cell is no finite number.</exception>
    public static TableFile Read(string path)
    {
        try
        {
            using var text = System.IO.File.OpenText(path);
            return Read(text, path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: can't be read ({e.Message}); expected a CSV file", e);
        }
    }

    /// <summary>Where a row stands: its number, and its line of the file.</summary>
    public string Row(int index) => $"row {index + 1} (line {Lines[index]})";

    private static TableFile Read(TextReader text, string file)
    {
        var broken = false;
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => broken = true,
        });
        string[] names = [.. reader.Headers];
        if (names.Length == 0 || names is [""])
            throw new InputException($"{file}: an empty file; expected a header and rows of numbers");
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException($"{file}, line 1: column '{twice.Key}' stands there twice; expected names of their own");

        var columns = names.Select(_ => new List<double>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            var row = $"row {lines.Count + 1} (line {reader.LineNumber})";
            var cells = reader.Current.ToArray();
            if (broken || cells.Length != names.Length)
                throw new InputException($"{file}, {row}: {cells.Length} values{(broken ? " and a stray quote" : "")}; expected {names.Length}, as in the header");
            for (var k = 0; k < names.Length; k++)
                columns[k].Add(Number(cells[k]) ?? throw new InputException($"{file}, {row}, column {names[k]}: '{cells[k]}'; expected a finite number"));
            lines.Add((int)reader.LineNumber);
        }
        return new TableFile(file, names, [.. columns.Select(c => c.ToArray())], [.. lines]);
    }

    private static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
