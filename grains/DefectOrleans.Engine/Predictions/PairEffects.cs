using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Predictions;

/// <summary>What a pair of defects does at one distance, eV. A level that nobody knows is the one that never decides.</summary>
internal readonly record struct PairEffect(double Energy, double Homo, double Lumo, double Gap, bool IsOutside);

/// <summary>
/// All that pairs of some kinds can do in one supercell: distances on a lattice are few, so each formula is evaluated
/// once for each of its shells. Immutable.
/// </summary>
internal sealed class PairEffects
{
    /// <summary>A place in the table of shells where both sites are one.</summary>
    private const int OneSite = -1;

    // Å. Distances that symmetry makes equal differ by rounding alone.
    private const double ShellWidth = 1e-9;

    private readonly int _cellA, _cellB, _shear, _basis, _kinds, _shells;
    private readonly int[] _shellOf;
    private readonly PairEffect[] _effects;
    private readonly double[] _distances;
    private readonly bool[] _isNear;
    private readonly bool[] _fits;

    public PairEffects(Composer composer, Supercell supercell, DefectKind[] kinds)
    {
        (_cellA, _cellB, _shear, _kinds) = (supercell.CellA, supercell.CellB, supercell.Shape.Shear, kinds.Length);
        SiteCount = supercell.SiteCount;
        _basis = SiteCount / (_cellA * _cellB);
        _fits = [.. kinds.SelectMany(_ => Enumerable.Range(0, _basis), (kind, basis) =>
            supercell.ElementAt(basis * _cellA * _cellB) is var element && kind.Site == element && kind.Element != element)];
        Alone = [.. kinds.Select(kind => new PairEffect(
            composer.Single(kind)?.Energy ?? double.NaN,
            composer.Alone(kind, Property.Homo) ?? double.NaN,
            composer.Alone(kind, Property.Lumo) ?? double.NaN,
            composer.Alone(kind, Property.Gap) ?? double.NaN,
            composer.Single(kind)?.Energy is null && composer.Book.Singles.Any(s => s.Energy is not null)))];
        var reach = composer.ReachIn(_cellA, _cellB);
        var images = new Images(supercell.UnitLattice, reach, supercell.Shape);
        OwnDecide = images.Own.Any(image => image.IsNearest);
        Cells = (double)(_cellA * _cellB) / (reach.CellA * reach.CellB);
        Own = [.. kinds.Select(kind => OwnEffect(composer, kind, images.Own))];
        (_shellOf, var shells) = Shells(supercell, images);
        _shells = shells.Count;
        _distances = [.. shells.Select(s => s.Distance)];
        _isNear = [.. shells.Select(s => s.Images.Any(i => i.IsNearest))];
        HasFar = _isNear.Contains(false);
        Triples = composer.Triples.IsEmpty ? null : new TripleEffects(composer.Triples, kinds, supercell, reach);
        Arranged = composer.Arrangements is { HasTriples: true } table
            ? new ArrangementEffects(table, kinds, supercell, reach, [.. shells.Select(s => (s.Distance, s.Side))])
            : null;
        TripleGaps = composer.HasTripleGaps ? new TripleGapEffects(composer, kinds, supercell, reach) : null;
        Freed = composer.Freed?.In(supercell, kinds);
        _effects = new PairEffect[_kinds * _kinds * _shells];
        for (var one = 0; one < _kinds; one++)
        {
            for (var other = 0; other < _kinds; other++)
            {
                for (var shell = 0; shell < _shells; shell++)
                {
                    if (shells[shell].Joins(kinds[one], kinds[other]))
                        _effects[NumberOf(one, other, shell)] = Effect(composer, kinds[one], kinds[other], shells[shell]);
                }
            }
        }
        Others = [
            .. Quantity.Others.Where(quantity => composer.Learns(quantity.Property))
                .Select(quantity => Other(composer, quantity, kinds, images.Own, shells))
        ];
    }

    /// <summary>Sites of the supercell.</summary>
    public int SiteCount { get; }

    /// <summary>Energy and levels of each kind alone; NaN where the book does not know them.</summary>
    public PairEffect[] Alone { get; }

    /// <summary>
    /// What each kind and its own images do to each other; no energy and levels that never decide where there is none in reach.
    /// </summary>
    public PairEffect[] Own { get; }

    /// <summary>The properties that effects have no member for and the book has formulas for.</summary>
    public ImmutableArray<OtherEffects> Others { get; }

    /// <summary>How often E0 counts.</summary>
    public double Cells { get; }

    /// <summary>Whether a defect's own images decide its levels.</summary>
    public bool OwnDecide { get; }

    /// <summary>Three-body energies of the kinds; null where the book has none.</summary>
    public TripleEffects? Triples { get; }

    /// <summary>What a table of arrangements adds to three defects; null where the book has none.</summary>
    public ArrangementEffects? Arranged { get; }

