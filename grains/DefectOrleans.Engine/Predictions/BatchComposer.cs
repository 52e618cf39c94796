using System.Collections.Concurrent;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Predictions;

/// <summary>
/// Answers as <see cref="Composer"/> does, values only, for many structures of one supercell. Nothing is allocated for
/// a structure, unless three-body terms meet a supercell that the book was not trained in,
/// or a table tells triples' gaps. Safe for use by several threads.
/// </summary>
public sealed class BatchComposer
{
    /// <summary>Most sites of a supercell.</summary>
    public const int MostSites = 5000;

    /// <summary>Most kinds of a batch.</summary>
    public const int MostKinds = 32;

    private const int MostTables = 8, BetweenLooks = 1024;

    private readonly Composer _composer;
    private readonly DefectFinder _finder;
    private readonly ConcurrentDictionary<string, PairEffects> _tables = new(StringComparer.Ordinal);

    /// <summary>Answers from a composer's book about the crystal of a finder.</summary>
    public BatchComposer(Composer composer, DefectFinder finder) => (_composer, _finder) = (composer, finder);

    /// <summary>Predicts a batch.</summary>
    /// <param name="batch">The structures.</param>
    /// <param name="version">Version of the book, for the answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">The batch does not hold together; the message names the structure by its number, from
    /// 0.</exception>
    public PredictedBatch Predict(LatticeBatch batch, int version, CancellationToken cancellation)
    {
        RequireShape(batch);
        var effects = Effects(batch);
        var count = batch.Counts.Length;
        var energies = new double[count];
        var (homos, lumos, gaps) = (Room(Property.Homo), Room(Property.Lumo), Room(Property.Gap));
        double[][] others = [.. effects.Others.Select(_ => new double[count])];
        var outside = new List<int>();
        var places = new (int, int, int)[batch.Counts.DefaultIfEmpty().Max()];
        for (int i = 0, at = 0; i < count; at += batch.Counts[i++])
        {
            if (i % BetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            var sites = batch.Sites.AsSpan(at, batch.Counts[i]);
            var kinds = batch.KindIndices.AsSpan(at, batch.Counts[i]);
            RequirePlaces(i, sites, kinds, effects, batch.Kinds);
            var total = Total(i, sites, kinds, effects, places);
            energies[i] = total.Energy;
            Put(homos, i, total.Homo);
            Put(lumos, i, total.Lumo);
            Put(gaps, i, total.Gap);
            if (total.IsOutside | (others.Length > 0 && PutOthers(others, i, kinds, places, effects)))
                outside.Add(i);
        }
        return new PredictedBatch
        {
            BookVersion = version, FormationEnergies = energies, Homos = homos, Lumos = lumos, Gaps = gaps,
            Outside = [.. outside],
            Others = others.Length == 0
                ? null
                :
                [
                    .. effects.Others.Select(other => other.Quantity).Zip(
                        others, (told, values) => new PredictedValues(told.Property, told.Name, told.Unit, values))
                ],
        };

        double[] Room(Property property) => _composer.Predicts(property) ? new double[count] : [];
    }

    /// <summary>Energy and levels of defects that are on sites where they belong; a level is NaN where nobody knows it.</summary>
    /// <param name="number">What a fault calls the structure.</param>
    /// <param name="sites">Sites by number.</param>
    /// <param name="kinds">Kinds by number.</param>
    /// <param name="effects">The supercell's tables of these kinds.</param>
    /// <param name="places">Room for as many places.</param>
    internal PairEffect Total(
        int number, ReadOnlySpan<int> sites, ReadOnlySpan<int> kinds, PairEffects effects, (int Basis, int A, int B)[] places)
    {
        if (sites.Length == 0)
        {
            return new PairEffect(0, Pristine(Property.Homo), Pristine(Property.Lumo), Pristine(Property.Gap), IsOutside: false);
        }
        var reference = effects.Cells * _composer.Book.ReferenceEnergy;
        if (sites.Length == 1 && !effects.OwnDecide)
        {
            var (alone, images) = (effects.Alone[kinds[0]], effects.Own[kinds[0]]);
            return alone with
            {
                Energy = reference + alone.Energy + images.Energy,
                IsOutside = alone.IsOutside || images.IsOutside
            };
        }
        double energy = 0, homo = double.NegativeInfinity, lumo = double.PositiveInfinity, gap = double.PositiveInfinity;
        var outside = false;
        for (var j = 0; j < sites.Length; j++)
        {
            places[j] = effects.Place(sites[j]);
            for (var i = 0; i < j; i++)
            {
                var shell = effects.ShellOf(places[i], places[j]);
                if (shell < 0)
                    throw new InputException($"structure {number}: two defects on site {sites[j]}; one was expected");
                ref readonly var effect = ref effects.Of(kinds[i], kinds[j], shell);
                energy += effect.Energy;
                homo = Math.Max(homo, effect.Homo);
                lumo = Math.Min(lumo, effect.Lumo);
                gap = Math.Min(gap, effect.Gap);
                outside |= effect.IsOutside;
            }
        }
        foreach (var kind in kinds)
        {
            ref readonly var own = ref effects.Own[kind];
            energy += effects.Alone[kind].Energy + own.Energy;
            homo = Math.Max(homo, own.Homo);
            lumo = Math.Min(lumo, own.Lumo);
            gap = Math.Min(gap, own.Gap);
            outside |= effects.Alone[kind].IsOutside || own.IsOutside;
        }
        if (effects.HasFar && !effects.OwnDecide)
            AddFar(kinds, effects, places, ref homo, ref lumo, ref gap, ref outside);
        if (_composer.Book.GapRule == GapRule.LevelsApart)
            gap = lumo - homo;
        if (effects.HasMoreThanPairs)
            AddMore(kinds, effects, places.AsSpan(0, sites.Length), ref energy, ref gap, ref outside);
        return new PairEffect(reference + energy, Known(homo), Known(lumo), Known(gap), outside);
    }

    /// <summary>What the book knows beyond pairs; apart, so that books of pairs alone are as fast as ever.</summary>
    private static void AddMore(
        ReadOnlySpan<int> kinds, PairEffects effects, ReadOnlySpan<(int Basis, int A, int B)> places, ref double energy,
        ref double gap, ref bool outside)
    {
        gap = effects.TripleGaps?.Gap(kinds, places) ?? gap;
        energy += effects.Arranged?.Energy(kinds, places, effects) ?? 0;
        energy += effects.Freed?.Energy(kinds, places) ?? 0;
        energy += effects.Triples?.Energy(kinds, places, effects, ref outside) ?? 0;
    }

    /// <summary>Defects that are far from all others are alone.</summary>
    private void AddFar(
        ReadOnlySpan<int> kinds, PairEffects effects, (int Basis, int A, int B)[] places, ref double homo, ref double lumo,
        ref double gap, ref bool outside)
    {
        for (var i = 0; i < kinds.Length; i++)
        {
            var isNear = false;
            for (var j = 0; j < kinds.Length && !isNear; j++)
                isNear = i != j && effects.IsNear(effects.ShellOf(places[i], places[j]));
            if (isNear)
                continue;
            ref readonly var alone = ref effects.Alone[kinds[i]];
            homo = Math.Max(homo, Known(Property.Homo, alone.Homo, double.NegativeInfinity, ref outside));
            lumo = Math.Min(lumo, Known(Property.Lumo, alone.Lumo, double.PositiveInfinity, ref outside));
            gap = Math.Min(gap, Known(Property.Gap, alone.Gap, double.PositiveInfinity, ref outside));
        }
    }

    /// <summary>Properties without a member of their own; apart, so that batches without them are as fast as ever.</summary>
    /// <returns>Whether a defect is left out.</returns>
    private static bool PutOthers(
        double[][] others, int number, ReadOnlySpan<int> kinds, (int Basis, int A, int B)[] places, PairEffects effects)
    {
        var outside = false;
        for (var other = 0; other < others.Length; other++)
            others[other][number] = effects.Others[other].Of(kinds, places.AsSpan(0, kinds.Length), effects, ref outside);
        return outside;
    }

    private double Known(Property property, double level, double never, ref bool outside)
    {
        if (!_composer.Composes(property))
            return never;
        outside |= double.IsNaN(level);
        return double.IsNaN(level) ? never : level;
    }

    private double Pristine(Property property) => Composer.Pick(_composer.Book.Pristine, property) ?? double.NaN;

    private static double Known(double level) => double.IsInfinity(level) ? double.NaN : level;

    private static void Put(double[] room, int at, double value)
    {
        if (room.Length > 0)
            room[at] = value;
    }

    /// <summary>The tables of some kinds in a supercell.</summary>
    internal PairEffects Effects(CellShape shape, IEnumerable<DefectKind> kinds) =>
        new(_composer, _finder.Supercell(shape), [.. kinds]);

    private PairEffects Effects(LatticeBatch batch)
    {
        var basis = _finder.UnitCell.Sites.Length;
        if (batch.CellA < 1 || batch.CellB < 1 || (long)batch.CellA * batch.CellB * basis > MostSites)
            throw new InputException(
                $"a supercell of {batch.CellA}×{batch.CellB} unit cells of {basis} sites; expected 1 to {MostSites} sites");
        if (batch.Kinds.Count > MostKinds)
            throw new InputException($"{batch.Kinds.Count} kinds; expected at most {MostKinds} in one batch");
        var key = $"{batch.CellA}x{batch.CellB}x{batch.Shear}:{string.Join(',', batch.Kinds)}";
        if (_tables.TryGetValue(key, out var effects))
            return effects;
        if (_tables.Count >= MostTables)
            _tables.Clear();
        return _tables.GetOrAdd(
            key, Effects(new CellShape(batch.CellA, batch.CellB, batch.Shear), batch.Kinds.Select(DefectKind.Parse)));
    }

    private static void RequireShape(LatticeBatch batch)
    {
        if (batch.Sites.Length != batch.KindIndices.Length)
            throw new InputException(
                $"{batch.Sites.Length} sites and {batch.KindIndices.Length} kind indices; expected as many of each");
        var sum = 0L;
        for (var i = 0; i < batch.Counts.Length; i++)
        {
            if (batch.Counts[i] < 0)
                throw new InputException($"structure {i}: {batch.Counts[i]} defects; expected 0 or more");
            sum += batch.Counts[i];
            if (sum > batch.Sites.Length)
                throw new InputException(
                    $"structure {i}: its {batch.Counts[i]} defects end at the {sum}th site; the batch has {batch.Sites.Length}");
        }
        if (sum != batch.Sites.Length)
            throw new InputException($"the structures have {sum} defects together; the batch has {batch.Sites.Length} sites");
    }

    private static void RequirePlaces(
        int number, ReadOnlySpan<int> sites, ReadOnlySpan<int> kinds, PairEffects effects, IReadOnlyList<string> names)
    {
        for (var j = 0; j < sites.Length; j++)
        {
            if ((uint)sites[j] >= (uint)effects.SiteCount)
                throw new InputException($"structure {number}: site {sites[j]}; expected 0 to {effects.SiteCount - 1}");
            if ((uint)kinds[j] >= (uint)names.Count)
                throw new InputException($"structure {number}: kind {kinds[j]}; expected 0 to {names.Count - 1}");
            if (!effects.Fits(kinds[j], sites[j]))
                throw new InputException(
                    $"structure {number}: {names[kinds[j]]} on site {sites[j]}, where it does not belong; expected a defect of "
                        + "that site's element");
        }
    }
}
