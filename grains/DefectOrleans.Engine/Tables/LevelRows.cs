using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Datasets;

namespace DefectOrleans.Engine.Tables;

/// <summary>Structures as the rules of composition see them.</summary>
internal static class LevelRows
{
    // eV. A pair alone gives its value as it is. Levels of like cells are aligned to a few hundredths. Beyond what many
    // defects together add to a rule, a structure counts less and less.
    private const double PairDeviation = 0.001, LevelDeviation = 0.04, DenseDeviation = 0.02;

    /// <summary>For one property alone: the lowest of the pairs' values, for HOMO of their negatives.</summary>
    public static ImmutableArray<LevelRow> Of(IReadOnlyList<TrainingSample> samples, ShellIndex index, Property property)
    {
        var sign = Quantity.Of(property).Sign;
        return Rows(samples, index, (s, alone) => s[property] is { } value
            ? [Target(alone, true, false, sign * value)]
            : []);
    }

    /// <summary>
    /// For the gap as LUMO less HOMO: gaps of all structures, levels of pairs alone, since those of other cells have another
    /// zero.
    /// </summary>
    public static ImmutableArray<LevelRow> Apart(IReadOnlyList<TrainingSample> samples, ShellIndex index) =>
        Rows(samples, index, (s, alone) =>
        {
            var targets = ImmutableArray.CreateBuilder<LevelTarget>();
            if (s.Gap is { } gap)
                targets.Add(Target(alone, true, true, gap));
            if (alone && s.Lumo is { } lumo && s.Homo is { } homo)
            {
                targets.Add(new LevelTarget(true, false, lumo, LevelDeviation, Robust: true));
                targets.Add(new LevelTarget(false, true, -homo, LevelDeviation, Robust: true));
            }
            return targets.ToImmutable();
        });

    private static LevelTarget Target(bool alone, bool lowest, bool second, double value) =>
        alone
            ? new LevelTarget(lowest, second, value, PairDeviation, Robust: false)
            : new LevelTarget(lowest, second, value, DenseDeviation, Robust: true);

    private static ImmutableArray<LevelRow> Rows(
        IReadOnlyList<TrainingSample> samples, ShellIndex index,
        Func<TrainingSample, bool, ImmutableArray<LevelTarget>> targets) =>
    [
        .. from i in Enumerable.Range(0, samples.Count)
           where !index.PairsOf[i].IsEmpty
           let told = targets(samples[i], index.PairsOf[i].Length == 1)
           where !told.IsEmpty
           select new LevelRow(index.PairsOf[i], told, samples[i].Structure.Defects.Length),
    ];
}
