using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Predictions;

/// <summary>
/// Answers from a formula book for any number of defects: E = E0 + Σ E_i + Σ V_ij(r_ij) and
/// three-body terms where the book has them, HOMO the highest and LUMO the
/// lowest of the pairs' values, the gap the lowest of them or LUMO less HOMO, as the book's rule says. One defect has its
/// own values; none has energy 0 and the pristine levels. Pairs are those of images within the reach of what was learned, a
/// defect's own images too, and E0 counts by area: equal crystals have equal answers in supercells of any size.
/// Immutable, for any number of threads.
/// </summary>
public sealed class Composer
{
    private readonly Dictionary<DefectKind, SingleDefect> _singles;
    private readonly Dictionary<(PairChannel, Property), LearnedPair> _pairs;
    private readonly HashSet<Property> _learned;
    private readonly TripleEnergy _triples;
    private readonly PairReach? _reach;
    private readonly FreedDefects? _freed;
    private readonly ArrangementEnergies? _arrangements;
    private readonly TripleGapShifts? _gaps;

    /// <summary>Makes a composer of a book.</summary>
    /// <exception cref="InputException">The book holds a formula or a name that can't be read.</exception>
    public Composer(FormulaBook book)
    {
        Book = book;
        _singles = book.Singles.ToDictionary(s => DefectKind.Parse(s.Kind));
        _pairs = book.Pairs.ToDictionary(
            p => (new PairChannel(PairType.Parse(p.PairType), p.Side), p.Property), p => new LearnedPair(p));
        var distances = book.Pairs.Where(p => p.Property == Property.Energy).SelectMany(p => p.Table).Select(t => t.Distance)
            .DefaultIfEmpty(double.NaN).ToArray();
        _triples = double.IsNaN(distances[0])
            ? new TripleEnergy(book.Triples)
            : new TripleEnergy(book.Triples, distances.Min(), distances.Max());
        _learned = [.. book.Pairs.Select(p => p.Property)];
        _gaps = book.TripleGaps.Count > 0 ? new TripleGapShifts(book.TripleGaps) : null;
        _arrangements = book.Arrangements is { } table ? new ArrangementEnergies(table) : null;
        if (book.SymmetryBreakings.Count > 0)
            _freed = new FreedDefects(
                book.SymmetryBreakings, new DefectFinder(UnitCells.FromMessage(book.Material, book.Cell)));
        _reach = book.Trained is { } cell ? new PairReach(cell.CellA, cell.CellB) : TrainedCells.Of(book);
    }

    /// <summary>The book.</summary>
    public FormulaBook Book { get; }

    /// <summary>Predicts a structure's properties.</summary>
    public Prediction Predict(DefectiveStructure structure)
    {
        var warnings = new List<string>(structure.Warnings);
        var reach = ReachIn(structure.CellA, structure.CellB);
        var images = reach.Of(structure);
        var (energy, energyError, shares) = Energy(structure, reach, images, warnings);
        var (homo, homoError) = Level(structure, images, Property.Homo, warnings);
        var (lumo, lumoError) = Level(structure, images, Property.Lumo, warnings);
        var (gap, gapError) = (structure.Defects.Length > 1 || OwnDecide(images)) && Book.GapRule == GapRule.LevelsApart
            ? (lumo - homo, Combined(homoError, lumoError))
            : Level(structure, images, Property.Gap, warnings);
        gap = TripleGap(structure, reach) ?? gap;
        if (Book.Levels == LevelReference.Relative)
            (homo, homoError, lumo, lumoError) = (null, null, null, null);
        var count = structure.Defects.Length;
        energyError = Calibrated(Property.Energy, energyError, count, count);
        gapError = Calibrated(Property.Gap, gapError, count, floors: 1);
        PredictedProperty[] others =
            [.. Quantity.Others.Where(q => _learned.Contains(q.Property)).Select(q => Other(q, structure, images, warnings))];
        return MissingValues.Explained(this, structure, new Prediction
        {
            Id = structure.Id,
            Defects = [.. structure.Defects.Select(d => d.Kind.ToString()).Order(StringComparer.Ordinal)],
            FormationEnergy = energy,
            EnergyPerSite = count == 0 ? null : energy / count,
            Homo = homo,
            Lumo = lumo,
            Gap = gap,
            Uncertainty = new PredictionUncertainty(
                energyError, count == 0 ? null : energyError / count, homoError, lumoError, gapError),
            Pairs = shares,
            Warnings = [.. warnings.Distinct()],
            Others = others.Length == 0 ? null : others,
        });
    }

