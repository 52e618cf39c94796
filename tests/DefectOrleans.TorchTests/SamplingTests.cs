using DefectOrleans.Engine.Formulas;
using DefectOrleans.Tests.Segvae.Network;

namespace DefectOrleans.TorchTests;

public class SamplingTests
{
    [LibtorchTheory]
    [InlineData("small", false)]
    [InlineData("published", false)]
    [InlineData("published", true)]
    public void Equal_weights_give_equal_samples_in_nearly_all_rows(string size, bool constrained)
    {
        const int rows = 1200;
        var shape = Networks.Shape(size);
        using var managed = Networks.Trained(shape);
        using var torch = Networks.Torch(managed);
        byte[] expected = new byte[rows * shape.Steps], actual = new byte[expected.Length];

        managed.Sample(expected, rows, constrained ? new Alternating() : null, seed: 6);
        torch.Sample(actual, rows, constrained ? new Alternating() : null, seed: 6);

        int equal = expected.Chunk(shape.Steps).Zip(actual.Chunk(shape.Steps), (a, b) => a.SequenceEqual(b)).Count(same => same);
        Assert.True(equal >= rows * 0.99, $"{equal} of {rows} rows are equal");
        Assert.True(expected.Chunk(shape.Steps).Select(Convert.ToHexString).Distinct().Count() > rows / 20);
    }

    [LibtorchFact]
    public void Samples_obey_the_constraint_and_end_with_end_tokens()
    {
        var shape = Networks.Shape("published");
        using var managed = Networks.Trained(shape, steps: 0);
        using var torch = Networks.Torch(managed);
        byte[] samples = new byte[600 * shape.Steps];

        torch.Sample(samples, 600, new Alternating(), seed: 7);

        foreach (var row in samples.Chunk(shape.Steps))
        {
            int length = Array.IndexOf(row, Token.End);
            length = length < 0 ? row.Length : length;
            Assert.All(row[..length].Index(), t => Assert.Equal(t.Index % 2, t.Item % 2));
            Assert.DoesNotContain(row[length..], t => t != Token.End);
        }
    }

    [LibtorchFact]
    public void A_fault_of_the_constraint_reaches_the_caller()
    {
        using var managed = Networks.Trained(Batches.Small);
        using var torch = Networks.Torch(managed);

        Assert.Throws<NotSupportedException>(() => torch.Sample(new byte[50 * Batches.Small.Steps], 50, new Broken(), seed: 5));
    }

    /// <summary>Even and odd tokens in turn; the end is even, but not at first.</summary>
    private sealed class Alternating : ISequenceConstraint
    {
        private int[] _length = [];

        public void Begin(int rows) => _length = new int[rows];

        public TokenSet Allowed(int row) => new(_length[row] == 0 ? 0x55555554 : _length[row] % 2 == 0 ? 0x55555555 : 0xAAAAAAAA);

        public void Accept(int row, byte token) => _length[row]++;
    }

    private sealed class Broken : ISequenceConstraint
    {
        public void Begin(int rows)
        {
        }

        public TokenSet Allowed(int row) =>
            row < 20 ? TokenSet.Range(0, Token.PretrainedCount) : throw new NotSupportedException();

        public void Accept(int row, byte token)
        {
        }
    }
}
