using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Cli.Fitting;

/// <summary>What a table gives a search: points, the name of the target, and what the user should know.</summary>
/// <param name="Points">Variables with the names that formulas use.</param>
/// <param name="Target">Name of the target's column.</param>
/// <param name="Note">Something the user did not ask for; null where there is nothing.</param>
internal sealed partial record FitTable(PointTable Points, string Target, string? Note)
{
    private static readonly HashSet<string> Taken =
        [.. OperatorRegistry.All.SelectMany(o => o.CallNames), "pi"];

    /// <summary>Takes the target and the weights out of a table; the other columns are the variables.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The target's column.</param>
    /// <param name="weights">The weights' column; null for equal weights.</param>
    /// <param name="average">Rows of equal variables become one row of their mean; otherwise they must have one target.</param>
    /// <exception cref="InputException">No formula could be searched on such a table.</exception>
    public static FitTable From(TableFile table, string target, string? weights, bool average)
    {
        var y = Column(table, target, "--target");
        var w = weights is null ? null : Column(table, weights, "--weights");
        if (weights == target)
            throw new InputException($"--weights: '{weights}' is the target; expected another column");
        var variables = Enumerable.Range(0, table.Names.Count).Where(k => table.Names[k] != target && table.Names[k] != weights).ToArray();
        if (variables.Length is 0 or > Token.VariableCount)
            throw new InputException($"{table.File}: {variables.Length} variables ({string.Join(", ", variables.Select(k => table.Names[k]))}) beside the target; expected 1 to {Token.VariableCount}");
        if (y.Length < 2)
            throw new InputException($"{table.File}: {(y.Length == 0 ? "no row" : "one row")}; expected at least two points");
        if (w is not null && Array.FindIndex(w, value => value < 0) is var negative and >= 0)
            throw new InputException($"{table.File}, {table.Row(negative)}, column {weights}: a weight of {w[negative]:R}; expected 0 or more");
        if (w is not null && w.All(value => value == 0))
            throw new InputException($"{table.File}, column {weights}: all weights are 0; expected one above");

        var columns = variables.Select(k => table.Columns[k]).ToArray();
        var repeats = Repeats(columns, y.Length);
        if (!average)
            RefuseContradictions(table, target, y, repeats);
        else if (repeats.Count < y.Length)
            (columns, y, w) = Average(columns, y, w, repeats);
        if (y.Length < 2)
            throw new InputException($"{table.File}: one point after averaging; expected at least two");
        if (y.All(value => value == y[0]))
            throw new InputException($"{table.File}, column {target}: {y[0]:R} in every row; expected a target that changes");

        string[] names = [.. variables.Select(k => table.Names[k])];
        if (names.All(IsUsable))
            return new FitTable(new PointTable(columns, y, w, names), target, null);
        var plain = PointTable.DefaultNames(names.Length);
        var note = $"note: formulas say {string.Join(", ", plain.Zip(names, (p, n) => $"{p} for column '{n}'"))}";
        return new FitTable(new PointTable(columns, y, w, plain), target, note);
    }

    private static bool IsUsable(string name) => Identifier().IsMatch(name) && !Taken.Contains(name);

    private static double[] Column(TableFile table, string name, string option)
    {
        for (var k = 0; k < table.Names.Count; k++)
        {
            if (table.Names[k] == name)
                return table.Columns[k];
        }
        throw new InputException($"{option}: {table.File} has no column '{name}'; expected one of {string.Join(", ", table.Names)}");
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

    private static void RefuseContradictions(TableFile table, string target, double[] y, List<List<int>> repeats)
    {
        foreach (var rows in repeats)
        {
            if (rows.Find(i => y[i] != y[rows[0]]) is var other and > 0)
            {
                throw new InputException(
                    $"{table.File}: {table.Row(rows[0])} and {table.Row(other)} have the same variables and {target} {y[rows[0]]:R} and {y[other]:R}; expected one target for each point (--average-duplicates takes the mean)");
            }
        }
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

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Identifier();
}
