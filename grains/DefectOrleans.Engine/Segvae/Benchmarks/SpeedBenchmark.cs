using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Segvae.Benchmarks;

/// <summary>Throughput of one loop.</summary>
/// <param name="PerSecond">Items per second on all threads asked for; median over repetitions.</param>
/// <param name="OnOneThread">The same on one thread.</param>
/// <param name="Gain">Median of the two, measured one after the other each time.</param>
/// <param name="BytesPerItem">Memory that the loop itself allocates for an item, on one thread.</param>
/// <param name="KeptBytesPerItem">Memory allocated for what is kept of the items: formulas good enough for the archive.</param>
public sealed record LoopSpeed(double PerSecond, double OnOneThread, double Gain, double BytesPerItem, double KeptBytesPerItem);

/// <summary>Writing of a search's state with one island to a file, flushed to disk.</summary>
/// <param name="Milliseconds">Median.</param>
/// <param name="Bytes">Length of the file.</param>
public sealed record CheckpointSpeed(double Milliseconds, long Bytes);

/// <summary>Throughput of everything that a search and a screening spend their time with.</summary>
/// <param name="Threads">Threads asked for.</param>
/// <param name="TrainSteps">Training steps of 256 sequences of full length, at the published network size.</param>
/// <param name="TrainStepsOnFormulas">The same of 256 random formulas of up to that length, as pretraining draws them.</param>
/// <param name="Sampled">Sequences sampled from the pretrained network, tokens masked so that each is a formula.</param>
/// <param name="Scored">Distinct formulas without constants, simplified where worth it, evaluated on 20 points, deduplicated.</param>
/// <param name="Fitted">Formulas of one to four constants fitted to 20 points, from nothing.</param>
/// <param name="Predictions">Pair energies of triples of defects.</param>
/// <param name="EpochSeconds">
/// An epoch as published: 5000 samples scored on fifteen points, the constants of 600 of them fitted, the network
/// trained on the best fifth.
/// </param>
/// <param name="Checkpoint">Writing of a search's state.</param>
public sealed record SpeedReport(
    int Threads, LoopSpeed TrainSteps, LoopSpeed TrainStepsOnFormulas, LoopSpeed Sampled, LoopSpeed Scored, LoopSpeed Fitted, LoopSpeed Predictions, double EpochSeconds,
    CheckpointSpeed Checkpoint);

/// <summary>Measures throughput on this machine: medians over repetitions after a warm-up.</summary>
public static class SpeedBenchmark
{
    // Long enough for the just-in-time compiler to come to its last version of a loop.
    private const double WarmUpShare = 0.3;
    private const int Epochs = 5, Writings = 9;

    /// <summary>Measures all loops.</summary>
    /// <param name="threads">Threads, beside one.</param>
    /// <param name="time">Time for each loop.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellation">Ends it between repetitions.</param>
    public static SpeedReport Measure(int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        LoopSpeed Of(Func<int, SpeedLoop> loop) => Loop(loop, threads, time, clock, cancellation);
        return new SpeedReport(
            threads,
            Of(n => new SpeedLoop(SpeedLoops.Training(n))),
            Of(n => new SpeedLoop(SpeedLoops.TrainingOnFormulas(n))),
            Of(n => new SpeedLoop(SpeedLoops.Sampling(n))),
            Of(n => Together(n, SpeedLoops.Scoring)),
            Of(n => Together(n, SpeedLoops.Fitting)),
            Of(n => Together(n, () => new SpeedLoop(SpeedLoops.Prediction()))),
            Epoch(threads, clock, cancellation),
            Checkpoint(clock, cancellation));
    }

    /// <summary>Measures one loop on one thread and on all, turn by turn: what else the machine does then meets both.</summary>
    /// <param name="loop">Makes the loop for a number of threads; a round takes its number and says how many items it did.</param>
    /// <param name="threads">All threads.</param>
    /// <param name="time">Time to spend.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellation">Ends it between repetitions.</param>
    internal static LoopSpeed Loop(
        Func<int, SpeedLoop> loop, int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        var (one, all) = (loop(1), loop(threads));
        List<double> alone = [], together = [], gains = [], bytes = [], kept = [];
        var begin = clock.GetTimestamp();
        for (var round = 0ul; gains.Count == 0 || clock.GetElapsedTime(begin) < time; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (before, keptBefore) = (GC.GetAllocatedBytesForCurrentThread(), one.KeptBytes?.Invoke() ?? 0);
            var (rate, items) = Time(one.Round, round, clock);
            var (allocated, forKept) = (GC.GetAllocatedBytesForCurrentThread() - before, (one.KeptBytes?.Invoke() ?? 0) - keptBefore);
            var (rateOfAll, _) = Time(all.Round, round, clock);
            if (round == 0 || clock.GetElapsedTime(begin) < WarmUpShare * time)
                continue;
            alone.Add(rate);
            together.Add(rateOfAll);
            gains.Add(rateOfAll / rate);
            bytes.Add((double)(allocated - forKept) / items);
            kept.Add((double)forKept / items);
        }
        return new LoopSpeed(Median(together), Median(alone), Median(gains), Median(bytes), Median(kept));
    }

    private static (double Rate, long Items) Time(Func<ulong, long> loop, ulong round, TimeProvider clock)
    {
        var start = clock.GetTimestamp();
        var items = loop(round);
        return (items / clock.GetElapsedTime(start).TotalSeconds, items);
    }

    /// <summary>A loop of its own for each thread.</summary>
    private static SpeedLoop Together(int threads, Func<SpeedLoop> make)
    {
        SpeedLoop[] loops = [.. Enumerable.Range(0, threads).Select(_ => make())];
        if (threads == 1)
            return loops[0];
        var team = new WorkerTeam(threads);
        return new SpeedLoop(round =>
        {
            var items = 0L;
            team.Run(threads, (_, item) => Interlocked.Add(ref items, loops[item].Round(round)));
            return items;
        });
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

    private static CheckpointSpeed Checkpoint(TimeProvider clock, CancellationToken cancellation)
    {
        var checkpoint = new SearchCheckpoint(Path.GetTempFileName());
        try
        {
            using var search = SpeedLoops.Search();
            var milliseconds = new List<double>();
            for (var i = 0; i < Writings; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var start = clock.GetTimestamp();
                checkpoint.Save(search);
                milliseconds.Add(clock.GetElapsedTime(start).TotalMilliseconds);
            }
            return new CheckpointSpeed(Median(milliseconds), new FileInfo(checkpoint.Path).Length);
        }
        finally
        {
            File.Delete(checkpoint.Path);
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
