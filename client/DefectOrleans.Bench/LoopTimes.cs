using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>Throughput of one loop.</summary>
/// <param name="PerSecond">Items per second on all threads asked for; median over repetitions.</param>
/// <param name="OnOneThread">The same on one thread.</param>
/// <param name="Gain">Median of the two, measured one after the other each time.</param>
/// <param name="BytesPerItem">Memory that the loop itself allocates for an item, on one thread.</param>
/// <param name="KeptBytesPerItem">Memory allocated for what is kept of the items: formulas good enough for the archive.</param>
public sealed record LoopSpeed(double PerSecond, double OnOneThread, double Gain, double BytesPerItem, double KeptBytesPerItem);

/// <summary>Rounds of a loop on one thread and on all.</summary>
internal sealed class LoopTimes(SpeedLoop one, SpeedLoop all)
{
    private readonly List<double> _alone = [], _together = [], _gains = [], _bytes = [], _kept = [];

    /// <summary>Whether no round has counted yet.</summary>
    public bool IsEmpty => _gains.Count == 0;

    /// <summary>Medians over the rounds that counted.</summary>
    public LoopSpeed Speed => new(
        Quantiles.UpperMedian(_together), Quantiles.UpperMedian(_alone), Quantiles.UpperMedian(_gains),
        Quantiles.UpperMedian(_bytes), Quantiles.UpperMedian(_kept));

    /// <summary>Runs a round on one thread, then on all.</summary>
    /// <param name="round">Its number.</param>
    /// <param name="counts">Whether it counts.</param>
    /// <param name="clock">Measures it.</param>
    public void Run(ulong round, bool counts, TimeProvider clock)
    {
        var (before, keptBefore) = (GC.GetAllocatedBytesForCurrentThread(), one.KeptBytes?.Invoke() ?? 0);
        var (rate, items) = Time(one.Round, round, clock);
        var (allocated, forKept) = (GC.GetAllocatedBytesForCurrentThread() - before, (one.KeptBytes?.Invoke() ?? 0) - keptBefore);
        var (rateOfAll, _) = Time(all.Round, round, clock);
        if (!counts)
            return;
        _alone.Add(rate);
        _together.Add(rateOfAll);
        _gains.Add(rateOfAll / rate);
        _bytes.Add((double)(allocated - forKept) / items);
        _kept.Add((double)forKept / items);
    }

    private static (double Rate, long Items) Time(Func<ulong, long> loop, ulong round, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        var items = loop(round);
        return (items / clock.GetElapsedTime(start).TotalSeconds, items);
    }
}
