using System.Globalization;
using CsvHelper;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Bench;

/// <summary>
/// A published table of laws, a row each, that is read row by row: named columns, among them the variables' names and ranges
/// (<c>v1_name</c>, <c>v1_low</c>, <c>v1_high</c>).
/// </summary>
internal sealed class RangeTable : IDisposable
{
    private const int MostTold = 10;

    private readonly string _path;
    private readonly CsvReader _reader;
    private readonly string[] _headings;
    private string[] _cells = [];

    /// <summary>Opens a file.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="separator">What stands between cells.</param>
    /// <param name="what">What the file should be, for messages.</param>
    /// <param name="columns">Columns that it has to have.</param>
    /// <exception cref="InputException">It is missing, can't be read, or has not one of the columns.</exception>
    public RangeTable(string path, char separator, string what, params string[] columns)
    {
        _path = path;
        _reader = CsvReader.Create(new StringReader(TextOf(path, what)), new CsvReaderOptions
        {
            Separator = separator,
            TrimWhitespace = true,
            TrackLineNumbers = true,
        });
        _headings = [.. _reader.Headers];
        if (columns.FirstOrDefault(needed => !_headings.Contains(needed)) is { } missing)
        {
            throw new InputException(
                $"{path}, line 1: no column '{missing}'; found {string.Join(", ", _headings.Take(MostTold))} ('{separator}' "
                    + "between columns)");
        }
    }

    /// <summary>The row's place, for messages.</summary>
    public string Where => $"{_path}, line {_reader.LineNumber}";

    /// <summary>Goes on to the next row; false behind the last.</summary>
    public bool Read()
    {
        if (!_reader.Read())
            return false;
        _cells = [.. _reader.Current.ToArray()];
        return true;
    }

    /// <summary>A cell of the row; empty where it has none.</summary>
    public string Cell(string heading) =>
        Array.IndexOf(_headings, heading) is >= 0 and var at && at < _cells.Length ? _cells[at] : "";

    /// <summary>Numbers of the row's variables and numbers: those that have a name.</summary>
    public IEnumerable<int> Named => Enumerable.Range(1, Token.VariableCount).Where(k => Cell(Of(k, "name")).Length > 0);

    /// <summary>The name and range of a variable or number of the row, from 1.</summary>
    /// <exception cref="InputException">A bound is no finite number.</exception>
    public VariableRange Range(int number) => new(Cell(Of(number, "name")), Bound(Of(number, "low")), Bound(Of(number, "high")));

    /// <summary>What a column of a variable or number is called.</summary>
    public static string Of(int number, string what) => string.Create(CultureInfo.InvariantCulture, $"v{number}_{what}");

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private double Bound(string heading) =>
        double.TryParse(Cell(heading), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound)
            ? bound
            : throw new InputException($"{Where}, column {heading}: '{Cell(heading)}'; expected a finite number");

    private static string TextOf(string path, string what)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                e is FileNotFoundException or DirectoryNotFoundException
                    ? $"{path}: no such file"
                    : $"{path}: can't be read ({e.Message}); expected {what}", e);
        }
    }
}
