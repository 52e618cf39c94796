using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>Distances of channels by number, to be found again in any structure. Immutable.</summary>
internal sealed class KnownShells
{
    // Å. Nearer than half the way to the next shell, farther than cells of one crystal differ by.
    private const double OneShell = 0.02;

    private readonly Dictionary<PairChannel, (double[] Distances, int[] Numbers)> _byChannel;

    /// <param name="shells">The shells; their places are their numbers.</param>
    public KnownShells(IEnumerable<(PairChannel Channel, double Distance)> shells) =>
        _byChannel = shells.Select((s, i) => (s.Channel, s.Distance, Number: i)).GroupBy(s => s.Channel).ToDictionary(
            g => g.Key,
            g => g.OrderBy(s => s.Distance).ToArray() is var sorted
                ? (sorted.Select(s => s.Distance).ToArray(), sorted.Select(s => s.Number).ToArray())
                : default);

    /// <summary>The number of the shell in which a pair stands; −1 where it is none of these.</summary>
    public int NumberOf(PairChannel channel, double distance)
    {
        if (!_byChannel.TryGetValue(channel, out var known))
            return -1;
        var at = Array.BinarySearch(known.Distances, distance);
        if (at >= 0)
            return known.Numbers[at];
        at = ~at;
        if (at == known.Distances.Length || at > 0 && distance - known.Distances[at - 1] < known.Distances[at] - distance)
            at--;
        return Math.Abs(known.Distances[at] - distance) <= OneShell ? known.Numbers[at] : -1;
    }

    /// <summary>The numbers of a triple's sides in rising order: its arrangement, but for its mirror image.</summary>
    public static (int, int, int) Sorted(int one, int two, int three)
    {
        if (one > two)
            (one, two) = (two, one);
        if (two > three)
            (two, three) = (three, two);
        if (one > two)
            (one, two) = (two, one);
        return (one, two, three);
    }
}
