using System.Globalization;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Sizes of the variational autoencoder; the defaults are the published ones (arXiv 2301.06064).</summary>
public sealed record NetworkShape
{
    /// <summary>Number of tokens, the end token included.</summary>
    public int Tokens { get; init; } = Token.PretrainedCount;

    /// <summary>Longest sequence, the end token included: time steps of encoder and decoder.</summary>
    public int Steps { get; init; } = 31;

    /// <summary>Width of token embeddings.</summary>
    public int Embedding { get; init; } = 128;

    /// <summary>Width of each LSTM's state.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>Latent dimensions.</summary>
    public int Latent { get; init; } = 8;

    /// <summary>Logits stand this far apart, whole vectors of any width; those beyond the tokens are −∞.</summary>
    internal int LogitStride => (Tokens + 31) / 32 * 32;
}

/// <summary>Settings of training steps; the defaults are the published ones.</summary>
public sealed record TrainingOptions
{
    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 5e-4;

    /// <summary>Adam's first decay.</summary>
    public double Beta1 { get; init; } = 0.5;

    /// <summary>Adam's second decay.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Weight of the Kullback–Leibler term.</summary>
    public double KlWeight { get; init; } = 0.2;

    /// <summary>Share of embedding entries and decoder outputs dropped while training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>Throws an <see cref="InputException"/> that shows all settings when one is out of range.</summary>
    public void Validate()
    {
        if (LearningRate is > 0 and < double.PositiveInfinity && Beta1 is >= 0 and < 1 && Beta2 is >= 0 and < 1
            && KlWeight is >= 0 and < double.PositiveInfinity && Dropout is >= 0 and <= 0.9)
            return;
        throw new InputException(string.Create(CultureInfo.InvariantCulture,
            $"Training settings are out of range: learning rate {LearningRate} (above 0), decays {Beta1} and {Beta2} (0 to below "
                + $"1), weight of the divergence {KlWeight} (0 or more), dropout {Dropout} (0 to 0.9)."));
    }
}

/// <summary>Loss of one batch, mean over its sequences.</summary>
/// <param name="CrossEntropy">Token cross-entropy summed over a sequence, nats.</param>
/// <param name="Divergence">Kullback–Leibler divergence of the latent from the unit normal, nats.</param>
public readonly record struct TrainingLoss(double CrossEntropy, double Divergence);

/// <summary>
/// The LSTM variational autoencoder over formulas. Two makers: managed (this assembly) and TorchSharp. All
/// randomness comes from the seeds handed in; results do not depend on the thread count.
/// </summary>
public interface IFormulaNetwork : IDisposable
{
    /// <summary>Sizes.</summary>
    NetworkShape Shape { get; }

    /// <summary>One optimiser step on a batch.</summary>
    /// <param name="tokens">Row-major [batch × <see cref="NetworkShape.Steps"/>], each row ended and filled by
    /// <see cref="Token.End"/>.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seed">Drives dropout and the latent noise of this step.</param>
    TrainingLoss Train(ReadOnlySpan<byte> tokens, int batch, TrainingOptions options, ulong seed);

    /// <summary>Samples sequences: latents from the unit normal, then tokens multinomially, step by step.</summary>
    /// <param name="tokens">
    /// Filled row-major [count × <see cref="NetworkShape.Steps"/>]; a row that does not end of itself, and that no
    /// constraint ends, has no <see cref="Token.End"/>.
    /// </param>
    /// <param name="count">Rows.</param>
    /// <param name="constraint">Masks tokens; null leaves all to the network.</param>
    /// <param name="seed">Drives latents and choices.</param>
    void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed);

    /// <summary>Writes weights and, when asked, the optimiser's state.</summary>
    void Write(Stream stream, bool withOptimizer);
}
