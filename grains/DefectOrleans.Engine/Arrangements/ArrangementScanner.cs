using System.Collections.Concurrent;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// Ranks the arrangements of some defects on the sites of a supercell, each once by symmetry: all of them by listing, or the
/// lowest energies of more than can be listed by branch and bound.
/// </summary>
public static class ArrangementScanner
{
    /// <summary>Most arrangements that are kept.</summary>
    public const int MostKept = 1_000_000;

    /// <summary>Most sites of a supercell: symmetry takes memory with their square.</summary>
    public const int MostSites = 2000;

    private const int PartsPerThread = 64;

    /// <summary>Scans.</summary>
    /// <param name="cell">The defects, their supercell and the book.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Told as parts are done, by any thread; null for nobody.</param>
    /// <param name="cancellation">Ends the scan, which then has the best so far.</param>
    /// <exception cref="InputException">The book does not tell what ranks, or there are too many defects.</exception>
    public static Scan Run(
        CellEnergies cell, ScanOptions options, IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        Require(cell, options);
        var space = new ArrangementSpace(cell);
        var best = new BestArrangements(Math.Min(options.Top, MostKept), options.Window);
        var isBounded = options.Rank is ScanRank.Energy or ScanRank.Binding && !options.Reversed && !cell.HasMoreThanPairs
            && (double)space.Arrangements / space.Symmetry.Order > options.MostListed;
        var rows = isBounded ? new PairRows(space) : null;
        var walks = new ConcurrentBag<ArrangementWalk>();
        var parts = Parts(Walk(CancellationToken.None), space.KindAt.Length, options.Threads);
        var (done, seen) = (0, 0L);
        Parallel.ForEach(
            Partitioner.Create(parts, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
            part =>
            {
                if (cancellation.IsCancellationRequested)
                    return;
                var walk = walks.TryTake(out var free) ? free : Walk(cancellation);
                var before = walk.Seen;
                walk.From(part);
                var reached = new ScanProgress(
                    Interlocked.Increment(ref done), parts.Count, Interlocked.Add(ref seen, walk.Seen - before));
                progress?.Report(reached);
                walks.Add(walk);
            });
        var isWhole = done == parts.Count && walks.All(walk => !walk.IsEnded);
        if (isWhole && !isBounded && walks.Aggregate((Int128)0, (sum, walk) => sum + walk.Multiplicities) is var all
            && all != (Int128)space.Arrangements)
            throw new InvalidOperationException($"{all} arrangements were seen; {space.Arrangements} were expected");
        return new Scan(
            Told(space, best, options), space.Arrangements, space.Symmetry.Order, isWhole && !isBounded ? seen : null, isWhole);

        ArrangementWalk Walk(CancellationToken cancellation) => new(
            space, best, new ArrangementKey(space, options.Rank, options.Reversed),
            rows is null ? null : new EnergyBound(space, rows), cancellation);
    }

    private static void Require(CellEnergies cell, ScanOptions options)
    {
        if (cell.Counts.Total > SiteGroup.MostSites)
            throw new InputException($"{cell.Counts.Total} defects; expected at most {SiteGroup.MostSites} in a scan");
        if (cell.Supercell.SiteCount > MostSites)
            throw new InputException(
                $"a supercell of {cell.Supercell.Shape} unit cells has {cell.Supercell.SiteCount} sites; expected at most "
                    + $"{MostSites} in a scan");
        var ranked = options.Rank switch
        {
            ScanRank.Gap => Property.Gap,
            ScanRank.Homo => Property.Homo,
            ScanRank.Lumo => Property.Lumo,
            _ => Property.Energy,
        };
        if (ranked != Property.Energy && !cell.Composer.Predicts(ranked))
            throw new InputException(
                $"the book of {cell.Composer.Book.Material} does not tell the {Quantity.Of(ranked).Name}; expected a rank that "
                    + "it tells, such as energy");
    }

    /// <summary>Beginnings that are many enough for all threads to have work to the end.</summary>
    private static List<int[]> Parts(ArrangementWalk walk, int defects, int threads)
    {
        List<int[]> parts = [[]];
        for (var length = 1; length < defects && parts.Count < threads * PartsPerThread; length++)
            parts = walk.Beginnings(length);
        return parts;
    }

    private static List<ScannedArrangement> Told(ArrangementSpace space, BestArrangements best, ScanOptions options)
    {
        var cell = space.Cell;
        var key = new ArrangementKey(space, options.Rank, options.Reversed);
        var isolated = cell.Counts.Kinds.Select((kind, number) => kind.Count * cell.Alone[number]).Sum();
        var told = new List<ScannedArrangement>();
        foreach (var found in best.Ranked())
        {
            var effect = key.Effect(found.Labels);
            var (sites, kinds) = key.Placed(found.Labels);
            var name = $"{string.Concat(cell.Counts.ToString().Where(letter => letter != ' '))}-{told.Count + 1}";
            var structure = new LatticeStructure(
                name, cell.Supercell.CellA, cell.Supercell.CellB,
                [.. sites.Zip(kinds, (site, kind) => (cell.Kinds[kind], cell.Supercell.SiteAt(site)))
                    .Select(placed => new SiteDefect($"{placed.Item1}", placed.Item2.Basis, placed.Item2.A, placed.Item2.B))],
                cell.Supercell.Shape.Shear);
            told.Add(new ScannedArrangement(
                structure, found.Multiplicity, effect.Energy, isolated - effect.Energy,
                cell.Told(Property.Homo, effect.Homo), cell.Told(Property.Lumo, effect.Lumo), cell.Told(Property.Gap, effect.Gap),
                effect.IsOutside));
        }
        return told;
    }
}