    private PredictedProperty Other(
        Quantity quantity, DefectiveStructure structure, ImmutableArray<ImagePair> images, List<string> warnings)
    {
        var (value, error) = Level(structure, images, quantity.Property, warnings);
        return new PredictedProperty(
            quantity.Property, quantity.Name, quantity.Unit, value is { } level ? quantity.Bounded(level) : null,
            Calibrated(quantity.Property, error, structure.Defects.Length, floors: 1));
    }

    private (double? Energy, double? Error, PairShare[] Shares) Energy(
        DefectiveStructure structure, PairReach reach, ImmutableArray<ImagePair> images, List<string> warnings)
    {
        var shares = new List<PairShare>(structure.Pairs.Length);
        foreach (var pair in structure.Pairs)
        {
            var learned = Learned(pair.Channel, Property.Energy);
            shares.Add(Share(pair.Channel, pair.DistanceAngstrom, learned));
            learned?.WarnOutside(pair.DistanceAngstrom, warnings);
            if (learned is null && _learned.Contains(Property.Energy))
                warnings.Add($"no formula was learned for the energy of {pair.Channel}; it is left out");
        }
        double sum = 0, variance = 0;
        var own = new Dictionary<int, int>();
        foreach (var image in images)
        {
            var learned = Learned(image.Channel, Property.Energy);
            var at = image.First < image.Second
                ? structure.NumberOf(image.First, image.Second)
                : own.GetValueOrDefault(image.First, -1);
            if (at < 0)
            {
                own[image.First] = at = shares.Count;
                shares.Add(Share(image.Channel, image.DistanceAngstrom, learned));
                learned?.WarnOutside(image.DistanceAngstrom, warnings);
                if (learned is null && _learned.Contains(Property.Energy))
                    warnings.Add($"no formula was learned for the energy of {image.Channel}; it is left out");
            }
            if (learned is null)
                continue;
            var tabled = _arrangements?.Pair(image.Channel, image.DistanceAngstrom) ?? default;
            var value = image.Weight * (learned.Value(image.DistanceAngstrom) + tabled.Energy);
            shares[at] = shares[at] with { Energy = shares[at].Energy + value };
            sum += value;
            // A shell that the table holds is as certain as there.
            var deviation = image.Weight * (tabled.Deviation > 0 ? tabled.Deviation : learned.Deviation(image.DistanceAngstrom));
            variance += deviation * deviation;
        }
        if (structure.Defects.IsEmpty)
            return (0, 0, [.. shares]);

        foreach (var defect in structure.Defects)
        {
            if (_singles.GetValueOrDefault(defect.Kind)?.Energy is not { } alone)
            {
                if (_singles.Values.Any(s => s.Energy is not null))
                    warnings.Add($"the book does not know the energy of {defect.Kind}; the structure's energy can't be told");
                return (null, null, [.. shares]);
            }
            sum += alone;
        }
        sum += _freed?.Energy(structure) ?? 0;
        var arranged = _arrangements?.Triples(structure, reach) ?? default;
        sum += arranged.Energy;
        variance += arranged.Variance;
        foreach (var term in _triples.Terms(structure, reach))
        {
            sum += term.Energy;
            variance += term.Deviation * term.Deviation;
            if (TripleTerm.IsOutside(term.Energy / term.Triple.Weight, term.Outside))
                warnings.Add($"three-body terms of {term.Formula.Kinds} lie outside the learned range {term.Formula.Range}");
        }
        return (reach.Cells(structure) * Book.ReferenceEnergy + sum, Math.Sqrt(variance), [.. shares]);

        static PairShare Share(PairChannel channel, double distance, LearnedPair? learned) =>
            new($"{channel.Type}", channel.Side, distance, learned is null ? null : 0);
    }

