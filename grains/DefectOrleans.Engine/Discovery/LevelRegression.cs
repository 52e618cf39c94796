using System.Collections.Immutable;
using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Discovery;

/// <summary>A level's value for each shell of an index, and one standard deviation of each, eV.</summary>
public sealed record LevelTable(ImmutableArray<double> Values, ImmutableArray<double> Deviations);

/// <summary>
/// Gap and LUMO are the lowest, HOMO the highest of the pairs' values. A structure with two defects gives its pair's value
/// as it is; a denser one only speaks through the rule, so the shells' values are fitted through a smooth minimum that
/// sharpens from round to round. Every shell leans to its channel's limit, the more so the larger r is.
/// </summary>
public static class LevelRegression
{
    // eV. How far a shell's value is expected from its channel's limit, near and at large r.
    private const double NearScale = 0.3, FarScale = 0.003, DecayLength = 4.0;
    // eV. What many defects together add to the rule; beyond it a structure counts less and less.
    private const double DenseDeviation = 0.1;
    private const double PairDeviation = 0.001, LimitDeviation = 0.3;
    private const double FirstTemperature = 0.1, LastTemperature = 0.01;
    private const int Rounds = 16;

    /// <summary>Fits the table. Samples without the property or with less than two defects are passed over.</summary>
    public static LevelTable Fit(IReadOnlyList<TrainingSample> samples, ShellIndex index, Property property)
    {
        // HOMO's maximum is the minimum of the negatives.
        var sign = property == Property.Homo ? -1.0 : 1.0;
        var rows = Enumerable.Range(0, samples.Count)
            .Where(i => samples[i][property] is not null && samples[i].Structure.Defects.Length >= 2)
            .Select(i => (Target: sign * samples[i][property]!.Value, Pairs: index.PairsOf[i], Size: samples[i].Structure.Defects.Length))
            .ToArray();
        var channels = index.Channels;
        var channelOf = index.Shells.Select(s => channels.BinarySearch(s.Channel)).ToArray();

        var (mean, deviation) = Prior(rows.Select(r => r.Target).DefaultIfEmpty().Order().ToArray(), index);
        var x = (double[])mean.Clone();
        var system = new LinearSystem(mean, deviation);
        var noise = rows.Select(r => r.Size == 2 ? PairDeviation : DenseDeviation).ToArray();
        var manyBody = rows.Any(r => r.Size > 2);
        for (var round = 0; round < (manyBody ? Rounds : 1); round++)
        {
            var temperature = FirstTemperature * Math.Pow(LastTemperature / FirstTemperature, round / (Rounds - 1.0));
            system = new LinearSystem(mean, deviation);
            for (var i = 0; i < rows.Length; i++)
            {
                var (row, offset, residual) = Linearize(rows[i].Pairs, rows[i].Target, x, temperature);
                if (round > 0 && rows[i].Size > 2)
                    noise[i] = Math.Sqrt(DenseDeviation * Math.Max(DenseDeviation, Math.Abs(residual)));
                system.Add(row, rows[i].Target - offset, 1 / (noise[i] * noise[i]));
            }
            var (next, _) = system.Solve();
            // Half steps: which pair is the lowest changes with the step.
            for (var j = 0; j < x.Length; j++)
                x[j] = manyBody && round > 0 ? 0.5 * (x[j] + next[j]) : next[j];
        }

        return new LevelTable(
            [.. channelOf.Select((c, s) => sign * (x[c] + x[channels.Length + s]))],
            [.. channelOf.Select((c, s) => system.DeviationOf([(c, 1.0), (channels.Length + s, 1.0)]))]);

        (( int, double)[] Row, double Offset, double Residual) Linearize(
            ImmutableArray<int> pairs, double target, double[] at, double temperature)
        {
            var values = pairs.Select(p => at[channelOf[p]] + at[channels.Length + p]).ToArray();
            var lowest = values.Min();
            var weights = values.Select(v => Math.Exp((lowest - v) / temperature)).ToArray();
            var total = weights.Sum();
            var row = pairs.SelectMany((p, k) => new[]
            {
                (channelOf[p], weights[k] / total), (channels.Length + p, weights[k] / total),
            }).ToArray();
            var mixed = values.Zip(weights, (v, w) => v * w / total).Sum();
            // The rule is the sharp minimum; only its slope is smoothed.
            return (row, lowest - mixed, lowest - target);
        }
    }

    private static (double[] Mean, double[] Deviation) Prior(double[] sortedTargets, ShellIndex index)
    {
        // Most pairs of a dense structure are not its lowest: limits start high among the targets.
        var start = sortedTargets[(int)(0.8 * (sortedTargets.Length - 1))];
        double[] mean = [.. index.Channels.Select(_ => start), .. index.Shells.Select(_ => 0.0)];
        double[] deviation =
        [
            .. index.Channels.Select(_ => LimitDeviation),
            .. index.Shells.Select(s => FarScale + NearScale * Math.Exp(-s.Distance / DecayLength)),
        ];
        return (mean, deviation);
    }
}
