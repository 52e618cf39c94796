using System.Collections.Immutable;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Cli.Fitting;

/// <summary>A table in groups that one law is for.</summary>
/// <param name="Whole">All points.</param>
/// <param name="Column">The column of groups; null for a table that is one group.</param>
/// <param name="Names">The groups, in the order of the table.</param>
/// <param name="Tables">Their points.</param>
internal sealed record GroupedTable(
    FitTable Whole, string? Column, ImmutableArray<string> Names, ImmutableArray<PointTable> Tables)
{
    // Beyond it a column is no column of groups.
    private const int MostGroups = 200;

    /// <summary>Takes a table apart.</summary>
    /// <exception cref="InputException">There is one group, there are very many, or one has a point alone.</exception>
    public static GroupedTable Of(FitTable table, string? column)
    {
        if (column is null)
            return new(table, null, [""], [table.Points]);
        var groups = Enumerable.Range(0, table.Points.Count).GroupBy(row => table.Groups![row]).ToList();
        if (groups.Count < 2)
            throw new InputException($"--group {column}: all rows have '{groups[0].Key}'; expected two groups or more");
        if (groups.FirstOrDefault(group => group.Count() < 2) is { } alone)
        {
            var few = groups.Count(group => group.Count() < 2) is var others and > 1 ? $" (and {others - 1} others)" : "";
            throw new InputException($"--group {column}: group '{alone.Key}'{few} has one point; expected at least two");
        }
        if (groups.Count > MostGroups)
            throw new InputException($"--group {column}: {groups.Count} groups; expected at most {MostGroups}");
        return new(table, column, [.. groups.Select(g => g.Key)], [.. groups.Select(g => Only(table.Points, [.. g]))]);
    }

    private static PointTable Only(PointTable points, int[] rows) => new(
        [.. points.Variables.Select(column => rows.Select(row => column[row]).ToArray())],
        [.. rows.Select(row => points.Target[row])],
        [.. rows.Select(row => points.Weights[row])],
        points.Names);
}
