using System.Runtime.Intrinsics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// All random numbers of one training step, as functions of its seed and of rows, steps and blocks of the batch.
/// Another backend that takes them from here computes the same loss.
/// <para>Dropout multiplies by 0 with the chance stated, by 1/(1 − chance) otherwise:</para>
/// <list type="bullet">
/// <item>embeddings, separately for encoder and decoder: one mask [tokens + 1 × embedding] for each block of
/// <see cref="BlockRows"/> consecutive rows, so that all occurrences of a token in a block lose the same features
/// (a mask tied over time steps, as in Gal and Ghahramani 2016, where the published code draws one for every
/// occurrence): the input projections of a block stay a table, exactly;</item>
/// <item>decoder outputs: every feature of every row and step on its own, as published.</item>
/// </list>
/// </summary>
/// <param name="Seed">The step's seed.</param>
/// <param name="Dropout">Chance that an entry is dropped, 0 ≤ dropout &lt; 1; taken to the nearest 1/65536.</param>
public readonly record struct TrainingNoise(ulong Seed, double Dropout)
{
    /// <summary>Consecutive rows of a batch that share embedding masks.</summary>
    public const int BlockRows = 32;

    private const int Levels = 65536;

    private readonly CounterRandom _random = new CounterRandom(Seed).Stream(1);
    private readonly int _threshold = (int)Math.Round(Dropout * Levels);

    /// <summary>Unit normal noise [latent] of a row: latent = mean + noise · exp(½ log-variance).</summary>
    public void Latent(int row, Span<float> noise) => _random.Stream(0).Stream((ulong)row).Normals(noise);

    /// <summary>Factors [tokens + 1 × embedding] of the encoder's embeddings in block <c>row / BlockRows</c>.</summary>
    public void EncoderMask(int block, Span<float> factors) => Mask(_random.Stream(1).Stream((ulong)block), factors);

    /// <summary>Factors [tokens + 1 × embedding] of the decoder's embeddings in block <c>row / BlockRows</c>.</summary>
    public void DecoderMask(int block, Span<float> factors) => Mask(_random.Stream(2).Stream((ulong)block), factors);

    /// <summary>Factors [hidden] of the decoder's output at a row and step.</summary>
    public void OutputMask(int row, int step, Span<float> factors) =>
        Mask(_random.Stream(3).Stream((ulong)row << 16 | (uint)step), factors);

    private void Mask(CounterRandom random, Span<float> factors)
    {
        if (_threshold == 0)
        {
            factors.Fill(1);
            return;
        }

        // Two counters give 64 bits each: 16 for every one of 8 factors, the lowest first.
        var threshold = Vector256.Create(_threshold);
        var kept = Vector256.Create((float)Levels / (Levels - _threshold));
        for (int i = 0; i < factors.Length; i += 8)
        {
            var bits = Vector128.Create(random.Bits((ulong)i / 4), random.Bits((ulong)i / 4 + 1)).AsUInt16();
            var draws = Vector256.Create(Vector128.WidenLower(bits), Vector128.WidenUpper(bits)).AsInt32();
            var chosen = Vector256.AndNot(kept, Vector256.LessThan(draws, threshold).AsSingle());
            if (i + 8 <= factors.Length)
                chosen.CopyTo(factors[i..]);
            else
                for (int j = i; j < factors.Length; j++)
                    factors[j] = chosen[j - i];
        }
    }
}
