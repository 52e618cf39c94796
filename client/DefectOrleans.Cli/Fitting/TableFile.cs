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
    /// <summary>What stands in the column of labels, one a row; null where none was asked for.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="labels">A column of text that is none of the columns of numbers; null for none.</param>
    /// <exception cref="InputException">It is missing or empty, or a cell is no finite number.</exception>
    public static TableFile ReadFile(string path, string? labels = null)
    {
        try
        {
            return Read(System.IO.File.ReadAllText(path), path, labels);
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
        Labels = Labels is null ? null : [.. rows.Select(row => Labels[row])],
    };

    /// <summary>Reads a table's text.</summary>
    /// <exception cref="InputException">It is empty, or a cell is no finite number.</exception>
    public static TableFile Read(string text, string file, string? labels = null)
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

        var label = labels is null ? -1 : Array.IndexOf(names, labels);
        if (labels is not null && label < 0)
            throw new InputException($"--group: {file} has no column '{labels}'; expected one of {string.Join(", ", names)}");
        var columns = names.Select(_ => new List<double>()).ToArray();
        var labelled = new List<string>();
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
            {
                if (k == label)
                    labelled.Add(cells[k]);
                else
                    columns[k].Add(format.Number(cells[k]) ?? throw new InputException(
                        $"{file}, {row}, column {names[k]}: '{cells[k]}'; expected a finite number{format.Expected}"));
            }
            lines.Add(line);
        }
        int[] numbers = [.. Enumerable.Range(0, names.Length).Where(k => k != label)];
        return new TableFile(
            file, [.. numbers.Select(k => names[k])], [.. numbers.Select(k => columns[k].ToArray())], lines,
            [.. Enumerable.Range(1, lines.Count)])
        {
            Labels = label < 0 ? null : labelled,
        };
    }
}
