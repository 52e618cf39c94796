using System.Collections.Immutable;
using System.Numerics;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Tables that one law is for, one behind the other, with places between their points that no law may leave far: a wave
/// that fits only where points happen to lie is aliasing. Each table's rows end on a whole vector.
/// </summary>
public sealed class LawTables
{
    // Places between two points, and how many at most where the gap is wide.
    private const int PlacesOfGap = 2, MostPlaces = 8;

    // Of what a law may go beyond two neighbouring points: it is fitted to places between, and goes a little farther elsewhere.
    private const double Kept = 0.8;

    // How many times more than at its points a table's crests count at most.
    private const double MostStrict = 1000;

    private LawTables(ImmutableArray<PointTable> tables, PointTable rows, ImmutableArray<int> starts) =>
        (Tables, Rows, Starts) = (tables, rows, starts);

    /// <summary>The tables, of the same variables.</summary>
    public ImmutableArray<PointTable> Tables { get; }

    /// <summary>All rows: points, places between, and padding that weighs nothing.</summary>
    public PointTable Rows { get; }

    /// <summary>Where each table's rows begin.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <summary>The smallest value that is right at each row: at points their target.</summary>
    public required ImmutableArray<double> Low { get; init; }

    /// <summary>The largest value that is right at each row: at points their target.</summary>
    public required ImmutableArray<double> High { get; init; }

    /// <summary>Residuals beyond it count linearly, in the target's unit; null for plain least squares.</summary>
    public double? HuberThreshold { get; init; }

    /// <summary>How many tables there are.</summary>
    public int Count => Tables.Length;

    /// <summary>Sum of the weights of all points.</summary>
    public double TotalWeight => Tables.Sum(table => table.TotalWeight);

    /// <summary>Weighted mean of the targets' squares.</summary>
    public double MeanSquare => MeanSquareOf(Tables);

    /// <summary>Lays tables out.</summary>
    /// <param name="tables">At least one, of the same variables.</param>
    /// <param name="huberThreshold">Residuals beyond it count linearly; null for plain least squares.</param>
    /// <param name="between">Whether a law may not go far between the points; a form that a user gives may.</param>
    public static LawTables Of(ImmutableArray<PointTable> tables, double? huberThreshold = null, bool between = true)
    {
        var variables = tables[0].Variables.Length;
        if (tables.Any(table => table.Variables.Length != variables))
            throw new ArgumentException("A law's tables have the same variables.", nameof(tables));
        var spread = Math.Sqrt(MeanSquareOf(tables));
        var (rows, starts) = (new List<Row>(), ImmutableArray.CreateBuilder<int>());
        foreach (var table in tables)
        {
            starts.Add(rows.Count);
            rows.AddRange(PointsOf(table));
            if (between && variables == 1)
                rows.AddRange(PlacesOf(table, spread));
            while (rows.Count % Vector<double>.Count != 0)
                rows.Add(rows[^1] with { Weight = 0 });
        }
        var all = new PointTable(
            [.. Enumerable.Range(0, variables).Select(k => rows.Select(row => row.Variables[k]).ToArray())],
            [.. rows.Select(row => row.Low + (row.High - row.Low) / 2)],
            [.. rows.Select(row => row.Weight)],
            tables[0].Names);
        return new LawTables(tables, all, starts.ToImmutable())
        {
            Low = [.. rows.Select(row => row.Low)],
            High = [.. rows.Select(row => row.High)],
            HuberThreshold = huberThreshold,
        };
    }

    private sealed record Row(double[] Variables, double Low, double High, double Weight);

    private static double MeanSquareOf(ImmutableArray<PointTable> tables) =>
        tables.Sum(table => Enumerable.Range(0, table.Count).Sum(i => table.Weights[i] * table.Target[i] * table.Target[i]))
            / tables.Sum(table => table.TotalWeight);

    private static IEnumerable<Row> PointsOf(PointTable table) => Enumerable.Range(0, table.Count).Select(i => new Row(
        [.. table.Variables.Select(column => column[i])], table.Target[i], table.Target[i], table.Weights[i]));

    private static IEnumerable<Row> PlacesOf(PointTable table, double spread)
    {
        var (x, rule) = (table.Variables[0], new CrestRule(table));
        if (rule.Gaps.Length < 2)
            yield break;
        var usual = rule.Gaps.Select(rule.WidthOf).Order().ElementAt(rule.Gaps.Length / 2);
        // A crest of a table of small values is as wild as one of large values.
        var strictness = rule.Crest > 0 ? Math.Clamp(spread * spread / (rule.Crest * rule.Crest), 1, MostStrict) : 1;
        foreach (var gap in rule.Gaps)
        {
            var width = rule.WidthOf(gap);
            var places = Math.Clamp((int)Math.Round(PlacesOfGap * width / usual), 1, MostPlaces);
            var (low, high) = rule.Band(table.Target[gap.From], table.Target[gap.To], Kept);
            var weight = strictness * (table.Weights[gap.From] + table.Weights[gap.To]) / 2;
            for (var place = 1; place <= places; place++)
                yield return new Row([x[gap.From] + width * place / (places + 1)], low, high, weight);
        }
    }
}
