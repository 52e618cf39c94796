using System.Collections.Immutable;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Arrangements;

/// <summary>What all replicas say of one temperature together.</summary>
internal static class SampleSummary
{
    private const int Blocks = 32;

    private static readonly double[] Quantiles = [0.05, 0.25, 0.5, 0.75, 0.95];

    public static SampledTemperature Of(
        CellEnergies cell, SampleOptions options, PairShells shells, IReadOnlyList<TemperatureLadder> ladders, int rung)
    {
        var temperature = options.Temperatures[rung];
        List<Observations> seen = [.. ladders.Select(ladder => ladder.Seen[rung])];
        return new SampledTemperature(
            temperature,
            Mean(one => one.Energy.Estimate),
            HeatCapacity([.. seen.Select(one => one.Potentials)], LatticeSampler.Boltzmann * temperature),
            [.. Enumerable.Range(0, cell.Kinds.Length).Select(kind => Mean(one => one.Counts[kind].Estimate))],
            Gap(seen),
            [.. shells.All.Select((_, shell) => Order(shell))],
            [.. seen.SelectMany(one => one.ClusterSizes).Distinct().Order()
                .Select(size => new ClusterCount(size, Mean(one => one.Clusters(size))))],
            Mean(one => one.Largest.Estimate),
            ladders.Average(ladder => ladder.Accepted(rung)),
            ladders.Average(ladder => ladder.Exchanged(rung)));

        Estimate Mean(Func<Observations, Estimate> of) => BlockedMean.Mean([.. seen.Select(of)]);

        PairOrder Order(int number)
        {
            var shell = shells.All[number];
            var pairs = Mean(one => one.Pairs(number));
            var random = seen.Average(one => one.AtRandom(number));
            return new PairOrder(
                new PairType(cell.Kinds[shell.One], cell.Kinds[shell.Other]), shell.Side, shell.Distance, pairs,
                new Estimate(pairs.Value / random, pairs.Error / random));
        }
    }

    /// <summary>
    /// Variance of the energy over (kT)², and its error by what the value is without each block of each replica (jackknife).
    /// </summary>
    internal static Estimate HeatCapacity(IReadOnlyList<List<double>> energies, double thermal)
    {
        var first = energies[0][0];
        var blocks = energies.SelectMany(replica =>
        {
            var length = Math.Max(1, replica.Count / Blocks);
            return replica.Chunk(length).Select(block => (
                Count: (double)block.Length, Sum: block.Sum(e => e - first), Squares: block.Sum(e => (e - first) * (e - first))));
        }).ToList();
        var all = blocks.Aggregate((Count: 0.0, Sum: 0.0, Squares: 0.0), (sum, block) =>
            (sum.Count + block.Count, sum.Sum + block.Sum, sum.Squares + block.Squares));
        var without = blocks.ConvertAll(block =>
            Variance(all.Count - block.Count, all.Sum - block.Sum, all.Squares - block.Squares));
        var mean = without.Average();
        var error = Math.Sqrt((without.Count - 1.0) / without.Count * without.Sum(value => (value - mean) * (value - mean)));
        return new Estimate(Variance(all.Count, all.Sum, all.Squares) / (thermal * thermal), error / (thermal * thermal));

        static double Variance(double count, double sum, double squares) =>
            Math.Max(0, squares / count - sum / count * (sum / count));
    }

    private static GapSpread? Gap(List<Observations> seen)
    {
        if (seen.Exists(one => one.Gap.Count == 0))
            return null;
        var bins = new SortedDictionary<int, long>();
        foreach (var (bin, count) in seen.SelectMany(one => one.Gaps))
            bins[bin] = bins.GetValueOrDefault(bin) + count;
        var all = (double)bins.Values.Sum();
        return new GapSpread(
            BlockedMean.Mean([.. seen.Select(one => one.Gap.Estimate)]),
            [.. Quantiles.Select(Quantile)],
            [.. bins.Select(bin => (bin.Key * Observations.BinWidth, bin.Value / all))]);

        double Quantile(double share)
        {
            var below = 0L;
            return bins.First(bin => (below += bin.Value) >= share * all).Key * Observations.BinWidth + Observations.BinWidth / 2;
        }
    }
}
