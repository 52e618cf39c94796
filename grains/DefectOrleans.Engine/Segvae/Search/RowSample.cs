using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Some rows of a large table, drawn at random, that formulas are tried on first; those that do well there are measured on
/// all. They become more as a search goes on: early on most formulas are far off, as few rows tell, later they are close to
/// each other. A table gives the same rows at the same epoch, those of earlier ones among them.
/// </summary>
public static class RowSample
{
    /// <summary>Tables of no more rows are not sampled.</summary>
    public const int MostWhole = 400;

    /// <summary>No sample has more rows.</summary>
    public const int MostRows = 2000;

    private const int FirstRows = 250, EpochsToDouble = 10;

    // Fewer rows soon say which formulas are worth all of them.
    private const double LargestShare = 0.4;

    /// <summary>How many rows are tried on first in an epoch; all of a small table.</summary>
    public static int Size(PointTable points, int epoch) => points.Count <= MostWhole
        ? points.Count
        : Math.Min(
            Math.Clamp((int)(LargestShare * points.Count), FirstRows, MostRows),
            FirstRows << Math.Min(epoch / EpochsToDouble, 10));

    /// <summary>The rows of an epoch; the table itself where it is small.</summary>
    public static PointTable Of(PointTable points, int epoch) => Draw(points, Size(points, epoch));

    /// <summary>So many rows, the same each time; the table itself where it has no more.</summary>
    public static PointTable Draw(PointTable points, int count)
    {
        if (points.Count <= count)
            return points;
        var random = new SeededRandom(1);
        int[] order = [.. Enumerable.Range(0, points.Count)];
        for (var i = 0; i < count; i++)
        {
            var other = i + random.NextInt(order.Length - i);
            (order[i], order[other]) = (order[other], order[i]);
        }
        // Rows of no weight tell nothing; where all drawn are such, the table is not one to sample.
        int[] rows = [.. order.Take(count).Order()];
        if (rows.All(row => points.Weights[row] == 0))
            return points;
        return new PointTable(
            [.. points.Variables.Select(column => rows.Select(row => column[row]).ToArray())],
            [.. rows.Select(row => points.Target[row])],
            [.. rows.Select(row => points.Weights[row])],
            points.Names);
    }
}
