using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>Writing of a search's state with one island to a file, flushed to disk.</summary>
/// <param name="Milliseconds">Median.</param>
/// <param name="Bytes">Length of the file.</param>
public sealed record CheckpointSpeed(double Milliseconds, long Bytes)
{
    /// <summary>Epochs that the search has done: it grows a little with each, until the island starts anew.</summary>
    public const int Epochs = 10;
}

/// <summary>Training steps of another network than the engine's own.</summary>
/// <param name="Network">One of <see cref="NetworkBackends.Names"/>.</param>
/// <param name="Steps">Steps of 256 sequences of full length.</param>
/// <param name="StepsOnFormulas">Steps of 256 random formulas.</param>
public sealed record OtherTraining(string Network, LoopSpeed Steps, LoopSpeed StepsOnFormulas);

/// <summary>Throughput of everything that a search and a screening spend their time with.</summary>
/// <param name="Threads">Threads asked for.</param>
/// <param name="MultiplyAdds">float32 multiply-adds on registers alone, turn by turn with the training steps.</param>
/// <param name="TrainSteps">Training steps of 256 sequences of full length, at the published network size.</param>
/// <param name="TrainStepsOnFormulas">The same of 256 random formulas of up to that length, as pretraining draws them.</param>
/// <param name="Sampled">Sequences sampled from the pretrained network, tokens masked so that each is a formula.</param>
/// <param name="Scored">Distinct formulas without constants, simplified where worth it, evaluated on 20 points,
/// deduplicated.</param>
/// <param name="Fitted">Formulas of one to four constants fitted to 20 points, from nothing.</param>
/// <param name="Laws">Laws of three own and two shared numbers fitted to ten tables of 18 points, from nothing.</param>
/// <param name="Predictions">Pair energies of triples of defects.</param>
/// <param name="EpochSeconds">
/// An epoch as published: 5000 samples scored on fifteen points, the constants of 600 of them fitted, the network
/// trained on the best fifth.
/// </param>
/// <param name="Checkpoint">Writing of a search's state.</param>
/// <param name="Other">Training of a network beside the engine's own; null for none.</param>
public sealed record SpeedReport(
    int Threads, LoopSpeed MultiplyAdds, LoopSpeed TrainSteps, LoopSpeed TrainStepsOnFormulas, LoopSpeed Sampled,
    LoopSpeed Scored, LoopSpeed Fitted, LoopSpeed Laws, LoopSpeed Predictions,
    double EpochSeconds, CheckpointSpeed Checkpoint, OtherTraining? Other = null)
{
    /// <summary>
    /// Share of <see cref="MultiplyAdds"/> that the recurrent products of <see cref="TrainSteps"/> reach, on all threads.
    /// </summary>
    public double ShareOfBareLoop => TrainSteps.PerSecond * SpeedLoops.RecurrentMultiplyAdds / MultiplyAdds.PerSecond;
}

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
    /// <param name="beside">Another network to train beside the engine's own: one of <see cref="NetworkBackends.Names"/>; null
    /// for none.</param>
    /// <exception cref="Engine.InputException">That network cannot run on this machine.</exception>
    public static SpeedReport Measure(
        int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation, string? beside = null)
    {
        // A network that is not there is told at once, not after all the rest.
        if (beside is not null)
            NetworkBackends.Reader(beside);
        LoopSpeed[] Turns(params Func<int, SpeedLoop>[] loops) =>
            SpeedBenchmark.Turns(loops, threads, time * loops.Length, clock, cancellation);
        LoopSpeed Of(Func<int, SpeedLoop> loop) => Turns(loop)[0];
        Func<int, SpeedLoop> Training(Func<NetworkShape, byte[]> batch, string network = NetworkBackends.Managed) =>
            n => new SpeedLoop(SpeedLoops.Training(n, batch, network));

        var full = Turns(n => Together(n, () => new SpeedLoop(_ => BareLoop.MultiplyAdds())), Training(SpeedLoops.FullLength));

        // Not turn by turn with ours: libtorch's threads spin on for a while after each step.
        OtherTraining Other(string network) =>
            new(network, Of(Training(SpeedLoops.FullLength, network)), Of(Training(SpeedLoops.RandomFormulas, network)));
        return new SpeedReport(
            threads,
            full[0],
            full[1],
            Of(Training(SpeedLoops.RandomFormulas)),
            Of(n => new SpeedLoop(SpeedLoops.Sampling(n))),
            Of(n => Together(n, SpeedLoops.Scoring)),
            Of(n => Together(n, SpeedLoops.Fitting)),
            Of(n => Together(n, LawLoop.Scoring)),
            Of(n => Together(n, () => new SpeedLoop(SpeedLoops.Prediction()))),
            Epoch(threads, clock, cancellation),
            Checkpoint(clock, cancellation),
            beside is null ? null : Other(beside));
    }

    /// <summary>
    /// Measures loops, each on one thread and on all, turn by turn: what else the machine does then meets all of them.
    /// </summary>
    /// <param name="loops">Each makes its loop for a number of threads; a round takes its number and says how many items it
    /// did.</param>
    /// <param name="threads">All threads.</param>
    /// <param name="time">Time to spend.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellation">Ends it between repetitions.</param>
    internal static LoopSpeed[] Turns(
        Func<int, SpeedLoop>[] loops, int threads, TimeSpan time, TimeProvider clock, CancellationToken cancellation)
    {
        LoopTimes[] times = [.. loops.Select(loop => new LoopTimes(loop(1), loop(threads)))];
        var begin = clock.GetTimestamp();
        for (var round = 0ul; times[0].IsEmpty || clock.GetElapsedTime(begin) < time; round++)
        {
            var counts = round > 0 && clock.GetElapsedTime(begin) >= WarmUpShare * time;
            foreach (var loop in times)
            {
                cancellation.ThrowIfCancellationRequested();
                loop.Run(round, counts, clock);
            }
        }
        return [.. times.Select(t => t.Speed)];
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
        return Quantiles.UpperMedian(seconds);
    }

    private static CheckpointSpeed Checkpoint(TimeProvider clock, CancellationToken cancellation)
    {
        var checkpoint = new SearchCheckpoint(Path.GetTempFileName());
        try
        {
            using var search = SpeedLoops.Search(CheckpointSpeed.Epochs);
            var milliseconds = new List<double>();
            for (var i = 0; i < Writings; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var start = clock.GetTimestamp();
                checkpoint.Save(search);
                milliseconds.Add(clock.GetElapsedTime(start).TotalMilliseconds);
            }
            return new CheckpointSpeed(Quantiles.UpperMedian(milliseconds), new FileInfo(checkpoint.Path).Length);
        }
        finally
        {
            File.Delete(checkpoint.Path);
        }
    }
}
