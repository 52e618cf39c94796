using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Tests.Segvae.Network;

namespace DefectOrleans.TorchTests;

public class AgreementTests
{
    [LibtorchTheory]
    [InlineData("small", 0.0, 45)]
    [InlineData("small", 0.25, 45)]
    [InlineData("small", 0.1, 1)]
    [InlineData("small", 0.1, 250)]
    [InlineData("published", 0.1, 70)]
    public void Equal_weights_and_noise_give_equal_loss_and_gradients(string size, double dropout, int rows)
    {
        var shape = Networks.Shape(size);
        using var managed = Networks.Trained(shape);
        using var torch = Networks.Torch(managed);
        byte[] tokens = Batches.Random(shape, rows, seed: 4);
        var options = new TrainingOptions { Dropout = dropout, KlWeight = 0.3 };
        var expected = new float[managed.Parameters.Sum(p => p.Length)];
        var actual = new float[expected.Length];

        var expectedLoss = managed.Gradients(tokens, rows, options, seed: 5, expected);
        var loss = torch.Gradients(tokens, rows, options, seed: 5, actual);

        AssertClose(expectedLoss, loss, 1e-5);
        foreach (var parameter in managed.Parameters)
        {
            var (one, other) = (Values(expected, parameter), Values(actual, parameter));
            float largest = one.Max(MathF.Abs), off = one.Zip(other, (a, b) => MathF.Abs(a - b)).Max();
            Assert.True(largest > 0 && off <= 1e-4f * largest, $"{parameter.Name}: off by {off} of {largest}");
        }
    }

    [LibtorchTheory]
    [InlineData("small")]
    [InlineData("published")]
    public void Ten_steps_of_training_stay_together(string size)
    {
        const int rows = 64;
        var shape = Networks.Shape(size);
        using var managed = Networks.Trained(shape);
        using var torch = Networks.Torch(managed);

        for (int step = 0; step < 10; step++)
        {
            byte[] tokens = Batches.Random(shape, rows, seed: 100 + step);
            AssertClose(managed.Train(tokens, rows, new(), (ulong)step), torch.Train(tokens, rows, new(), (ulong)step), 1e-4);
        }

        // Adam's step is size × mean/√square: where a gradient is next to nothing, its rounding decides the step. So a few
        // parameters may be off by steps; most must not be.
        using var trained = ManagedNetwork.Read(new MemoryStream(Networks.Bytes(torch)));
        foreach (var parameter in managed.Parameters)
        {
            var off = managed.Values(parameter).ToArray().Zip(trained.Values(parameter).ToArray(), (a, b) => Math.Abs(a - b))
                .Order().ToArray();
            Assert.True(
                off[off.Length * 99 / 100] < 1e-5, $"{parameter.Name}: one in a hundred is off by {off[off.Length * 99 / 100]}");
            Assert.True(off[^1] < 10 * 2 * new TrainingOptions().LearningRate, $"{parameter.Name}: off by {off[^1]}");
        }
    }

    [LibtorchTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_cross_between_the_networks_unchanged(bool withOptimizer)
    {
        using var managed = Networks.Trained(Batches.Small);
        byte[] file = Networks.Bytes(managed, withOptimizer);
        using var torch = TorchNetworkOf(file);
        using var stream = new MemoryStream([.. Networks.Bytes(torch, withOptimizer), 1, 2, 3]);

        using var back = ManagedNetwork.Read(stream);

        Assert.Equal(file.Length, stream.Position);
        Assert.Equal(file, Networks.Bytes(torch, withOptimizer));
        Assert.Equal(file, Networks.Bytes(back, withOptimizer));

        static IFormulaNetwork TorchNetworkOf(byte[] bytes) => DefectOrleans.Torch.TorchNetwork.Read(new MemoryStream(bytes));
    }

    [LibtorchFact]
    public void A_batch_that_is_none_is_refused()
    {
        using var managed = ManagedNetwork.Create(Batches.Small, seed: 1);
        using var torch = Networks.Torch(managed);
        byte[] tokens = Batches.Random(Batches.Small, 3, seed: 1);
        tokens[8] = 7;

        Assert.Throws<ArgumentException>(() => torch.Train(tokens, 4, new(), seed: 1));
        var fault = Assert.Throws<ArgumentException>(() => torch.Train(tokens, 3, new(), seed: 1));
        Assert.Contains("Sequence 1, step 2: token 7 is not below 7", fault.Message);
    }

    private static float[] Values(float[] all, NetworkParameter parameter) =>
        all.AsSpan(parameter.Offset, parameter.Length).ToArray();

    private static void AssertClose(TrainingLoss expected, TrainingLoss actual, double tolerance)
    {
        Assert.Equal(expected.CrossEntropy, actual.CrossEntropy, tolerance * expected.CrossEntropy);
        Assert.Equal(expected.Divergence, actual.Divergence, tolerance * expected.Divergence);
    }
}
