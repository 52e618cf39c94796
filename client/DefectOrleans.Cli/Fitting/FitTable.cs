using System.Globalization;
using System.Runtime.InteropServices;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Fitting;

/// <summary>What a table gives a search: points, the name of the target, and what the user should know.</summary>
/// <param name="Points">Variables with the names that formulas use; rows of weight 0 are not among the points.</param>
/// <param name="Target">Name of the target's column.</param>
/// <param name="Columns">Headings of the variables' columns, in the order of the variables.</param>
internal sealed record FitTable(PointTable Points, string Target, IReadOnlyList<string> Columns)
{
    /// <summary>The group of each point; null where there are none.</summary>
    public IReadOnlyList<string>? Groups { get; init; }

    // Squares of numbers beyond are no numbers, or nothing.
    private const double Smallest = 1e-140, Largest = 1e140;

    /// <summary>Takes the target and the weights out of a table; the other columns are the variables.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The target's column.</param>
    /// <param name="weights">The weights' column; null for equal weights.</param>
    /// <param name="average">Rows of equal variables become one row of their mean; otherwise all count.</param>
    /// <exception cref="InputException">No formula could be searched on such a table.</exception>
    public static FitTable From(TableFile table, string target, string? weights, bool average)
    {
        var y = Column(table, target, "--target");
        var w = weights is null ? null : Column(table, weights, "--weights");
        if (weights == target)
            throw new InputException($"--weights: '{weights}' is the target; expected another column");
        var variables = Enumerable.Range(0, table.Names.Count)
            .Where(k => table.Names[k] != target && table.Names[k] != weights).ToArray();
        if (variables.Length is 0 or > Token.VariableCount)
            throw new InputException(
                $"{table.File}: {variables.Length} variables ({string.Join(", ", variables.Select(k => table.Names[k]))}) beside "
                    + $"the target; expected 1 to {Token.VariableCount}");
        if (y.Length < 2)
            throw new InputException($"{table.File}: {(y.Length == 0 ? "no row" : "one row")}; expected at least two points");
        if (w is not null && Array.FindIndex(w, value => value < 0) is var negative and >= 0)
            throw new InputException(
                $"{table.File}, {table.Row(negative)}, column {weights}: a weight of {w[negative]:R}; expected 0 or more");
        if (w is not null && w.All(value => value == 0))
            throw new InputException($"{table.File}, column {weights}: all weights are 0; expected at least two above");

        var columns = variables.Select(k => table.Columns[k]).ToArray();
        if (w is not null && w.Contains(0))
        {
            int[] rows = [.. Enumerable.Range(0, y.Length).Where(row => w[row] > 0)];
            if (rows.Length == 1)
                throw new InputException(
                    $"{table.File}, column {weights}: one row, {table.Row(rows[0])}, with a weight above 0; expected at least "
                        + "two points");
            (table, columns, y, w) = (table.Only(rows), [.. columns.Select(c => Of(c, rows))], Of(y, rows), Of(w, rows));
        }
        var repeats = Repeats(columns, y.Length);
        if (average && repeats.Count < y.Length)
            (columns, y, w) = Average(columns, y, w, repeats);
        if (repeats.Count < 2)
            throw new InputException(
                $"{table.File}: one point{(average ? " after averaging" : ", measured again and again")}; expected at least two");
        if (y.All(value => value == y[0]))
            throw new InputException($"{table.File}, column {target}: {y[0]:R} in every row; expected a target that changes");

        RefuseSize(table.File, target, "numbers", y);
        if (w is not null)
            RefuseSize(table.File, weights!, "weights", w);

        string[] names = [.. variables.Select(k => table.Names[k])];
        return new FitTable(new PointTable(columns, y, w, VariableNames.In(FormulaLanguage.Text, names)), target, names)
        {
            Groups = table.Labels,
        };
    }

    /// <summary>Which columns go by another name in some language, for people; null where none does.</summary>
    public string? Renamed()
    {
        var said = FormulaText.Languages
            .SelectMany(language =>
                Columns.Zip(NamesIn(language.Language), (column, name) => (language.Title, Column: column, Name: name)))
            .Where(one => one.Name != one.Column)
            .GroupBy(one => (one.Column, one.Name), one => one.Title)
            .Select(group => $"{group.Key.Name} for column '{group.Key.Column}' in {string.Join(", ", group)}").ToList();
        return said.Count == 0 ? null : $"note: formulas say {string.Join("; ", said)}";
    }

    /// <summary>What a language calls the variables.</summary>
    public IReadOnlyList<string> NamesIn(FormulaLanguage language) => VariableNames.In(language, Points.Names);

    private static double[] Of(double[] column, int[] rows) => [.. rows.Select(row => column[row])];

    private static void RefuseSize(string file, string column, string what, double[] values)
    {
        var largest = values.Max(Math.Abs);
        if (largest is < Smallest or > Largest)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}, column {column}: {what} up to {largest:0.##e0} in size, whose squares are "
                    + $"{(largest > Largest ? "too large" : "too small")} to be added up; "
                    + $"expected {Smallest:e0} to {Largest:e0} (give the column in another unit)"));
        }
    }

    private static double[] Column(TableFile table, string name, string option)
    {
        for (var k = 0; k < table.Names.Count; k++)
        {
            if (table.Names[k] == name)
                return table.Columns[k];
        }
        throw new InputException(
            $"{option}: {table.File} has no column '{name}'; expected one of {string.Join(", ", table.Names)}");
    }

    /// <summary>Rows by their variables, in the order of first appearance.</summary>
    private static List<List<int>> Repeats(double[][] columns, int rows)
    {
        var byVariables = new OrderedDictionary<string, List<int>>();
        for (var i = 0; i < rows; i++)
        {
            double[] at = [.. columns.Select(c => c[i] + 0.0)];
            var key = Convert.ToHexString(MemoryMarshal.AsBytes<double>(at));
            if (byVariables.TryGetValue(key, out var same))
                same.Add(i);
            else
                byVariables[key] = [i];
        }
        return [.. byVariables.Values];
    }

    /// <summary>A mean weighs as much as the rows that it is of.</summary>
    private static (double[][] Columns, double[] Target, double[] Weights) Average(
        double[][] columns, double[] y, double[]? w, List<List<int>> repeats)
    {
        double Weight(int row) => w?[row] ?? 1;
        double Mean(List<int> rows)
        {
            var total = rows.Sum(Weight);
            return total > 0 ? rows.Sum(i => Weight(i) * y[i]) / total : rows.Average(i => y[i]);
        }
        return (
            [.. columns.Select(c => (double[])[.. repeats.Select(rows => c[rows[0]])])],
            [.. repeats.Select(Mean)],
            [.. repeats.Select(rows => rows.Sum(Weight))]);
    }
}