    /// <summary>Gaps of three defects by a table; null where the book has none.</summary>
    public TripleGapEffects? TripleGaps { get; }

    /// <summary>What defects gain that no mirror plane holds; null where the book knows none.</summary>
    public FreedDefects.InCell? Freed { get; }

    /// <summary>Whether the book knows more of energies and levels than pairs: three-body terms, or lower forms.</summary>
    public bool HasMoreThanPairs => Triples is not null || Arranged is not null || TripleGaps is not null || Freed is not null;

    /// <summary>Whether two sites may be so far apart that their levels don't know each other.</summary>
    public bool HasFar { get; }

    /// <summary>Whether levels know each other in a shell.</summary>
    public bool IsNear(int shell) => _isNear[shell];

    /// <summary>The distance of a shell, Å.</summary>
    public double Distance(int shell) => _distances[shell];

    /// <summary>Whether a kind belongs on a site.</summary>
    public bool Fits(int kind, int site) => _fits[kind * _basis + site / (_cellA * _cellB)];

    /// <summary>A site as unit cell's site, and unit cell along a and b.</summary>
    public (int Basis, int A, int B) Place(int site) => (site / (_cellA * _cellB), site / _cellB % _cellA, site % _cellB);

    /// <summary>The shell in which two sites see each other; negative where they are one.</summary>
    public int ShellOf((int Basis, int A, int B) one, (int Basis, int A, int B) other)
    {
        int a = other.A - one.A, b = other.B - one.B;
        if (a < 0)
            (a, b) = (a + _cellA, b + _shear);
        if (b < 0)
            b += _cellB;
        else if (b >= _cellB)
            b -= _cellB;
        return _shellOf[((one.Basis * _basis + other.Basis) * _cellA + a) * _cellB + b];
    }

    /// <summary>The number of two kinds in a shell.</summary>
    public int NumberOf(int one, int other, int shell) => (one * _kinds + other) * _shells + shell;

    /// <summary>What two kinds do to each other in a shell.</summary>
    public ref readonly PairEffect Of(int one, int other, int shell) => ref _effects[(one * _kinds + other) * _shells + shell];

    /// <summary>Whether a defect is far from all others of its structure.</summary>
    public bool IsAlone(ReadOnlySpan<(int Basis, int A, int B)> places, int number)
    {
        for (var other = 0; other < places.Length; other++)
        {
            if (other != number && IsNear(ShellOf(places[number], places[other])))
                return false;
        }
        return true;
    }

    /// <summary>The effect of two kinds in a shell, over all their images.</summary>
    private static PairEffect Effect(Composer composer, DefectKind one, DefectKind other, LatticeShell shell) => Effect(
        composer, one, other, ChannelOf(one, other, shell.Side), shell.Images, shell.Distance, share: 1);

    private static PairEffect OwnEffect(Composer composer, DefectKind kind, ImmutableArray<Image> images) => images.IsEmpty
        ? new PairEffect(0, double.NegativeInfinity, double.PositiveInfinity, double.PositiveInfinity, IsOutside: false)
        : Effect(composer, kind, kind, ChannelOf(kind, kind, Side.Same), [.. images.Select(ImageDistance.Of)],
            nearest: null, share: 0.5);

    private OtherEffects Other(
        Composer composer, Quantity quantity, DefectKind[] kinds, ImmutableArray<Image> images, List<LatticeShell> shells)
    {
        var pairs = new double[_effects.Length];
        for (var one = 0; one < _kinds; one++)
        {
            for (var other = 0; other < _kinds; other++)
            {
                for (var shell = 0; shell < _shells; shell++)
                {
                    var number = NumberOf(one, other, shell);
                    if (!shells[shell].Joins(kinds[one], kinds[other]))
                        continue;
                    var outside = _effects[number].IsOutside;
                    pairs[number] = Level(
                        composer, kinds[one], kinds[other], ChannelOf(kinds[one], kinds[other], shells[shell].Side), quantity,
                        shells[shell].Images, shells[shell].Distance, ref outside);
                    _effects[number] = _effects[number] with { IsOutside = outside };
                }
            }
        }
        var own = Array.ConvertAll(kinds, _ => OtherEffects.Never(quantity));
        ImmutableArray<ImageDistance> near = [.. images.Select(ImageDistance.Of)];
        for (var kind = 0; kind < own.Length && !near.IsEmpty; kind++)
        {
            var outside = Own[kind].IsOutside;
            own[kind] = Level(
                composer, kinds[kind], kinds[kind], ChannelOf(kinds[kind], kinds[kind], Side.Same), quantity, near,
                nearest: null, ref outside);
            Own[kind] = Own[kind] with { IsOutside = outside };
        }
        return new OtherEffects(
            quantity, Composer.Pick(composer.Book.Pristine, quantity.Property) ?? double.NaN,
            Array.ConvertAll(kinds, kind => composer.Alone(kind, quantity.Property) ?? double.NaN), own, pairs);
    }