    private (double? Value, double? Error) Level(
        DefectiveStructure structure, ImmutableArray<ImagePair> images, Property property, List<string> warnings)
    {
        if (structure.Defects.IsEmpty)
            return (Pick(Book.Pristine, property), null);
        if (structure.Defects.Length == 1 && !OwnDecide(images))
            return (Alone(structure.Defects[0].Kind, property), 0);
        if (!_learned.Contains(property))
            return (null, null);

        double? deciding = null;
        var error = 0.0;
        var near = new bool[structure.Defects.Length];
        foreach (var image in images.Where(i => i.IsNearest))
        {
            near[image.First] = near[image.Second] = true;
            var learned = Look(image.Channel, image.DistanceAngstrom);
            Decide(
                learned?.Value(image.DistanceAngstrom)
                    ?? FarApart(structure.Defects[image.First].Kind, structure.Defects[image.Second].Kind, property),
                learned?.Deviation(image.DistanceAngstrom) ?? 0);
        }
        // Beyond the reach of what was learned a defect is alone.
        foreach (var pair in structure.Pairs.Where(p => !(near[p.First] && near[p.Second])))
            Look(pair.Channel, pair.DistanceAngstrom);
        foreach (var defect in structure.Defects.Where((_, i) => !near[i]))
        {
            var alone = Alone(defect.Kind, property);
            if (alone is null)
                warnings.Add(
                    $"the book does not know the {Name(property)} of {defect.Kind} alone, which is far from the other defects; "
                        + "it is left out");
            Decide(alone, 0);
        }
        return (deciding, deciding is null ? null : error);

        LearnedPair? Look(PairChannel channel, double distance)
        {
            var learned = Learned(channel, property);
            if (learned is null)
                warnings.Add($"no formula was learned for the {Name(property)} of {channel}; its defects count as if far apart");
            else
                learned.WarnOutside(distance, warnings);
            return learned;
        }

        void Decide(double? value, double deviation)
        {
            if (value is { } level && Decides(level, deciding, property))
                (deciding, error) = (level, deviation);
        }
    }

    /// <summary>Whether a defect's own images decide its levels.</summary>
    private static bool OwnDecide(ImmutableArray<ImagePair> images) => images.Any(i => i.First == i.Second && i.IsNearest);

    /// <summary>
    /// Which images interact in a supercell: where nobody knows what the book trained in, as if it were this one.
    /// </summary>
    internal PairReach ReachIn(int cellA, int cellB) => _reach ?? new PairReach(cellA, cellB);

    /// <summary>The formula of a channel; null where none was learned.</summary>
    internal LearnedPair? Learned(PairChannel channel, Property property) => _pairs.GetValueOrDefault((channel, property));

    /// <summary>Whether the book has formulas for a property.</summary>
    internal bool Learns(Property property) => _learned.Contains(property);

    /// <summary>
    /// Whether pairs' values make up a property of structures with several defects: a gap may be made of the other two.
    /// </summary>
    internal bool Composes(Property property) =>
        Learns(property) && !(property == Property.Gap && Book.GapRule == GapRule.LevelsApart);

    /// <summary>
    /// Whether predictions tell a property: the gap may come from formulas for HOMO and LUMO, and these may mean nothing alone.
    /// </summary>
    internal bool Predicts(Property property) => property switch
    {
        Property.Gap when Book.GapRule == GapRule.LevelsApart => Learns(Property.Homo) && Learns(Property.Lumo),
        Property.Homo or Property.Lumo when Book.Levels == LevelReference.Relative => false,
        _ => Learns(property),
    };

