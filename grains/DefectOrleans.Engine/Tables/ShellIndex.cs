using System.Collections.Immutable;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>A shell in a structure's energy.</summary>
/// <param name="Shell">Its number.</param>
/// <param name="Weight">How often it counts.</param>
public readonly record struct SummedShell(int Shell, double Weight);

/// <summary>
/// The shells that a set of structures holds, numbered, and each structure's pairs by number: what regression and
/// refinement work on.
/// </summary>
public sealed class ShellIndex
{
    /// <summary>
    /// Distances closer than this are one shell, Å: far above the difference between two cells of one crystal, far below
    /// the gap between shells.
    /// </summary>
    public const double Resolution = 0.01;

    private readonly Dictionary<PairChannel, (double[] Starts, int First)> _byChannel = [];

    /// <summary>Indexes the structures' pairs.</summary>
    /// <param name="structures">The structures.</param>
    /// <param name="reach">Which images interact; null for that of the largest of their supercells.</param>
    public ShellIndex(IReadOnlyList<DefectiveStructure> structures, PairReach? reach = null)
    {
        reach ??= PairReach.Of(structures);
        var images = structures.Select(reach.Of).ToArray();
        var means = new List<(PairChannel Channel, double Distance)>();
        foreach (var channel in images.SelectMany(pairs => pairs).GroupBy(p => p.Channel).OrderBy(g => g.Key))
            means.AddRange(Cluster(channel.Key, channel.Select(p => p.DistanceAngstrom), means.Count));

        PairsOf = [.. images.Select(pairs => pairs.Where(p => p.IsNearest).Select(NumberOf).ToImmutableArray())];
        SummedOf = [.. images.Select(pairs => pairs.Select(p => new SummedShell(NumberOf(p), p.Weight)).ToImmutableArray())];
        CellsOf = [.. structures.Select(reach.Cells)];
        var counts = new int[means.Count];
        foreach (var shell in SummedOf.SelectMany(pairs => pairs.Select(p => p.Shell).Distinct()))
            counts[shell]++;
        Shells = [.. means.Select((m, i) => new Shell(m.Channel, m.Distance, counts[i]))];
        Channels = [.. _byChannel.Keys.Order()];
    }

    /// <summary>All shells, ordered by channel and distance.</summary>
    public ImmutableArray<Shell> Shells { get; }

    /// <summary>
    /// For each structure, the shell numbers that decide its levels: those of its pairs, and in narrow cells of its defects'
    /// images.
    /// </summary>
    public ImmutableArray<ImmutableArray<int>> PairsOf { get; }

    /// <summary>For each structure, the shells that its energy sums: its pairs' and those of images that interact.</summary>
    public ImmutableArray<ImmutableArray<SummedShell>> SummedOf { get; }

    /// <summary>For each structure, how often its energy counts E0.</summary>
    public ImmutableArray<double> CellsOf { get; }

    /// <summary>The pair channels, ordered.</summary>
    public ImmutableArray<PairChannel> Channels { get; }

    /// <summary>Numbers of a channel's shells, nearest first.</summary>
    public Range Of(PairChannel channel)
    {
        var (starts, first) = _byChannel[channel];
        return first..(first + starts.Length);
    }

    /// <summary>The same as a sequence.</summary>
    public IEnumerable<int> NumbersOf(PairChannel channel)
    {
        var (from, count) = Of(channel).GetOffsetAndLength(Shells.Length);
        return Enumerable.Range(from, count);
    }

    private int NumberOf(ImagePair pair)
    {
        var (starts, first) = _byChannel[pair.Channel];
        var at = Array.BinarySearch(starts, pair.DistanceAngstrom);
        return first + (at >= 0 ? at : ~at - 1);
    }

    private IEnumerable<(PairChannel, double)> Cluster(PairChannel channel, IEnumerable<double> distances, int first)
    {
        var sorted = distances.Distinct().Order().ToArray();
        var starts = new List<double>();
        var means = new List<(PairChannel, double)>();
        for (int i = 0, begin = 0; i < sorted.Length; i++)
        {
            if (i + 1 < sorted.Length && sorted[i + 1] - sorted[i] <= Resolution)
                continue;
            starts.Add(sorted[begin]);
            means.Add((channel, sorted[begin..(i + 1)].Average()));
            begin = i + 1;
        }
        _byChannel[channel] = ([.. starts], first);
        return means;
    }
}