    private static PairChannel ChannelOf(DefectKind one, DefectKind other, Side side) => new(new PairType(one, other), side);

    /// <param name="composer">The book.</param>
    /// <param name="one">A kind.</param>
    /// <param name="other">A kind.</param>
    /// <param name="channel">Their channel.</param>
    /// <param name="images">Their images in reach.</param>
    /// <param name="nearest">Their distance, Å; null for images of one defect.</param>
    /// <param name="share">What part of the images' energies is counted.</param>
    private static PairEffect Effect(
        Composer composer, DefectKind one, DefectKind other, PairChannel channel, ImmutableArray<ImageDistance> images,
        double? nearest, double share)
    {
        var outside = false;
        return new PairEffect(
            Energy(), Own(Property.Homo), Own(Property.Lumo), Own(Property.Gap), outside);

        double Energy()
        {
            var learned = composer.Learned(channel, Property.Energy);
            outside |= IsOutside(composer, learned, Property.Energy, nearest ?? images[0].Distance);
            return learned is null ? 0 : images.Sum(
                i => share * i.Weight * (learned.Value(i.Distance)
                    + (composer.Arrangements?.Pair(channel, i.Distance).Energy ?? 0)));
        }

        double Own(Property property) =>
            Level(composer, one, other, channel, Quantity.Of(property), images, nearest, ref outside);
    }

    /// <summary>The level of two kinds and those of their images that decide; one that never decides where none does.</summary>
    private static double Level(
        Composer composer, DefectKind one, DefectKind other, PairChannel channel, Quantity quantity,
        ImmutableArray<ImageDistance> images, double? nearest, ref bool outside)
    {
        var (property, never) = (quantity.Property, OtherEffects.Never(quantity));
        if (!composer.Composes(property))
            return never;
        var learned = composer.Learned(channel, property);
        double[] distances = [.. images.Where(i => i.IsNearest).Select(i => i.Distance)];
        if (distances.Length == 0 && nearest is { } far)
            outside |= IsOutside(composer, learned, property, far);
        foreach (var distance in distances)
            outside |= IsOutside(composer, learned, property, distance);
        return distances.Length == 0 ? never : learned is null
            ? composer.FarApart(one, other, property) ?? never
            : quantity.Sign * distances.Select(distance => quantity.Sign * learned.Value(distance)).Aggregate(Math.Min);
    }

    private static bool IsOutside(Composer composer, LearnedPair? learned, Property property, double distance) =>
        learned?.IsOutside(distance) ?? composer.Learns(property);

    /// <summary>Shells by the sites' numbers in the unit cell and the steps along a and b from one to the other.</summary>
    private static (int[] ShellOf, List<LatticeShell> Shells) Shells(Supercell supercell, Images images)
    {
        var cells = supercell.CellA * supercell.CellB;
        var basis = supercell.SiteCount / cells;
        var shells = new List<LatticeShell>();
        var known = new Dictionary<(Side, long, string, string, string), int>();
        var shellOf = new int[basis * basis * cells];
        for (var at = 0; at < shellOf.Length; at++)
        {
            // The first site stands in the first unit cell, so the second one's number is the step.
            int one = at / cells / basis * cells, other = at / cells % basis * cells + at % cells;
            if (one == other)
            {
                shellOf[at] = OneSite;
                continue;
            }
            var shell = new LatticeShell(
                supercell.Distance(one, other), supercell.SideOf(one, other), supercell.ElementAt(one),
                supercell.ElementAt(other),
                [.. images.Between(supercell.PositionAt(one), supercell.PositionAt(other)).Select(ImageDistance.Of)]);
            var key = (shell.Side, Rounded(shell.Distance), shell.Element, shell.Other,
                string.Join(' ', shell.Images.Select(i => $"{Rounded(i.Distance)}:{Rounded(i.Weight)}:{i.IsNearest}")));
            if (!known.TryGetValue(key, out var number))
            {
                known.Add(key, number = shells.Count);
                shells.Add(shell);
            }
            shellOf[at] = number;
        }
        return (shellOf, shells);
    }

    private static long Rounded(double number) => (long)Math.Round(number / ShellWidth);

    /// <summary>An image by its distance alone.</summary>
    private readonly record struct ImageDistance(double Distance, double Weight, bool IsNearest)
    {
        public static ImageDistance Of(Image image) => new(image.Distance, image.Weight, image.IsNearest);
    }

    /// <summary>Sites of two elements at one distance (Å) and side, with those of their images that are in reach.</summary>
    private readonly record struct LatticeShell(
        double Distance, Side Side, string Element, string Other, ImmutableArray<ImageDistance> Images)
    {
        public bool Joins(DefectKind one, DefectKind other) => one.Site == Element && other.Site == Other;
    }
}
