using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// What pair tables get wrong on training structures that were left out, a fifth at a time, and what of it goes where
/// something is known beside the pairs. The tables are linear in the energies for weights once found, so the answer for
/// several things known is the sum of the answers.
/// </summary>
internal sealed class LeftOutResponse
{
    private const int Groups = 5;

    private readonly IReadOnlyList<EnergyRow> _rows;
    private readonly int[] _groups;
    private readonly int[] _leftOut;
    private readonly LinearSystem[] _systems;

    /// <param name="samples">Singles, pairs and denser structures.</param>
    /// <param name="rows">Their energies as sums of unknowns.</param>
    /// <param name="prior">A system that no structure has told anything yet.</param>
    public LeftOutResponse(IReadOnlyList<TrainingSample> samples, IReadOnlyList<EnergyRow> rows, Func<LinearSystem> prior)
    {
        _rows = rows;
        var dense = 0;
        _groups = [.. rows.Select(r => samples[r.Sample].Structure.Defects.Length > 2 ? dense++ % Groups : -1)];
        _systems = [.. Enumerable.Range(0, Math.Min(Groups, dense)).Select(System)];
        _leftOut = [.. Enumerable.Range(0, rows.Count).Where(i => _groups[i] >= 0)];
        Samples = [.. _leftOut.Select(i => rows[i].Sample)];

        LinearSystem System(int group)
        {
            var system = prior();
            for (var i = 0; i < rows.Count; i++)
            {
                if (_groups[i] != group)
                    system.Add(rows[i].Entries, 0, rows[i].Weight);
            }
            return system;
        }
    }

    /// <summary>Samples that are left out once, in the order of the answers.</summary>
    public int[] Samples { get; }

    /// <summary>What tables learned from energies leave of each left-out one, eV.</summary>
    /// <param name="energies">By sample, eV.</param>
    public double[] To(Func<int, double> energies)
    {
        double[] values = [.. _rows.Select(r => energies(r.Sample))];
        var solutions = new double[_systems.Length][];
        for (var group = 0; group < _systems.Length; group++)
        {
            var right = new double[_systems[group].Unknowns];
            for (var i = 0; i < _rows.Count; i++)
            {
                if (_groups[i] == group || values[i] == 0)
                    continue;
                foreach (var (index, value) in _rows[i].Entries)
                    right[index] += _rows[i].Weight * value * values[i];
            }
            solutions[group] = _systems[group].Solve(right);
        }
        return [.. _leftOut.Select(i => values[i] - _rows[i].Entries.Sum(e => e.Value * solutions[_groups[i]][e.Index]))];
    }
}
