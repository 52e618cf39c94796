using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Engine.Tables;

/// <summary>What a training structure was predicted too high by when it did not train, eV.</summary>
internal readonly record struct LeftOutError(int Sample, double Error);

/// <summary>
/// Errors of pair tables on training structures with three or more defects that were left out, a fifth at a time: what rules
/// of composition are chosen by and error bars are calibrated on.
/// </summary>
internal static class LeftOut
{
    private const int Groups = 5;

    /// <summary>Errors of energies, of the whole structure.</summary>
    public static IEnumerable<LeftOutError> Energies(IReadOnlyList<TrainingSample> samples, ShellIndex index)
    {
        foreach (var (leftOut, kept) in Split(samples, s => s.Energy, s => s with { Energy = null }))
        {
            var table = EnergyRegression.Fit(kept, index);
            foreach (var i in leftOut)
            {
                if (samples[i].Structure.Defects.All(d => table.Kinds.Contains(d.Kind)))
                {
                    yield return new LeftOutError(i, index.CellsOf[i] * table.ReferenceEnergy - samples[i].Energy!.Value
                        + samples[i].Structure.Defects.Sum(d => table.Singles[table.Kinds.IndexOf(d.Kind)])
                        + index.SummedOf[i].Sum(p => p.Weight * table.Pairs[p.Shell]));
                }
            }
        }
    }

    /// <summary>Errors of gaps under a rule.</summary>
    public static IEnumerable<LeftOutError> Gaps(IReadOnlyList<TrainingSample> samples, ShellIndex index, GapRule rule)
    {
        foreach (var (leftOut, kept) in Split(samples, s => s.Gap, s => s with { Gap = null }))
        {
            if (rule == GapRule.LowestPair)
            {
                var gaps = LevelRegression.Fit(kept, index, Property.Gap).Values;
                foreach (var i in leftOut.Where(i => !index.PairsOf[i].IsEmpty))
                    yield return new LeftOutError(i, index.PairsOf[i].Min(p => gaps[p]) - samples[i].Gap!.Value);
            }
            else
            {
                var (homo, lumo) = LevelRegression.FitApart(kept, index);
                foreach (var i in leftOut.Where(i => !index.PairsOf[i].IsEmpty))
                    yield return new LeftOutError(
                        i, index.PairsOf[i].Min(p => lumo.Values[p]) - index.PairsOf[i].Max(p => homo.Values[p])
                            - samples[i].Gap!.Value);
            }
        }
    }

    /// <summary>Errors of a property without a member of its own that one pair's value decides, in its unit.</summary>
    public static IEnumerable<LeftOutError> Levels(
        IReadOnlyList<TrainingSample> samples, ShellIndex index, Property property)
    {
        var quantity = Quantity.Of(property);
        foreach (var (leftOut, kept) in Split(samples, quantity.Trained, s => s with { Others = s.Others.Remove(property) }))
        {
            var values = LevelRegression.Fit(kept, index, property).Values;
            foreach (var i in leftOut.Where(i => !index.PairsOf[i].IsEmpty))
            {
                var decides = quantity.Sign * index.PairsOf[i].Min(p => quantity.Sign * values[p]);
                yield return new LeftOutError(i, quantity.Bounded(decides) - quantity.Trained(samples[i])!.Value);
            }
        }
    }

    private static IEnumerable<(int[] LeftOut, TrainingSample[] Kept)> Split(
        IReadOnlyList<TrainingSample> samples, Func<TrainingSample, double?> value, Func<TrainingSample, TrainingSample> without)
    {
        var telling = Enumerable.Range(0, samples.Count)
            .Where(i => value(samples[i]) is not null && samples[i].Structure.Defects.Length > 2).ToArray();
        for (var group = 0; group < Math.Min(Groups, telling.Length); group++)
        {
            int[] leftOut = [.. telling.Where((_, at) => at % Groups == group)];
            yield return (leftOut, [.. samples.Select((s, i) => leftOut.Contains(i) ? without(s) : s)]);
        }
    }
}
