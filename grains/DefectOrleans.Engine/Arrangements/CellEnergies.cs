using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>
/// A book's answers about defects of some kinds on the sites of one supercell, from tables of its shells. Immutable, for any
/// number of threads.
/// </summary>
public sealed class CellEnergies
{
    private readonly BatchComposer _batches;

    /// <summary>Reads a book for a supercell.</summary>
    /// <param name="book">The book, in the reading that is asked.</param>
    /// <param name="shape">The supercell's periods.</param>
    /// <param name="counts">The defects.</param>
    /// <param name="isOpen">Whether any number of defects of each kind may come, whatever the counts say.</param>
    /// <exception cref="InputException">The book does not know the defects or one of their pairs, or the supercell has too few
    /// sites for them.</exception>
    public CellEnergies(FormulaBook book, CellShape shape, DefectCounts counts, bool isOpen = false)
    {
        Counts = counts;
        Kinds = [.. counts.Kinds.Select(kind => kind.Kind)];
        Composer = new Composer(book);
        var finder = new DefectFinder(UnitCells.FromMessage(book.Material, book.Cell));
        var basis = finder.UnitCell.Sites.Length;
        if (shape.CellA < 1 || shape.CellB < 1 || (long)shape.CellA * shape.CellB * basis > BatchComposer.MostSites)
            throw new InputException(
                $"a supercell of {shape.CellA}×{shape.CellB} unit cells of {basis} sites; expected 1 to "
                    + $"{BatchComposer.MostSites} sites");
        if (Kinds.Length > BatchComposer.MostKinds)
            throw new InputException($"{Kinds.Length} kinds; expected at most {BatchComposer.MostKinds}");
        Supercell = finder.Supercell(shape);
        RequireKinds();
        if (!isOpen)
            RequireSites();
        RequirePairs(isOpen);
        _batches = new BatchComposer(Composer, finder);
        Effects = _batches.Effects(shape, Kinds);
        Sites = [.. Enumerable.Range(0, Kinds.Length).Select(kind =>
            Enumerable.Range(0, Supercell.SiteCount).Where(site => Effects.Fits(kind, site)).ToImmutableArray())];
        Alone =
        [
            .. Enumerable.Range(0, Kinds.Length).Select(kind => Of([Sites[kind][0]], [kind], new (int, int, int)[1]).Energy),
        ];
    }

    /// <summary>The defects.</summary>
    public DefectCounts Counts { get; }

    /// <summary>Their kinds.</summary>
    public ImmutableArray<DefectKind> Kinds { get; }

    /// <summary>The supercell.</summary>
    public Supercell Supercell { get; }

    /// <summary>Numbers of the sites where each kind may be.</summary>
    public ImmutableArray<ImmutableArray<int>> Sites { get; }

    /// <summary>Formation energy of one defect of each kind alone in this supercell, eV.</summary>
    public ImmutableArray<double> Alone { get; }

    /// <summary>Whether the book knows more of energies and levels than pairs: three-body terms, or lower forms.</summary>
    public bool HasMoreThanPairs => Effects.HasMoreThanPairs;

    /// <summary>The unrelaxed atoms of an arrangement of this supercell.</summary>
    public Structure Atoms(LatticeStructure arrangement) => Supercell.Atoms(Placed(arrangement));

    /// <summary>All that the book says of an arrangement of this supercell.</summary>
    public Prediction Predict(LatticeStructure arrangement) => Composer.Predict(Placed(arrangement));

    /// <summary>The book.</summary>
    internal Composer Composer { get; }

    /// <summary>What pairs do to each other by shell.</summary>
    internal PairEffects Effects { get; }

    /// <summary>E0 of this supercell, eV: what any defects at all cost beside their own energies.</summary>
    internal double Reference => Effects.Cells * Composer.Book.ReferenceEnergy;

    /// <summary>A kind's energy apart from E0, its own images included, eV.</summary>
    internal double OwnEnergy(int kind) => Effects.Alone[kind].Energy + Effects.Own[kind].Energy;

    /// <summary>The energy of two defects on two sites, eV; 0 where these are one.</summary>
    internal double PairEnergy(int kind, int site, int other, int otherSite) =>
        Effects.ShellOf(Effects.Place(site), Effects.Place(otherSite)) is var shell and >= 0
            ? Effects.Of(kind, other, shell).Energy
            : 0;

    /// <summary>Energy and levels of defects, each on a site of its own where it belongs.</summary>
    /// <param name="sites">Numbers of the sites.</param>
    /// <param name="kinds">Numbers of the kinds.</param>
    /// <param name="room">Room for as many places.</param>
    internal PairEffect Of(ReadOnlySpan<int> sites, ReadOnlySpan<int> kinds, (int Basis, int A, int B)[] room) =>
        _batches.Total(0, sites, kinds, Effects, room);

    /// <summary>A level as it is told: null where the book does not tell it, or it has no value.</summary>
    internal double? Told(Property property, double level) =>
        Composer.Predicts(property) && double.IsFinite(level) ? level : null;

    private DefectiveStructure Placed(LatticeStructure arrangement) => Supercell.With(
        arrangement.Id,
        arrangement.Defects.Select(d => new PlacedDefect(DefectKind.Parse(d.Kind), new LatticeSite(d.Basis, d.A, d.B))));

    private void RequireKinds()
    {
        var book = Composer.Book;
        var elements = book.Cell.Sites.Select(site => site.Element).Distinct().ToList();
        foreach (var kind in Kinds)
        {
            if (!elements.Contains(kind.Site) || kind.Element == kind.Site)
                throw new InputException(
                    $"'{kind}' is no defect of {book.Material}; expected a vacancy or substitution of "
                        + string.Join(" or ", elements));
            if (Composer.Single(kind)?.Energy is null)
                throw new InputException(
                    $"the book of {book.Material} does not know the energy of {kind}; expected some of "
                        + $"{string.Join(", ", book.Singles.Where(s => s.Energy is not null).Select(s => s.Kind))}");
        }
    }

    private void RequireSites()
    {
        foreach (var element in Counts.Kinds.GroupBy(kind => kind.Kind.Site))
        {
            var (defects, sites) = (element.Sum(kind => kind.Count), Supercell.SitesOf(element.Key).Count());
            if (defects > sites)
                throw new InputException(
                    $"{defects} defects on {element.Key} sites ({string.Join(" + ", element)}); a cell of {Supercell.Shape} has "
                        + $"{sites} of them: expected fewer defects or a larger cell");
        }
    }

    private void RequirePairs(bool isOpen)
    {
        var book = Composer.Book;
        var cells = Supercell.Shape.Cells;
        for (var one = 0; one < Kinds.Length; one++)
        {
            for (var other = one; other < Kinds.Length; other++)
            {
                if (one == other && Counts.Kinds[one].Count == 1 && !isOpen)
                    continue;
                var sides =
                    from first in Enumerable.Range(0, Supercell.SiteCount / cells).Select(basis => basis * cells)
                    where Supercell.ElementAt(first) == Kinds[one].Site
                    from second in Supercell.SitesOf(Kinds[other].Site)
                    where first != second
                    select Supercell.SideOf(first, second);
                foreach (var side in sides.Distinct())
                {
                    var channel = new PairChannel(new PairType(Kinds[one], Kinds[other]), side);
                    if (Composer.Learned(channel, Property.Energy) is null)
                        throw new InputException(
                            $"the book of {book.Material} has no formula for the energy of {channel}; expected defects whose "
                                + $"pairs it knows: {string.Join(", ", book.Pairs.Select(p => p.PairType).Distinct())}");
                }
            }
        }
    }
}
