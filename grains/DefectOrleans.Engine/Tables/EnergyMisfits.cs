using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// Structures whose energy is far from what the others say of single defects and pairs (<see cref="EnergyRegression"/>): a
/// calculation that ended in another state, or a wrong row. They train all the same, and count little.
/// </summary>
public static class EnergyMisfits
{
    // eV, and by how much it exceeds the median of structures with as many defects.
    private const double Least = 0.5, Usual = 10;

    /// <summary>The misfits of a folder, the largest first; none where no energies are.</summary>
    public static ImmutableArray<Misfit> Of(Dataset dataset)
    {
        TrainingSample[] samples =
        [
            .. dataset.Samples.Where(s => s.Targets.FormationEnergy is not null && !s.Structure.Defects.IsEmpty)
                .Select(s => new TrainingSample(s.Structure, s.Targets.FormationEnergy, Homo: null, Lumo: null, Gap: null)),
        ];
        if (samples.Length == 0)
            return [];
        var index = new ShellIndex([.. samples.Select(s => s.Structure)]);
        var table = EnergyRegression.Fit(samples, index);
        return
        [
            .. samples.Select((sample, i) => (sample.Structure, Energy: sample.Energy!.Value - Told(table, index, sample, i)))
                .GroupBy(row => row.Structure.Defects.Length)
                .SelectMany(alike => Far([.. alike]))
                .OrderByDescending(misfit => Math.Abs(misfit.EnergyEv)),
        ];
    }

    private static double Told(EnergyTable table, ShellIndex index, TrainingSample sample, int number) =>
        index.CellsOf[number] * table.ReferenceEnergy
        + sample.Structure.Defects.Sum(d => table.Singles[table.Kinds.IndexOf(d.Kind)])
        + index.SummedOf[number].Sum(p => p.Weight * table.Pairs[p.Shell]);

    private static IEnumerable<Misfit> Far((DefectiveStructure Structure, double Energy)[] alike)
    {
        var far = Math.Max(Least, Usual * Quantiles.Median(alike.Select(row => Math.Abs(row.Energy))));
        return alike.Where(row => Math.Abs(row.Energy) > far)
            .Select(row => new Misfit(row.Structure.Id, row.Structure.Defects.Length, row.Energy));
    }
}
