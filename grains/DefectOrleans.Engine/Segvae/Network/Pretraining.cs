using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>How a network is pretrained; the defaults are the published ones.</summary>
public sealed record PretrainingOptions
{
    /// <summary>Passes over the sequences.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>Sequences of a training step; the last step of an epoch takes what is left.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Settings of the steps.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Drives the order of sequences and the noise of every step.</summary>
    public ulong Seed { get; init; }
}

/// <summary>State after an epoch.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Loss">Mean loss over the epoch's steps.</param>
/// <param name="StepsPerSecond">Training steps per second over the epoch.</param>
public readonly record struct PretrainingProgress(int Epoch, TrainingLoss Loss, double StepsPerSecond);

/// <summary>Teaches a network the language of formulas before any search.</summary>
public static class Pretraining
{
    /// <summary>Trains on sequences [n × steps], shuffled anew each epoch.</summary>
    /// <param name="network">Changed in place.</param>
    /// <param name="sequences">Row-major, each row ended and filled by the end token.</param>
    /// <param name="options">Settings.</param>
    /// <param name="progress">Called after each epoch.</param>
    /// <param name="clock">For steps per second alone.</param>
    /// <param name="cancellation">Looked at between steps; the network stays usable.</param>
    public static void Run(
        IFormulaNetwork network, ReadOnlySpan<byte> sequences, PretrainingOptions options,
        Action<PretrainingProgress>? progress, TimeProvider clock, CancellationToken cancellation)
    {
        int width = network.Shape.Steps, count = sequences.Length / width;
        Validate(sequences.Length, width, options);
        var random = new CounterRandom(options.Seed).Stream(4);
        int[] order = [.. Enumerable.Range(0, count)];
        byte[] batch = new byte[options.BatchSize * width];
        for (int epoch = 0, step = 0; epoch < options.Epochs; epoch++)
        {
            Shuffle(order, random.Stream(0).Stream((ulong)epoch));
            long start = clock.GetTimestamp();
            double crossEntropy = 0, divergence = 0;
            int steps = 0;
            for (int first = 0; first < count; first += options.BatchSize, steps++, step++)
            {
                cancellation.ThrowIfCancellationRequested();
                int rows = Math.Min(options.BatchSize, count - first);
                for (int i = 0; i < rows; i++)
                    sequences.Slice(order[first + i] * width, width).CopyTo(batch.AsSpan(i * width));
                var loss = network.Train(
                    batch.AsSpan(0, rows * width), rows, options.Training, random.Stream(1).Bits((ulong)step));
                (crossEntropy, divergence) = (crossEntropy + loss.CrossEntropy, divergence + loss.Divergence);
            }

            double seconds = clock.GetElapsedTime(start).TotalSeconds;
            progress?.Invoke(new(epoch + 1, new(crossEntropy / steps, divergence / steps), steps / seconds));
        }
    }

    private static void Shuffle(int[] order, CounterRandom random)
    {
        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = random.Below((ulong)i, i + 1);
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    private static void Validate(int length, int width, PretrainingOptions options)
    {
        options.Training.Validate();
        List<string> faults = [];
        if (length == 0 || length % width != 0)
            faults.Add($"{length} tokens are not sequences of {width}");
        if (options.Epochs < 0)
            faults.Add($"{options.Epochs} epochs (0 or more)");
        if (options.BatchSize < 1)
            faults.Add($"batch size {options.BatchSize} (1 or more)");
        if (faults.Count > 0)
            throw new InputException($"Pretraining cannot start: {string.Join("; ", faults)}.");
    }
}
