using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Predictions;

/// <summary>
/// The supercell that an old book was trained in, which it does not say: the one whose nearest images stand at the distances
/// of the book's tables.
/// </summary>
internal static class TrainedCells
{
    // Å. Distances in a table are means over cells of one crystal.
    private const double Same = 0.02;

    // Å. How much farther two sites of the supercell may be than the farthest pair that any structure held.
    private const double Unseen = 3;

    /// <summary>The supercell; null where the book has no tables, or they are of no supercell.</summary>
    public static PairReach? Of(FormulaBook book)
    {
        var tables = book.Pairs.Where(p => p.Table.Count > 0)
            .Select(p =>
                (Channel: new PairChannel(PairType.Parse(p.PairType), p.Side),
                    Distances: p.Table.Select(t => t.Distance).Order().ToArray()))
            .ToList();
        if (tables.Count == 0 || !IsLayer(book))
            return null;
        var finder = new DefectFinder(UnitCells.FromMessage(book.Material, book.Cell));
        var lattice = finder.UnitCell.Lattice;
        var farthest = tables.Max(t => t.Distances[^1]);
        // Neither side of the cell is shorter than the farthest pair, nor much longer than twice of it.
        int mostA = Most(lattice.A), mostB = Most(lattice.B);
        return (
            from a in Enumerable.Range(1, mostA)
            from b in Enumerable.Range(1, mostB)
            let planar = new PlanarImages(new Lattice(a * lattice.A, b * lattice.B, lattice.C))
            where planar.Farthest >= farthest - Same && planar.Period <= 2 * farthest && planar.Period >= farthest / 2
            let missing = Missing(finder.Supercell(a, b), tables, farthest)
            where missing is not null
            orderby missing, a * b, Math.Abs(a - b)
            select new PairReach(a, b)).FirstOrDefault();

        int Most(Vec3 side) => (int)Math.Min(40, Math.Ceiling(2 * (farthest + Unseen) / side.Length));
    }

    private static bool IsLayer(FormulaBook book) => book.Cell.Lattice.Count == 3 && book.Cell.Sites.Count > 0;

    /// <summary>How many of a supercell's distances the tables lack; null where they have one that is none of its.</summary>
    private static int? Missing(Supercell cell, List<(PairChannel Channel, double[] Distances)> tables, double farthest)
    {
        var missing = 0;
        var known = new Dictionary<(string, string, Side), double[]>();
        foreach (var (channel, distances) in tables)
        {
            var key = (channel.Type.First.Site, channel.Type.Second.Site, channel.Side);
            if (!known.TryGetValue(key, out var all))
                known.Add(key, all = Distances(cell, key));
            if (all.Length == 0 || all[^1] > farthest + Unseen || distances.Any(d => !IsIn(all, d)))
                return null;
            missing += all.Count(d => !IsIn(distances, d));
        }
        return missing;
    }

    private static double[] Distances(Supercell cell, (string First, string Second, Side Side) channel)
    {
        var cells = cell.CellA * cell.CellB;
        var found =
            from one in Enumerable.Range(0, cell.SiteCount / cells).Select(basis => basis * cells)
            where cell.ElementAt(one) == channel.First
            from other in Enumerable.Range(0, cell.SiteCount)
            where other != one && cell.ElementAt(other) == channel.Second && cell.SideOf(one, other) == channel.Side
            select Math.Round(cell.Distance(one, other), 6);
        return [.. found.Distinct().Order()];
    }

    private static bool IsIn(double[] sorted, double distance)
    {
        var at = Array.BinarySearch(sorted, distance);
        if (at >= 0)
            return true;
        return ~at < sorted.Length && sorted[~at] - distance <= Same || ~at > 0 && distance - sorted[~at - 1] <= Same;
    }
}
