using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Tables;

/// <summary>Energies of single defects and of pair shells, eV.</summary>
/// <param name="ReferenceEnergy">E0 of the supercell that sets the index's reach.</param>
/// <param name="Kinds">The kinds that structures with an energy hold, ordered.</param>
/// <param name="Singles">E_i of each kind.</param>
/// <param name="Pairs">V of each shell of the index.</param>
/// <param name="PairDeviations">One standard deviation of each.</param>
public sealed record EnergyTable(
    double ReferenceEnergy,
    ImmutableArray<DefectKind> Kinds,
    ImmutableArray<double> Singles,
    ImmutableArray<double> Pairs,
    ImmutableArray<double> PairDeviations);

/// <summary>A structure's energy as a sum of unknowns: E0 by its area, its defects' kinds, its shells.</summary>
/// <param name="Sample">Its place among the samples.</param>
/// <param name="Entries">The unknowns; one may stand there more than once.</param>
/// <param name="Weight">What its squared error counts, 1/eV².</param>
internal readonly record struct EnergyRow(int Sample, (int Index, double Value)[] Entries, double Weight);

/// <summary>
/// E = E0 + Σ E_i + Σ V: regression of structures' energies on their defects and pair shells. Structures with one and
/// two defects fix their shells almost exactly; denser ones share what pairs cannot tell among many shells, with a ridge
/// that grows with r, since interactions fade. The same ridge tells E0 from the pairs: a limit that all channels share
/// at large r is no interaction.
/// </summary>
public static class EnergyRegression
{
    // eV. Fast fading of V with r, and what is left of it at large r.
    private const double NearScale = 3.0, FarScale = 0.005, DecayLength = 2.5;

    // eV. What one and two defects' energies are trusted to.
    private const double FewDefectsDeviation = 0.001;
    private const int Rounds = 8;

    /// <summary>Fits the table. Samples without an energy are passed over.</summary>
    public static EnergyTable Fit(IReadOnlyList<TrainingSample> samples, ShellIndex index) => Solve(samples, index).Table;

    /// <summary>The table, and what its last round weighed each structure's energy with.</summary>
    internal static (EnergyTable Table, ImmutableArray<EnergyRow> Rows) Solve(
        IReadOnlyList<TrainingSample> samples, ShellIndex index)
    {
        var told = Enumerable.Range(0, samples.Count)
            .Where(i => samples[i].Energy is not null && samples[i].Structure.Defects.Length > 0)
            .ToArray();
        ImmutableArray<DefectKind> kinds =
            [.. told.SelectMany(i => samples[i].Structure.Defects).Select(d => d.Kind).Distinct().Order()];
        var numberOf = kinds.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i);
        var shellsFrom = 1 + kinds.Length;
        var rows = told
            .Select(i => (Energy: samples[i].Energy!.Value, samples[i].Structure.Defects.Length, Entries: Row(i)))
            .ToArray();

        var noise = rows.Select(r => r.Length <= 2 ? FewDefectsDeviation : 0.02 * r.Length).ToArray();
        var trust = rows.Select(_ => 1.0).ToArray();
        double[] solution, used;
        LinearSystem system;
        var round = 0;
        do
        {
            system = Prior(kinds.Length, index);
            used = [.. rows.Select((_, i) => trust[i] / (noise[i] * noise[i]))];
            for (var i = 0; i < rows.Length; i++)
                system.Add(rows[i].Entries, rows[i].Energy, used[i]);
            solution = system.Solve();
            Reweigh(solution);
        }
        while (++round < Rounds && rows.Any(r => r.Length > 2));
        var spread = system.Deviations();
        var table = new EnergyTable(
            solution[0], kinds, [.. solution[1..shellsFrom]], [.. solution[shellsFrom..]], [.. spread[shellsFrom..]]);
        return (table, [.. rows.Select((r, i) => new EnergyRow(told[i], r.Entries, used[i]))]);

        (int, double)[] Row(int sample) =>
        [
            (0, index.CellsOf[sample]),
            .. samples[sample].Structure.Defects.Select(d => (1 + numberOf[d.Kind], 1.0)),
            .. index.SummedOf[sample].Select(s => (shellsFrom + s.Shell, s.Weight)),
        ];

        // Each size of structure gets the noise that its own residuals show; beyond twice that a structure counts less.
        void Reweigh(double[] x)
        {
            var residuals = rows.Select(r => r.Entries.Sum(e => e.Item2 * x[e.Item1]) - r.Energy).ToArray();
            foreach (var size in Enumerable.Range(0, rows.Length).Where(i => rows[i].Length > 2).GroupBy(i => rows[i].Length))
            {
                var median = Quantiles.UpperMedian(size.Select(i => Math.Abs(residuals[i])));
                foreach (var i in size)
                {
                    noise[i] = Math.Max(1.48 * median, 0.005 * size.Key);
                    trust[i] = Math.Min(1, 2 * noise[i] / Math.Max(Math.Abs(residuals[i]), 1e-12));
                }
            }
        }
    }

    /// <summary>A system of E0, the kinds and the shells that no structure has told anything yet.</summary>
    internal static LinearSystem Prior(int kinds, ShellIndex index) =>
        new(new double[1 + kinds + index.Shells.Length], PriorDeviations(kinds, index));

    /// <summary>What E0, the kinds' energies and the shells' are expected to be, one standard deviation, eV.</summary>
    internal static double[] PriorDeviations(int kinds, ShellIndex index) =>
        [0.2, .. Enumerable.Repeat(50.0, kinds), .. index.Shells.Select(s => PriorDeviation(s.Distance))];

    private static double PriorDeviation(double r) => FarScale + NearScale * Math.Exp(-r / DecayLength);
}
