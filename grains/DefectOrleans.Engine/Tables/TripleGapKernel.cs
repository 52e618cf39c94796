using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>Three defects as a table of gaps sees them: their sides in one order of like defects.</summary>
/// <param name="One">First and second.</param>
/// <param name="Two">First and third.</param>
/// <param name="Three">Second and third.</param>
internal readonly record struct TripleOrder(TripleSide One, TripleSide Two, TripleSide Three)
{
    private static readonly (int, int, int)[] Orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)];

    /// <summary>The kinds, ordered.</summary>
    public string Kinds => $"{One.Channel.Type.First}|{One.Channel.Type.Second}|{Three.Channel.Type.Second}";

    /// <summary>All orders of a triple's defects in which their kinds are in order.</summary>
    public static IEnumerable<TripleOrder> Of(ArrangedTriple triple)
    {
        TripleSide[] sides = [triple.One, triple.Two, triple.Three];
        return
            from order in Orders
            let found = new TripleOrder(sides[order.Item1], sides[order.Item2], sides[order.Item3])
            let types = (One: found.One.Channel.Type, Two: found.Two.Channel.Type, Three: found.Three.Channel.Type)
            where types.One.First == types.Two.First && types.One.Second == types.Three.First
                && types.Two.Second == types.Three.Second
            select found;
    }
}

/// <summary>How alike triples of one class are. Immutable.</summary>
/// <param name="deviation">s, eV.</param>
/// <param name="shared">c, eV.</param>
/// <param name="scales">Of distances, sides, gaps (1/eV) and of being freed.</param>
internal sealed class TripleGapKernel(double deviation, double shared, IReadOnlyList<double> scales)
{
    // Å.
    private const double Decay = 3;

    /// <summary>Where a triple stands for the kernel.</summary>
    public double[] Place(
        IReadOnlyList<double> distances, IReadOnlyList<Side> sides, IReadOnlyList<double> gaps, bool isFreed) =>
    [
        .. distances.Select(r => scales[0] * Math.Exp(-r / Decay)), .. sides.Select(side => side == Side.Same ? scales[1] : 0),
        .. gaps.Select(gap => scales[2] * gap), isFreed ? scales[3] : 0,
    ];

    /// <summary>The covariance of a triple in one order and of another in all of its orders, eV².</summary>
    public double Of(double[] one, double[][] other)
    {
        var sum = 0.0;
        foreach (var place in other)
        {
            var apart = 0.0;
            for (var i = 0; i < place.Length; i++)
                apart += (place[i] - one[i]) * (place[i] - one[i]);
            sum += Math.Exp(-apart / 2);
        }
        return shared * shared + deviation * deviation * sum / other.Length;
    }
}

/// <summary>What tables of gaps say of structures with three defects. Immutable, for any number of threads.</summary>
internal sealed class TripleGapShifts
{
    private readonly Dictionary<string, (TripleGapKernel Kernel, ImmutableArray<(double[] Place, double Weight)> Points)>
        _classes;

    public TripleGapShifts(IEnumerable<TripleGaps> tables) => _classes = tables.ToDictionary(t => t.Kinds, t =>
    {
        var kernel = new TripleGapKernel(t.Deviation, t.Shared, t.Scales);
        return (
            kernel,
            t.Points.Select(p => (kernel.Place(p.Distances, p.Sides, p.Gaps, p.IsFreed), p.Weight)).ToImmutableArray());
    }, StringComparer.Ordinal);

    /// <summary>
    /// The gap of a crystal that has three defects in each supercell that was learned from, eV; null for others, and where a
    /// class has no table. Equal crystals have equal gaps: in other supercells each defect sees the same two.
    /// </summary>
    /// <param name="structure">The structure.</param>
    /// <param name="reach">Which images interact.</param>
    /// <param name="gapOf">A pair's gap, eV.</param>
    /// <param name="pairsGap">The gap of three defects by the rule of their pairs, eV.</param>
    /// <param name="isFreed">Whether a defect of it is freed.</param>
    public double? Gap(
        DefectiveStructure structure, PairReach reach, Func<TripleSide, double?> gapOf, Func<ArrangedTriple, double?> pairsGap,
        bool isFreed)
    {
        if (_classes.Count == 0 || Triples(structure, reach) is not { } triples)
            return null;
        double? lowest = null;
        foreach (var triple in triples)
        {
            if (pairsGap(triple) is not { } pairs || Shift(triple, gapOf, isFreed) is not { } shift)
                return null;
            var gap = Math.Max(0, pairs + shift);
            lowest = lowest is { } so ? Math.Min(so, gap) : gap;
        }
        return lowest;
    }

    /// <summary>
    /// The only triples that a structure's defects make up; null where there are more or less than one for three.
    /// </summary>
    internal static ArrangedTriple[]? Triples(DefectiveStructure structure, PairReach reach)
    {
        const double Rounding = 1e-6;
        if (Math.Abs(structure.Defects.Length - 3 * reach.Cells(structure)) > Rounding)
            return null;
        ArrangedTriple[] triples = [.. DefectTriples.Arranged(structure, reach)];
        return Math.Abs(triples.Sum(t => t.Weight) - structure.Defects.Length / 3.0) < Rounding ? triples : null;
    }

    private double? Shift(ArrangedTriple triple, Func<TripleSide, double?> gapOf, bool isFreed)
    {
        TripleOrder[] orders = [.. TripleOrder.Of(triple)];
        if (orders.Length == 0 || !_classes.TryGetValue(orders[0].Kinds, out var known))
            return null;
        double[][] places = [.. orders.Select(order => Place(known.Kernel, order, gapOf, isFreed))];
        var sum = 0.0;
        foreach (var (place, weight) in known.Points)
            sum += weight * known.Kernel.Of(place, places);
        return sum;
    }

    internal static double[] Place(
        TripleGapKernel kernel, TripleOrder order, Func<TripleSide, double?> gapOf, bool isFreed) => kernel.Place(
            [order.One.Distance, order.Two.Distance, order.Three.Distance],
            [order.One.Channel.Side, order.Two.Channel.Side, order.Three.Channel.Side],
            [gapOf(order.One) ?? 0, gapOf(order.Two) ?? 0, gapOf(order.Three) ?? 0], isFreed);
}
