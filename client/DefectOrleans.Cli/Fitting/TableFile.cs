using CsvHelper;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli.Fitting;

/// <summary>A text file of numbers with a header; see <see cref="TableFormat"/> for how it may be written.</summary>
/// <param name="File">What messages call it.</param>
/// <param name="Names">Headings, in order.</param>
/// <param name="Columns">One array a heading, one number a row.</param>
/// <param name="Lines">Line of the file where each row begins, 1-based.</param>
/// <param name="Rows">Number of each row in the file, 1-based.</param>
internal sealed record TableFile(
    string File, IReadOnlyList<string> Names, IReadOnlyList<double[]> Columns, IReadOnlyList<int> Lines, IReadOnlyList<int> Rows)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is missing or empty, or a cell is no finite number.</exception>
    public static TableFile Read(string path)
    {
        try
        {
            return Read(System.IO.File.ReadAllText(path), path);
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
    public string Row(int index) => $"row {Rows[index]} (line {Lines[index]})";

    /// <summary>Some of its rows.</summary>
    public TableFile Only(int[] rows) => this with
    {
        Columns = [.. Columns.Select(column => (double[])[.. rows.Select(row => column[row])])],
        Lines = [.. rows.Select(row => Lines[row])],
        Rows = [.. rows.Select(row => Rows[row])],
    };

    /// <summary>Reads a table's text.</summary>
    /// <exception cref="InputException">It is empty, or a cell is no finite number.</exception>
    public static TableFile Read(string text, string file)
    {
        var format = TableFormat.Of(text);
        var broken = false;
        using var reader = CsvReader.Create(new StringReader(format.Text), new CsvReaderOptions
        {
            Separator = format.Separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => broken = true,
        });
        string[] names = [.. reader.Headers];
        if (names.Length == 0 || names is [""])
            throw new InputException($"{file}: an empty file; expected a header and rows of numbers");
        if (names.All(name => format.Number(name) is not null))
            throw new InputException(
                $"{file}, line {format.LinesBefore + 1}: numbers ({string.Join(", ", names)}), so there is no header; expected "
                    + "the columns' names there");
        if (names is [var only] && only.Any(char.IsWhiteSpace))
            throw new InputException(
                $"{file}, line {format.LinesBefore + 1}: one column, '{only}'; expected commas, semicolons or tabs between "
                    + "columns");
        if (names.GroupBy(n => n).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException(
                $"{file}, line {format.LinesBefore + 1}: column '{twice.Key}' stands there twice; expected names of their own");

        var columns = names.Select(_ => new List<double>()).ToArray();
        var lines = new List<int>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber + format.LinesBefore;
            var row = $"row {lines.Count + 1} (line {line})";
            var cells = reader.Current.ToArray();
            if (broken || cells.Length != names.Length)
            {
                var why = broken ? " and a stray quote" : cells.Length == 2 * names.Length && format.Separator == ','
                    ? " (decimal commas ask for semicolons or tabs between columns)"
                    : "";
                throw new InputException($"{file}, {row}: {cells.Length} values{why}; expected {names.Length}, as in the header");
            }
            for (var k = 0; k < names.Length; k++)
                columns[k]
                    .Add(
                        format.Number(cells[k])
                            ?? throw new InputException(
                                $"{file}, {row}, column {names[k]}: '{cells[k]}'; expected a finite number{format.Expected}"));
            lines.Add(line);
        }
        return new TableFile(file, names, [.. columns.Select(c => c.ToArray())], lines, [.. Enumerable.Range(1, lines.Count)]);
    }
}
