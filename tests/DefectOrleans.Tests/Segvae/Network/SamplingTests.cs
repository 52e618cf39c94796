using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public class SamplingTests
{
    private static readonly NetworkShape Shape = new() { Steps = 12, Embedding = 16, Hidden = 16, Latent = 2 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Samples_obey_the_constraint(int threads)
    {
        using var network = ManagedNetwork.Create(Shape, seed: 1, threads);
        byte[] samples = new byte[700 * Shape.Steps];

        network.Sample(samples, 700, new WholeFormulas(Shape.Steps), seed: 2);

        for (int row = 0; row < 700; row++)
            Assert.True(Batches.IsFormula(samples.AsSpan(row * Shape.Steps, Shape.Steps)), $"row {row}");
        Assert.DoesNotContain(Token.Pi, samples);
        Assert.True(samples.Distinct().Count() > 20);
    }

    [Fact]
    public void A_row_is_the_same_whatever_rows_come_after_it()
    {
        using var network = ManagedNetwork.Create(Shape, seed: 1);
        byte[] few = new byte[100 * Shape.Steps], many = new byte[300 * Shape.Steps];

        network.Sample(few, 100, null, seed: 3);
        network.Sample(many, 300, null, seed: 3);

        Assert.Equal(few, many[..few.Length]);
    }

    [Fact]
    public void First_tokens_come_as_often_as_the_logits_say()
    {
        using var network = ManagedNetwork.Create(Shape, seed: 1);
        foreach (var parameter in network.Parameters)
            network.SetValues(parameter, new float[parameter.Length]);
        var logits = new float[Shape.Tokens];
        (logits[Token.Add], logits[Token.Sine]) = (MathF.Log(64), MathF.Log(32));
        network.SetValues(network.Parameters.Single(p => p.Name == "output.bias"), logits);
        byte[] samples = new byte[10_000 * Shape.Steps];

        network.Sample(samples, 10_000, null, seed: 4);

        // 30 other tokens of weight 1 stand beside 64 and 32: five standard deviations of the counts are below 250.
        Assert.InRange(First(Token.Add), 10_000 * 64 / 126 - 250, 10_000 * 64 / 126 + 250);
        Assert.InRange(First(Token.Sine), 10_000 * 32 / 126 - 250, 10_000 * 32 / 126 + 250);

        network.Sample(samples, 10_000, null, seed: 4, temperature: 0.25);
        Assert.InRange(First(Token.Add), 9_300, 9_500);

        int First(byte token) => Enumerable.Range(0, 10_000).Count(row => samples[row * Shape.Steps] == token);
    }

    [Fact]
    public void A_fault_of_the_constraint_reaches_the_caller()
    {
        using var network = ManagedNetwork.Create(Shape, seed: 1, threads: 2);
        byte[] samples = new byte[300 * Shape.Steps];

        Assert.Throws<NotSupportedException>(() => network.Sample(samples, 300, new Broken(), seed: 5));
        network.Sample(samples, 300, null, seed: 5);
        Assert.Contains(samples, token => token != Token.End);
    }

    [Fact]
    public void A_constraint_that_leaves_no_token_is_refused()
    {
        using var network = ManagedNetwork.Create(Shape, seed: 1);

        var fault = Assert.Throws<InvalidOperationException>(() =>
            network.Sample(new byte[Shape.Steps], 1, new Closed(), seed: 1));

        Assert.Contains("row 0", fault.Message);
    }

    /// <summary>Whole formulas without π that end in time.</summary>
    private sealed class WholeFormulas(int steps) : ISequenceConstraint
    {
        private int[] _open = [];
        private int[] _length = [];

        public void Begin(int rows)
        {
            (_open, _length) = (new int[rows], new int[rows]);
            Array.Fill(_open, 1);
        }

        public TokenSet Allowed(int row)
        {
            if (_open[row] == 0)
                return TokenSet.Of(Token.End);
            TokenSet allowed = default;
            for (byte token = 1; token < Token.Pi; token++)
                if (_length[row] + _open[row] + Token.Arity(token) < steps)
                    allowed = allowed.With(token);
            return allowed;
        }

        public void Accept(int row, byte token)
        {
            if (token == Token.End)
                return;
            _length[row]++;
            _open[row] += Token.Arity(token) - 1;
        }
    }

    private sealed class Broken : ISequenceConstraint
    {
        public void Begin(int rows)
        {
        }

        public TokenSet Allowed(int row) =>
            row < 100 ? TokenSet.Range(0, Token.PretrainedCount) : throw new NotSupportedException();

        public void Accept(int row, byte token)
        {
        }
    }

    private sealed class Closed : ISequenceConstraint
    {
        public void Begin(int rows)
        {
        }

        public TokenSet Allowed(int row) => default;

        public void Accept(int row, byte token)
        {
        }
    }
}
