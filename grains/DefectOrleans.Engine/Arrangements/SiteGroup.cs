namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// A group of permutations of sites, and which sets of sites are the least of those that it makes of each other. A set's least
/// image begins with the least image of the set without its last site, so least sets grow site by site (R. C. Read's orderly
/// generation, 1978). Immutable.
/// </summary>
internal sealed class SiteGroup
{
    /// <summary>Most sites of a set.</summary>
    public const int MostSites = 64;

    private readonly ushort[][] _operations;
    private readonly ushort[] _least;
    private readonly ushort[][][] _toLeast;

    /// <param name="operations">All permutations, that which changes nothing too.</param>
    public SiteGroup(ushort[][] operations)
    {
        _operations = operations;
        var sites = operations[0].Length;
        _least = [.. Enumerable.Range(0, sites).Select(site => operations.Min(operation => operation[site]))];
        _toLeast = [.. Enumerable.Range(0, sites).Select(site =>
            operations.Length == 1 ? [] : operations.Where(operation => operation[site] == _least[site]).ToArray())];
    }

    /// <summary>Number of permutations.</summary>
    public int Order => _operations.Length;

    /// <summary>
    /// How many permutations keep a set, where none makes a lesser one of it; 0 where one does. Only those can that take a site
    /// to the least of its orbit.
    /// </summary>
    /// <param name="set">Sites in rising order, at least one.</param>
    public int Keeping(ReadOnlySpan<ushort> set)
    {
        if (_operations.Length == 1)
            return 1;
        Span<ushort> image = stackalloc ushort[set.Length];
        var keeping = 0;
        var first = set[0];
        foreach (var site in set)
        {
            if (_least[site] > first)
                continue;
            if (_least[site] < first)
                return 0;
            foreach (var operation in _toLeast[site])
            {
                Take(set, operation, image);
                var order = image.SequenceCompareTo(set);
                if (order < 0)
                    return 0;
                if (order == 0)
                    keeping++;
            }
        }
        return keeping;
    }

    /// <summary>The permutations that keep a set.</summary>
    public SiteGroup Stabilizer(ReadOnlySpan<ushort> set)
    {
        if (_operations.Length == 1)
            return this;
        var image = new ushort[set.Length];
        var kept = new List<ushort[]>();
        foreach (var operation in _operations)
        {
            Take(set, operation, image);
            if (set.SequenceEqual(image))
                kept.Add(operation);
        }
        return new SiteGroup([.. kept]);
    }

    private static void Take(ReadOnlySpan<ushort> set, ushort[] operation, Span<ushort> image)
    {
        for (var i = 0; i < set.Length; i++)
        {
            var to = operation[set[i]];
            var at = i;
            for (; at > 0 && image[at - 1] > to; at--)
                image[at] = image[at - 1];
            image[at] = to;
        }
    }
}
