using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Benchmarks;

/// <summary>Throughput of one loop.</summary>
/// <param name="PerSecond">Items per second on all threads asked for; median over repetitions.</param>
/// <param name="OnOneThread">The same on one thread.</param>
/// <param name="Gain">Median of the two, measured one after the other each time.</param>
/// <param name="BytesPerItem">Memory allocated for an item, on one thread.</param>
public sealed record LoopSpeed(double PerSecond, double OnOneThread, double Gain, double BytesPerItem);

/// <summary>Throughput of everything that a search and a screening spend their time with.</summary>
/// <param name="Threads">Threads asked for.</param>
/// <param name="TrainSteps">Training steps of 256 sequences of full length, at the published network size.</param>
/// <param name="Sampled">Sequences sampled from the pretrained network, tokens masked so that each is a formula.</param>
/// <param name="Scored">Distinct formulas without constants, simplified where worth it, evaluated on 20 points, deduplicated.</param>
/// <param name="Fitted">Formulas of one to four constants fitted to 20 points, from nothing.</param>
/// <param name="Predictions">Pair energies of triples of defects.</param>
/// <param name="EpochSeconds">
/// An epoch as published: 5000 samples scored on fifteen points, the constants of 600 of them fitted, the network
/// trained on the best fifth.
/// </param>
public sealed record SpeedReport(
    int Threads, LoopSpeed TrainSteps, LoopSpeed Sampled, LoopSpeed Scored, LoopSpeed Fitted, LoopSpeed Predictions, double EpochSeconds);

/// <summary>Measures throughput on this machine: medians over repetitions after a warm-up.</summary>
public static class SpeedBenchmark
{
    // Long enough for the just-in-time compiler to come to its last version of a loop.
    private const double WarmUpShare = 0.3;
    private const int Epochs = 5;

    /// <summary>Measures all loops.</summary>
    /// <param name="threads">Threads, beside one.</param>
    /// <param name="time">Time for each loop.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellation">Ends it between repetitions.</param>
    public static SpeedReport Measure(int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        LoopSpeed Of(Func<int, Func<ulong, long>> loop) => Loop(loop, threads, time, clock, cancellation);
        return new SpeedReport(
            threads,
            Of(SpeedLoops.Training),
            Of(SpeedLoops.Sampling),
            Of(n => Together(n, SpeedLoops.Scoring)),
            Of(n => Together(n, SpeedLoops.Fitting)),
            Of(n => Together(n, SpeedLoops.Prediction)),
            Epoch(threads, clock, cancellation));
    }

    /// <summary>Measures one loop on one thread and on all, turn by turn: what else the machine does then meets both.</summary>
    /// <param name="loop">Makes the loop for a number of threads; a round takes its number and says how many items it did.</param>
    /// <param name="threads">All threads.</param>
    /// <param name="time">Time to spend.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellation">Ends it between repetitions.</param>
    internal static LoopSpeed Loop(
        Func<int, Func<ulong, long>> loop, int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        var (one, all) = (loop(1), loop(threads));
        List<double> alone = [], together = [], gains = [], bytes = [];
        var begin = clock.GetTimestamp();
        for (var round = 0ul; gains.Count == 0 || clock.GetElapsedTime(begin) < time; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var (rate, items) = Time(one, round, clock);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var (rateOfAll, _) = Time(all, round, clock);
            if (round == 0 || clock.GetElapsedTime(begin) < WarmUpShare * time)
                continue;
            alone.Add(rate);
            together.Add(rateOfAll);
            gains.Add(rateOfAll / rate);
            bytes.Add((double)allocated / items);
        }
        return new LoopSpeed(Median(together), Median(alone), Median(gains), Median(bytes));
    }

    private static (double Rate, long Items) Time(Func<ulong, long> loop, ulong round, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        var items = loop(round);
        return (items / clock.GetElapsedTime(start).TotalSeconds, items);
    }

    /// <summary>A loop of its own for each thread.</summary>
    private static Func<ulong, long> Together(int threads, Func<Func<ulong, long>> make)
    {
        Func<ulong, long>[] loops = [.. Enumerable.Range(0, threads).Select(_ => make())];
        if (threads == 1)
            return loops[0];
        var team = new WorkerTeam(threads);
        return round =>
        {
            var items = 0L;
            team.Run(threads, (_, item) => Interlocked.Add(ref items, loops[item](round)));
            return items;
        };
    }

    private static double Epoch(int threads, TimeProvider clock, CancellationToken cancellation)
    {
        var epoch = SpeedLoops.PublishedEpoch(threads);
        epoch(0);
        var seconds = new List<double>();
        for (var i = 1ul; i <= Epochs; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var start = clock.GetTimestamp();
            epoch(i);
            seconds.Add(clock.GetElapsedTime(start).TotalSeconds);
        }
        return Median(seconds);
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
