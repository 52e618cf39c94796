using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>Finds the most stable arrangement of a complex and of every complex within it.</summary>
public static class ComplexSearch
{
    /// <summary>Most complexes.</summary>
    public const int MostComplexes = 500;

    /// <summary>Searches.</summary>
    /// <param name="book">The book, in the reading that is asked.</param>
    /// <param name="shape">The supercell.</param>
    /// <param name="counts">The largest complex.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="progress">Told each complex as it is found; null for nobody.</param>
    /// <param name="cancellation">Ends the search, which then has the complexes so far.</param>
    /// <returns>The complexes, smaller ones first.</returns>
    /// <exception cref="InputException">The book does not know the defects, or the supercell is too small for them.</exception>
    public static IReadOnlyList<DefectComplex> Run(
        FormulaBook book, CellShape shape, DefectCounts counts, int threads, IProgress<DefectComplex>? progress,
        CancellationToken cancellation)
    {
        var parts = counts.Kinds.Aggregate(1L, (ways, kind) => Math.Min(ways * (kind.Count + 1), int.MaxValue)) - 1;
        if (parts > MostComplexes)
            throw new InputException($"{counts} has {parts} complexes within it; expected at most {MostComplexes}");
        _ = new CellEnergies(book, shape, counts);
        var found = new Dictionary<string, DefectComplex>(StringComparer.Ordinal);
        foreach (var part in Parts(counts))
        {
            if (cancellation.IsCancellationRequested)
                break;
            var cell = new CellEnergies(book, shape, part);
            var scan = ArrangementScanner.Run(
                cell, new ScanOptions { Top = 1, Threads = threads, MostListed = 0 }, null, cancellation);
            if (scan.Best.Count == 0)
                break;
            var prediction = cell.Predict(scan.Best[0].Structure);
            var complex = new DefectComplex(
                part, scan.Best[0], prediction.Uncertainty.FormationEnergy, prediction.Uncertainty.Gap,
                Dissociations(part, scan.Best[0].FormationEnergy, found), scan.IsProven);
            found.Add(Key(counts, part), complex);
            progress?.Report(complex);
        }
        return [.. found.Values];

        List<Dissociation> Dissociations(DefectCounts whole, double energy, Dictionary<string, DefectComplex> known)
        {
            var ways = new List<Dissociation>();
            foreach (var part in Parts(whole).Where(part => part.Total <= whole.Total / 2))
            {
                var rest = Without(whole, part);
                if (part.Total == rest.Total && string.CompareOrdinal(Key(counts, part), Key(counts, rest)) > 0)
                    continue;
                var apart = known[Key(counts, part)].Arrangement.FormationEnergy
                    + known[Key(counts, rest)].Arrangement.FormationEnergy;
                ways.Add(new Dissociation(part, rest, apart - energy));
            }
            return [.. ways.OrderBy(way => way.Energy)];
        }
    }

    /// <summary>All that is made of some of the defects, smaller ones first, the whole last.</summary>
    private static IEnumerable<DefectCounts> Parts(DefectCounts counts)
    {
        IEnumerable<IEnumerable<DefectCount>> parts = [[]];
        foreach (var kind in counts.Kinds)
        {
            parts =
                from part in parts
                from count in Enumerable.Range(0, kind.Count + 1)
                select count == 0 ? part : part.Append(kind with { Count = count });
        }
        return parts.Select(part => new DefectCounts(part)).Where(part => part.Total > 0).OrderBy(part => part.Total);
    }

    private static DefectCounts Without(DefectCounts whole, DefectCounts part) => new(whole.Kinds
        .Select(kind => kind with { Count = kind.Count - CountOf(part, kind.Kind) }).Where(kind => kind.Count > 0));

    private static string Key(DefectCounts order, DefectCounts part) =>
        string.Join(' ', order.Kinds.Select(kind => CountOf(part, kind.Kind)));

    private static int CountOf(DefectCounts counts, DefectKind kind) =>
        counts.Kinds.FirstOrDefault(other => other.Kind == kind).Count;
}
