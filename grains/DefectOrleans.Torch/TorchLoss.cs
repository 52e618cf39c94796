using DefectOrleans.Engine.Segvae.Network;
using static TorchSharp.torch;

namespace DefectOrleans.Torch;

/// <summary>Loss of a batch, as <see cref="ManagedNetwork"/> defines it: encoder, latent, decoder.</summary>
internal static class TorchLoss
{
    /// <summary>Mean cross-entropy and divergence over the batch's sequences, nats; scalars that know their gradients.</summary>
    public static (Tensor CrossEntropy, Tensor Divergence) Of(TorchWeights weights, TorchBatch batch)
    {
        var latent = Encode(weights, batch).chunk(2, dim: 1);
        var (mean, logVariance) = (latent[0], latent[1]);
        var divergence = (mean * mean + logVariance.exp() - logVariance - 1).sum() / (2 * batch.Rows);
        var logits = Decode(weights, batch, mean + batch.Noise * (logVariance / 2).exp());
        var crossEntropy = nn.functional.cross_entropy(logits, batch.Targets, reduction: nn.Reduction.Sum) / batch.Rows;
        return (crossEntropy, divergence);
    }

    /// <summary>Means, then log-variances, [rows × 2·latent].</summary>
    private static Tensor Encode(TorchWeights weights, TorchBatch batch)
    {
        var tables = Tables(weights, batch.EncoderMask);
        var forward = Last(weights.EncoderForward.Forward(Look(tables, batch.Forward, batch)), batch);
        var backward = Last(weights.EncoderBackward.Forward(Look(tables, batch.Backward, batch)), batch);
        return weights.Latent.Forward(cat([forward, backward], dim: 1));
    }

    /// <summary>Logits [steps · rows × tokens].</summary>
    private static Tensor Decode(TorchWeights weights, TorchBatch batch, Tensor latents)
    {
        var inputs = Look(Tables(weights, batch.DecoderMask), batch.Previous, batch) + weights.LatentToInput.Forward(latents);
        var outputs = weights.Decoder.Forward(inputs).reshape(batch.Steps * batch.Rows, weights.Shape.Hidden);
        return weights.Output.Forward(outputs * batch.OutputMask);
    }

    private static Tensor Tables(TorchWeights weights, Tensor mask) =>
        (weights.Embedding * mask).reshape(-1, weights.Shape.Embedding);

    private static Tensor Look(Tensor tables, Tensor tokens, TorchBatch batch) =>
        tables.index_select(0, tokens).reshape(batch.Steps, batch.Rows, -1);

    private static Tensor Last(Tensor outputs, TorchBatch batch) =>
        outputs.reshape(batch.Steps * batch.Rows, -1).index_select(0, batch.Last);
}
