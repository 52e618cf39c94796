using System.Globalization;
using CsvHelper;

namespace DefectOrleans.Engine.Datasets;

/// <summary>A row of a table.</summary>
internal sealed class Row(Table table, string[] cells, double[] numbers, int line)
{
    /// <summary>Line of the file where the row begins, 1-based.</summary>
    public int Line => line;

    /// <summary>The cell of a column that the table has.</summary>
    public string Text(string column) => cells[table.Columns[column]];

    /// <summary>The number of a known numeric column, null where the table has no such column.</summary>
    public double? Number(string column) => table.Columns.TryGetValue(column, out var index) ? numbers[index] : null;

    /// <summary>File and line, for messages.</summary>
    public string Where => $"{table.File}, line {line}";
}

/// <summary>A CSV file with a header; columns may stand in any order, unknown ones are passed over.</summary>
internal sealed class Table
{
    private Table(string file, Dictionary<string, int> columns) => (File, Columns) = (file, columns);

    public string File { get; }

    public Dictionary<string, int> Columns { get; }

    public List<Row> Rows { get; } = [];

    /// <summary>Ids of rows that were left out as bad.</summary>
    public HashSet<string> Dropped { get; } = [];

    /// <summary>Reads a table; bad rows go to <paramref name="faults"/>.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">What messages call it.</param>
    /// <param name="idColumn">The column that tells rows apart; a value that comes again is a fault of the later row.</param>
    /// <param name="needed">Columns that must be there beside it.</param>
    /// <param name="faults">Takes bad rows.</param>
    /// <exception cref="InputException">The file is none of a table with these columns.</exception>
    public static Table Read(TextReader text, string file, string? idColumn, string[] needed, BadRows faults)
    {
        var broken = false;
        using var reader = CsvReader.Create(text, new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
            OnMalformedRecord = _ => broken = true,
        });
        var table = new Table(file, Header(reader.Headers, file));
        foreach (var name in idColumn is null ? needed : [idColumn, .. needed])
        {
            if (!table.Columns.ContainsKey(name))
                throw new InputException($"{file}, line 1: no column '{name}'; found {string.Join(", ", table.Columns.Keys)}");
        }
        var width = table.Columns.Count;
        var records = new List<(string[] Cells, int Line)>();
        while (reader.Read())
        {
            var line = (int)reader.LineNumber;
            var cells = reader.Current.ToArray();
            if (!broken && cells.Length == width)
                records.Add((cells, line));
            else
                faults.Report(
                    $"{file}, line {line}: {cells.Length} values{(broken ? " and a stray quote" : "")}; {width} were expected, "
                        + "as in the header");
            broken = false;
        }
        table.DropBlankColumns(records, needed);

        var seen = new Dictionary<string, int>();
        foreach (var (cells, line) in records)
        {
            var id = idColumn is null ? "" : cells[table.Columns[idColumn]];
            if (table.Numbers(cells, id, line, faults) is not { } numbers)
            {
                table.Dropped.Add(id);
                continue;
            }
            if (idColumn is not null && id.Length == 0)
                faults.Report($"{file}, line {line}: an empty '{idColumn}'; an id was expected");
            else if (idColumn is not null && !seen.TryAdd(id, line))
                faults.Report($"{file}, line {line}: id {id} stands in line {seen[id]} already; ids were expected once");
            else
                table.Rows.Add(new Row(table, cells, numbers, line));
        }
        return table;
    }

    /// <summary>
    /// A column of numbers that no row fills is one that the set lacks: archives that were put together from several sets
    /// carry such headers. One that some rows fill must be filled in all.
    /// </summary>
    private void DropBlankColumns(List<(string[] Cells, int Line)> records, string[] needed)
    {
        var blank = Columns
            .Where(c => NumericColumns.All.Contains(c.Key) && !needed.Contains(c.Key) && records.Count > 0)
            .Where(c => records.TrueForAll(r => r.Cells[c.Value].Length == 0))
            .Select(c => c.Key)
            .ToList();
        foreach (var name in blank)
            Columns.Remove(name);
    }

    private static Dictionary<string, int> Header(IReadOnlyList<string> names, string file)
    {
        if (names.Count == 0)
            throw new InputException($"{file}: an empty file; a header and rows were expected");
        var columns = new Dictionary<string, int>();
        for (var i = 0; i < names.Count; i++)
        {
            if (!columns.TryAdd(names[i], i))
                throw new InputException($"{file}, line 1: column '{names[i]}' stands there twice");
        }
        return columns;
    }

    private double[]? Numbers(string[] cells, string id, int line, BadRows faults)
    {
        var numbers = new double[cells.Length];
        foreach (var (name, index) in Columns)
        {
            if (!NumericColumns.All.Contains(name))
                continue;
            if (double.TryParse(cells[index], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[index])
                && double.IsFinite(numbers[index]))
                continue;
            faults.Report(
                $"{File}, line {line}{(id.Length > 0 ? $" (id {id})" : "")}: '{cells[index]}' in column {name}; a finite number "
                    + "was expected");
            return null;
        }
        return numbers;
    }
}
