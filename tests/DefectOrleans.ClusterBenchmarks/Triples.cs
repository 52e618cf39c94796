using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>Three defects on sites drawn by seed, of the kinds that a book knows.</summary>
internal sealed class Triples
{
    private const int Cell = 8;

    private readonly (string Kind, int[] Sites)[] _kinds;
    private readonly Random _random = new(1);

    public Triples(FormulaBook book)
    {
        // A kind such as V_S or W_Mo names its site's element last.
        _kinds = [
            .. book.Singles.Select(single => single.Kind)
                .Select(kind => (kind, Sites(book.Cell, kind[(kind.IndexOf('_') + 1)..])))
        ];
    }

    /// <summary>A batch of them.</summary>
    public LatticeBatch Batch(int structures)
    {
        var (sites, kinds) = (new int[3 * structures], new int[3 * structures]);
        for (var i = 0; i < structures; i++)
            Draw(sites.AsSpan(3 * i, 3), kinds.AsSpan(3 * i, 3));
        return new LatticeBatch
        {
            CellA = Cell, CellB = Cell, Kinds = [.. _kinds.Select(k => k.Kind)], Counts = [.. Enumerable.Repeat(3, structures)],
            Sites = sites, KindIndices = kinds,
        };
    }

    /// <summary>One, told in full.</summary>
    public PredictionRequest Single()
    {
        Span<int> sites = stackalloc int[3], kinds = stackalloc int[3];
        Draw(sites, kinds);
        var defects = new List<SiteDefect>();
        for (var i = 0; i < 3; i++)
            defects.Add(new SiteDefect(_kinds[kinds[i]].Kind, sites[i] / (Cell * Cell), sites[i] / Cell % Cell, sites[i] % Cell));
        return new PredictionRequest { Structures = [new LatticeStructure("triple", Cell, Cell, defects)] };
    }

    private void Draw(Span<int> sites, Span<int> kinds)
    {
        for (var i = 0; i < 3; i++)
        {
            do
            {
                kinds[i] = _random.Next(_kinds.Length);
                sites[i] = _kinds[kinds[i]].Sites[_random.Next(_kinds[kinds[i]].Sites.Length)];
            }
            while (sites[..i].Contains(sites[i]));
        }
    }

    private static int[] Sites(UnitCell cell, string element) =>
    [
        .. from basis in Enumerable.Range(0, cell.Sites.Count)
           where cell.Sites[basis].Element == element
           from place in Enumerable.Range(0, Cell * Cell)
           select basis * Cell * Cell + place,
    ];
}
