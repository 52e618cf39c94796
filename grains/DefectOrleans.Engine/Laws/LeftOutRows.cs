using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// How well a form tells points that it was not fitted to: every third point of each table is left out in turn, but for the
/// first and the last of its variable, for beyond its points no law is asked. One per thread.
/// </summary>
public sealed class LeftOutRows
{
    private const int Parts = 3;
    private const ulong Seed = 1;

    private readonly LawTables _tables;
    private readonly ImmutableArray<(LawStarts Starts, ImmutableArray<ImmutableArray<int>> Left)> _parts;
    private readonly Evaluator[] _evaluators;

    /// <summary>Takes tables, whose rows are in the order of their variable where there is one.</summary>
    public LeftOutRows(LawTables tables)
    {
        _tables = tables;
        _evaluators = [.. tables.Tables.Select(table => new Evaluator(table))];
        _parts = [.. Enumerable.Range(0, Parts).Select(part => Part(tables, part))];
    }

    /// <summary>
    /// Weighted mean absolute error at points left out, in the target's unit; the law's numbers are fitted to the rest.
    /// </summary>
    public double ErrorOf(Expression law)
    {
        var (sums, weights) = Sums(law);
        return sums.Sum() is var sum && double.IsFinite(sum) && weights.Sum() > 0 ? sum / weights.Sum() : double.PositiveInfinity;
    }

    /// <summary>The same table by table; infinite where a table has no point that is left out.</summary>
    public ImmutableArray<double> ErrorsOf(Expression law)
    {
        var (sums, weights) = Sums(law);
        return
        [
            .. sums.Zip(weights, (sum, weight) => double.IsFinite(sum) && weight > 0 ? sum / weight : double.PositiveInfinity),
        ];
    }

    /// <summary>The same at all points, with the law's numbers as they are.</summary>
    public double FitErrorOf(Expression law)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var table = 0; table < _tables.Count; table++)
            Add(law, table, Enumerable.Range(0, _tables.Tables[table].Count), ref sum, ref weight);
        return sum / weight;
    }

    private (double[] Sums, double[] Weights) Sums(Expression law)
    {
        var (sums, weights) = (new double[_tables.Count], new double[_tables.Count]);
        foreach (var (starts, left) in _parts)
        {
            double[] numbers = [.. law.Constants];
            if (!double.IsFinite(starts.Run(law.Tokens.AsSpan(), numbers, LawEffort.Careful, Seed)))
            {
                Array.Fill(sums, double.PositiveInfinity);
                break;
            }
            for (var table = 0; table < _tables.Count; table++)
                Add(law with { Constants = [.. numbers] }, table, left[table], ref sums[table], ref weights[table]);
        }
        return (sums, weights);
    }

    private void Add(Expression law, int table, IEnumerable<int> rows, ref double sum, ref double weight)
    {
        var (points, member) = (_tables.Tables[table], LawNumbers.MemberOf(law, table, _tables.Count));
        var values = _evaluators[table].Evaluate(member.Tokens.AsSpan(), member.Constants.AsSpan());
        foreach (var row in rows)
        {
            sum += points.Weights[row] * Math.Abs(values[row] - points.Target[row]);
            weight += points.Weights[row];
        }
    }

    private static (LawStarts, ImmutableArray<ImmutableArray<int>>) Part(LawTables tables, int part)
    {
        ImmutableArray<ImmutableArray<int>> left = [.. tables.Tables.Select(table => LeftOut(table, part))];
        var kept = tables.Tables.Zip(left, (table, rows) => Without(table, rows));
        return (new LawStarts(LawTables.Of([.. kept], tables.HuberThreshold)), left);
    }

    private static ImmutableArray<int> LeftOut(PointTable table, int part)
    {
        var x = table.Variables[0];
        return
        [
            .. Enumerable.Range(0, table.Count).OrderBy(i => x[i]).Skip(1).SkipLast(1).Where((_, i) => i % Parts == part).Order(),
        ];
    }

    private static PointTable Without(PointTable table, ImmutableArray<int> left)
    {
        int[] kept = [.. Enumerable.Range(0, table.Count).Where(i => !left.Contains(i))];
        return new PointTable(
            [.. table.Variables.Select(column => kept.Select(i => column[i]).ToArray())],
            [.. kept.Select(i => table.Target[i])],
            [.. kept.Select(i => table.Weights[i])],
            table.Names);
    }
}
