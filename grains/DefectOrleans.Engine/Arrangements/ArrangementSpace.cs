using System.Collections.Immutable;
using System.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// All arrangements of some defects in a supercell, and the order in which they are walked through: kinds with few sets of
/// sites first, sites by how strongly they attract what follows, so that stable arrangements come early. Immutable.
/// </summary>
internal sealed class ArrangementSpace
{
    public ArrangementSpace(CellEnergies cell)
    {
        Cell = cell;
        Kinds = [.. Enumerable.Range(0, cell.Kinds.Length)
            .OrderBy(kind => Choices(cell.Sites[kind].Length, cell.Counts.Kinds[kind].Count)).ThenBy(kind => kind)];
        Counts = [.. Kinds.Select(kind => cell.Counts.Kinds[kind].Count)];
        KindAt = [.. Counts.SelectMany((count, kind) => Enumerable.Repeat(kind, count))];
        Starts = [.. Counts.Select((_, kind) => Counts.Take(kind).Sum())];
        SiteAt = Ordered(cell, Kinds[0]);
        var labels = new int[cell.Supercell.SiteCount];
        for (var label = 0; label < SiteAt.Length; label++)
            labels[SiteAt[label]] = label;
        Candidates = [.. Kinds.Select(kind => cell.Sites[kind].Select(site => (ushort)labels[site]).Order().ToArray())];
        Symmetry = new SiteGroup([.. CellSymmetry.Permutations(cell)
            .Select(images => SiteAt.Select(site => (ushort)labels[images[site]]).ToArray())]);
        Arrangements = Count();
    }

    public CellEnergies Cell { get; }

    /// <summary>Numbers of the kinds, by turn.</summary>
    public ImmutableArray<int> Kinds { get; }

    /// <summary>How many defects each turn places.</summary>
    public ImmutableArray<int> Counts { get; }

    /// <summary>The turn of each defect.</summary>
    public ImmutableArray<int> KindAt { get; }

    /// <summary>The first defect of each turn.</summary>
    public ImmutableArray<int> Starts { get; }

    /// <summary>The site of each label.</summary>
    public ImmutableArray<int> SiteAt { get; }

    /// <summary>Labels of the sites that each turn's kind may take, rising.</summary>
    public ImmutableArray<ushort[]> Candidates { get; }

    /// <summary>The symmetry of the supercell, by labels.</summary>
    public SiteGroup Symmetry { get; }

    /// <summary>Number of arrangements, those that symmetry makes of each other too.</summary>
    public BigInteger Arrangements { get; }

    /// <summary>Ways to choose some of several.</summary>
    public static BigInteger Choices(int from, int chosen)
    {
        BigInteger ways = 1;
        for (var i = 1; i <= chosen; i++)
            ways = ways * (from - chosen + i) / i;
        return ways;
    }

    private BigInteger Count()
    {
        BigInteger all = 1;
        var taken = new Dictionary<string, int>();
        foreach (var (kind, count) in Kinds.Zip(Counts))
        {
            var element = Cell.Kinds[kind].Site;
            all *= Choices(Cell.Sites[kind].Length - taken.GetValueOrDefault(element), count);
            taken[element] = taken.GetValueOrDefault(element) + count;
        }
        return all;
    }

    /// <summary>A site of the first kind, then all that kinds may take by what they gain beside it.</summary>
    private static ImmutableArray<int> Ordered(CellEnergies cell, int first)
    {
        var start = cell.Sites[first][0];
        return
        [
            .. Enumerable.Range(0, cell.Supercell.SiteCount)
                .Where(site => Enumerable.Range(0, cell.Kinds.Length).Any(kind => cell.Effects.Fits(kind, site)))
                .OrderByDescending(site => site == start)
                .ThenBy(site => Enumerable.Range(0, cell.Kinds.Length).Where(kind => cell.Effects.Fits(kind, site))
                    .Min(kind => cell.PairEnergy(first, start, kind, site)))
                .ThenBy(site => site),
        ];
    }
}