    /// <summary>The three-body energies.</summary>
    internal TripleEnergy Triples => _triples;

    /// <summary>Defects that no mirror plane holds; null where the book knows no kind that has another form then.</summary>
    internal FreedDefects? Freed => _freed;

    /// <summary>Whether the book has tables of triples' gaps.</summary>
    internal bool HasTripleGaps => _gaps is not null;

    /// <summary>The gap by such a table, eV; null where it tells none.</summary>
    internal double? TripleGap(DefectiveStructure structure, PairReach reach) =>
        _gaps?.Gap(structure, reach, PairGap, PairsGap, IsFreed(structure));

    /// <summary>The gap of a pair alone, eV: that of its table where it has one there, else by its formula.</summary>
    internal double? PairGap(TripleSide side) => Book.GapRule == GapRule.LevelsApart
        ? Tabled(side, Property.Lumo) - Tabled(side, Property.Homo)
        : Tabled(side, Property.Gap);

    /// <summary>The gap of three defects by the rule of the book's pairs, eV; null where a pair is not known.</summary>
    internal double? PairsGap(ArrangedTriple triple)
    {
        TripleSide[] sides = [triple.One, triple.Two, triple.Three];
        if (sides.Any(side => PairGap(side) is null))
            return null;
        return Book.GapRule == GapRule.LevelsApart
            ? sides.Min(side => Tabled(side, Property.Lumo)) - sides.Max(side => Tabled(side, Property.Homo))
            : sides.Min(PairGap);
    }

    private double? Tabled(TripleSide side, Property property) => Learned(side.Channel, property) is { } learned
        ? learned.Tabled(side.Distance) ?? learned.Value(side.Distance)
        : null;

    /// <summary>Whether a defect of a structure is freed of its symmetric form.</summary>
    internal bool IsFreed(DefectiveStructure structure) => _freed?.Energy(structure) is not (null or 0);

    /// <summary>What stands in a table of arrangements; null where the book has none.</summary>
    internal ArrangementEnergies? Arrangements => _arrangements;

    /// <summary>What the book says of a kind alone.</summary>
    internal SingleDefect? Single(DefectKind kind) => _singles.GetValueOrDefault(kind);

    /// <summary>
    /// Structures with one and two defects were learned themselves: only denser ones have what formulas do not tell.
    /// </summary>
    private double? Calibrated(Property property, double? error, int defects, int floors)
    {
        var calibration = Book.Calibrations.FirstOrDefault(c => c.Property == property);
        return error is { } own && defects > 2 && calibration is { Floor: var floor, Factor: var factor }
            ? factor * Math.Sqrt(own * own + floors * floor * floors * floor)
            : error;
    }

    private static double? Combined(double? one, double? other) =>
        one is { } a && other is { } b ? Math.Sqrt(a * a + b * b) : null;

    /// <summary>The level of two defects far apart, eV; null where one of them is not known.</summary>
    internal double? FarApart(DefectKind one, DefectKind other, Property property)
    {
        var (first, second) = (Alone(one, property), Alone(other, property));
        return first is null || second is null ? null : Decides(first.Value, second, property) ? first : second;
    }

    /// <summary>The level of one defect, eV; null where it is not known.</summary>
    internal double? Alone(DefectKind kind, Property property) => Pick(Single(kind)?.Levels, property);

    // A formula without a value leaves the level without one, whichever pair comes first.
    private static bool Decides(double value, double? so, Property property) =>
        so is null || double.IsNaN(value) || Quantity.Of(property).Decides(value, so.Value);

    /// <summary>The level of that property.</summary>
    internal static double? Pick(Levels? levels, Property property) =>
        levels is null ? null : Quantity.Of(property).Level?.Invoke(levels);

    private static string Name(Property property) => Quantity.Of(property).Name;
}
