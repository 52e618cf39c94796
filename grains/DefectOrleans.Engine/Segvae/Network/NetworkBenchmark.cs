using DefectOrleans.Engine.Segvae.Expressions;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Throughput of a network.</summary>
/// <param name="Threads">Threads it used.</param>
/// <param name="TrainStepsPerSecond">Training steps per second.</param>
/// <param name="SampledPerSecond">Sampled sequences per second.</param>
public sealed record NetworkSpeed(int Threads, double TrainStepsPerSecond, double SampledPerSecond);

/// <summary>Measures how fast a network of the published size trains and samples on this machine.</summary>
public static class NetworkBenchmark
{
    private const int Batch = 256;
    private const int Samples = 2048;

    /// <summary>
    /// Trains on batches of 256 random sequences of full length, the worst case, and samples 2048 of full length at a
    /// time, each for about half of the time given; medians over rounds.
    /// </summary>
    /// <param name="threads">Threads the network may use.</param>
    /// <param name="time">Time to spend.</param>
    /// <param name="clock">Measures it.</param>
    public static NetworkSpeed Measure(int threads, TimeSpan time, TimeProvider clock)
    {
        using var network = ManagedNetwork.Create(new(), seed: 1, threads);
        return Measure(network, threads, time, clock);
    }

    /// <summary>The same of a network of any backend, which it trains.</summary>
    /// <param name="network">Of the published size.</param>
    /// <param name="threads">Threads the network was made for.</param>
    /// <param name="time">Time to spend.</param>
    /// <param name="clock">Measures it.</param>
    public static NetworkSpeed Measure(IFormulaNetwork network, int threads, TimeSpan time, TimeProvider clock)
    {
        var shape = network.Shape;
        byte[] tokens = FullSequences(shape, Batch);
        var options = new TrainingOptions();
        double train = Median(time / 2, clock, seed => network.Train(tokens, Batch, options, seed));
        byte[] samples = new byte[Samples * shape.Steps];
        var constraint = new FullLength(shape.Steps);
        double sample = Median(time / 2, clock, seed => network.Sample(samples, Samples, constraint, seed));
        return new(threads, 1 / train, Samples / sample);
    }

    internal static byte[] FullSequences(NetworkShape shape, int count)
    {
        byte[] tokens = new byte[count * shape.Steps];
        var random = new CounterRandom(1);
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = i % shape.Steps == shape.Steps - 1 ? Token.End : (byte)(1 + random.Below((ulong)i, shape.Tokens - 1));
        return tokens;
    }

    /// <summary>Median seconds of a round, the first (it compiles and allocates) left out.</summary>
    private static double Median(TimeSpan time, TimeProvider clock, Action<ulong> round)
    {
        round(0);
        List<double> seconds = [];
        long begin = clock.GetTimestamp();
        do
        {
            long start = clock.GetTimestamp();
            round((ulong)seconds.Count + 1);
            seconds.Add(clock.GetElapsedTime(start).TotalSeconds);
        }
        while (clock.GetElapsedTime(begin) < time);
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }

    /// <summary>Forbids the end before the last step.</summary>
    private sealed class FullLength(int steps) : ISequenceConstraint
    {
        private int[] _lengths = [];

        public void Begin(int rows)
        {
            if (_lengths.Length != rows)
                _lengths = new int[rows];
            Array.Clear(_lengths);
        }

        public uint Allowed(int row) => _lengths[row] < steps - 1 ? ~(1u << Token.End) : 1u << Token.End;

        public void Accept(int row, byte token) => _lengths[row]++;
    }
}
