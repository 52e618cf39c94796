using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public class ManagedNetworkTests
{
    [Theory]
    [InlineData(0.0, 45)]
    [InlineData(0.1, 45)]
    [InlineData(0.1, 138)]
    [InlineData(0.1, 170)]
    [InlineData(0.1, 700)]
    public void Loss_is_that_of_the_equations(double dropout, int rows)
    {
        byte[] tokens = Batches.Random(Batches.Small, rows, seed: 1);
        using var network = ManagedNetwork.Create(Batches.Small, seed: 2);
        var options = new TrainingOptions { Dropout = dropout };
        var gradients = new float[network.Parameters.Sum(p => p.Length)];

        var loss = network.Gradients(tokens, rows, options, seed: 3, gradients);

        var expected = ReferenceNetwork.Of(network).Loss(tokens, rows, new(3, dropout));
        Assert.Equal(expected.CrossEntropy, loss.CrossEntropy, 1e-5);
        Assert.Equal(expected.Divergence, loss.Divergence, 1e-6);
    }

    [Theory]
    [InlineData(0.0, 34)]
    [InlineData(0.25, 34)]
    [InlineData(0.25, 250)]
    public void Gradients_of_every_tensor_are_finite_differences_of_the_equations(double dropout, int rows)
    {
        const double step = 1e-5;
        var options = new TrainingOptions { Dropout = dropout, KlWeight = 0.3 };
        byte[] tokens = Batches.Random(Batches.Small, rows, seed: 4);
        using var network = ManagedNetwork.Create(Batches.Small, seed: 5);
        var gradients = new float[network.Parameters.Sum(p => p.Length)];
        network.Gradients(tokens, rows, options, seed: 6, gradients);
        var reference = ReferenceNetwork.Of(network);
        var random = new Random(7);

        foreach (var parameter in network.Parameters)
        {
            float largest = gradients.AsSpan(parameter.Offset, parameter.Length).ToArray().Max(MathF.Abs);
            Assert.True(largest > 0, parameter.Name);
            foreach (int i in Enumerable.Range(0, parameter.Length).OrderBy(_ => random.Next()).Take(6))
            {
                ref double value = ref reference[parameter.Name][i / parameter.Columns, i % parameter.Columns];
                double before = value;
                value = before + step;
                double above = Total();
                value = before - step;
                double slope = (above - Total()) / (2 * step);
                value = before;
                Assert.True(
                    Math.Abs(slope - gradients[parameter.Offset + i]) < 1e-5 * largest + 1e-8,
                    $"{parameter.Name}[{i}]: {gradients[parameter.Offset + i]} is not {slope}");
            }
        }

        double Total()
        {
            var loss = reference.Loss(tokens, rows, new(6, dropout));
            return loss.CrossEntropy + options.KlWeight * loss.Divergence;
        }
    }

    [Fact]
    public void Training_and_sampling_do_not_depend_on_the_number_of_threads()
    {
        var shape = new NetworkShape { Steps = 9, Embedding = 24, Hidden = 40 };
        var results = new[] { 1, 2, 3 }.Select(threads =>
        {
            using var network = ManagedNetwork.Create(shape, seed: 8, threads);
            var losses = Enumerable.Range(0, 5)
                .Select(i => network.Train(Batches.Random(shape, 300, i), 300, new(), (ulong)i)).ToArray();
            byte[] samples = new byte[500 * shape.Steps];
            network.Sample(samples, 500, null, seed: 9);
            return (losses, samples, Bytes(network, withOptimizer: true));
        }).ToArray();

        foreach (var (losses, samples, bytes) in results[1..])
        {
            Assert.Equal(results[0].losses, losses);
            Assert.Equal(results[0].samples, samples);
            Assert.Equal(results[0].Item3, bytes);
        }
    }

    [Fact]
    public void Seeds_make_a_difference()
    {
        byte[] tokens = Batches.Random(Batches.Small, 10, seed: 1);
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        using var other = ManagedNetwork.Create(Batches.Small, seed: 2);

        Assert.NotEqual(network.Evaluate(tokens, 10, seed: 1), network.Evaluate(tokens, 10, seed: 2));
        Assert.NotEqual(network.Evaluate(tokens, 10, seed: 1), other.Evaluate(tokens, 10, seed: 1));
    }

    [Fact]
    public void A_network_learns_the_grammar_of_its_sequences()
    {
        var shape = new NetworkShape { Steps = 8, Embedding = 32, Hidden = 32, Latent = 4 };
        byte[] formulas = Batches.Formulas(shape, 2000, seed: 10);
        using var network = ManagedNetwork.Create(shape, seed: 11, threads: 2);
        var before = network.Evaluate(formulas, 2000, seed: 12);
        List<PretrainingProgress> progress = [];
        var options = new PretrainingOptions { Epochs = 25, BatchSize = 64, Seed = 13, Training = new() { LearningRate = 3e-3 } };

        Pretraining.Run(network, formulas, options, progress.Add, TimeProvider.System, CancellationToken.None);

        Assert.Equal(Enumerable.Range(1, 25), progress.Select(p => p.Epoch));
        var after = network.Evaluate(formulas, 2000, seed: 12);
        Assert.True(after.CrossEntropy < 0.35 * before.CrossEntropy, $"{before} → {after}");
        byte[] samples = new byte[1000 * shape.Steps];
        network.Sample(samples, 1000, null, seed: 14);
        int valid = Enumerable.Range(0, 1000).Count(i => Batches.IsFormula(samples.AsSpan(i * shape.Steps, shape.Steps)));
        Assert.True(valid > 900, $"{valid} of 1000 samples are formulas");
    }

    [Fact]
    public void Pretraining_stops_when_cancelled()
    {
        using var source = new CancellationTokenSource();
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        byte[] tokens = Batches.Random(Batches.Small, 20, seed: 1);
        int epochs = 0;

        Assert.Throws<OperationCanceledException>(() => Pretraining.Run(
            network, tokens, new(), _ => { epochs++; source.Cancel(); }, TimeProvider.System, source.Token));

        Assert.Equal(1, epochs);
    }

    [Fact]
    public void Shapes_out_of_range_are_refused_with_all_faults()
    {
        var fault = Assert.Throws<InputException>(() =>
            ManagedNetwork.Create(new() { Tokens = Token.Count + 1, Hidden = 12 }, seed: 1));

        Assert.Contains($"{Token.Count + 1} tokens", fault.Message);
        Assert.Contains("hidden 12", fault.Message);
    }

    [Fact]
    public void Training_settings_out_of_range_are_refused()
    {
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);

        var fault = Assert.Throws<InputException>(() => network.Train(
            Batches.Random(Batches.Small, 2, seed: 1), 2, new() { Dropout = 1 }, seed: 1));

        Assert.Contains("dropout 1 (0 to 0.9)", fault.Message);
    }

    [Fact]
    public void Tokens_out_of_range_are_refused()
    {
        byte[] tokens = new byte[2 * Batches.Small.Steps];
        tokens[8] = 7;
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);

        Assert.Contains(
            "Sequence 1, step 2: token 7", Assert.Throws<ArgumentException>(() => network.Evaluate(tokens, 2, 1)).Message);
        Assert.Throws<ArgumentException>(() => network.Evaluate(tokens, 3, 1));
    }

    [Fact]
    public void Training_and_sampling_do_not_allocate()
    {
        byte[] tokens = Batches.Random(Batches.Small, 64, seed: 1), samples = new byte[64 * Batches.Small.Steps];
        using var network = ManagedNetwork.Create(Batches.Small, seed: 1);
        var options = new TrainingOptions();
        Allocations.None(() =>
        {
            for (ulong seed = 1; seed <= 10; seed++)
            {
                network.Train(tokens, 64, options, seed);
                network.Sample(samples, 64, null, seed);
            }
        });
    }

    private static byte[] Bytes(ManagedNetwork network, bool withOptimizer)
    {
        using var stream = new MemoryStream();
        network.Write(stream, withOptimizer);
        return stream.ToArray();
    }
}
