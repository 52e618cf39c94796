using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>
/// A batch of sequences and the noise of its training step on a device, step by step up to the longest sequence.
/// Embeddings are looked up in tables that each <see cref="TrainingNoise.BlockRows"/> rows share, one below the other.
/// </summary>
internal sealed class TorchBatch
{
    // What cross_entropy leaves out.
    private const long NoTarget = -100;

    /// <summary>Reads a batch; its tensors belong to the caller's scope.</summary>
    public TorchBatch(NetworkShape shape, ReadOnlySpan<byte> tokens, int rows, TrainingNoise noise, torch.Device device)
    {
        Rows = rows;
        int[] lengths = Lengths(shape, tokens, rows);
        Steps = lengths.Max();
        ReadTokens(shape, tokens, lengths, device);
        DrawNoise(shape, noise, device);
    }

    public int Rows { get; }

    /// <summary>Steps of the longest sequence.</summary>
    public int Steps { get; private init; }

    /// <summary>Tokens [steps · rows]; what is beyond a sequence's end is left out of the loss.</summary>
    public torch.Tensor Targets { get; private set; } = null!;

    /// <summary>Rows in the tables of the tokens [steps · rows]: the forward encoder's input.</summary>
    public torch.Tensor Forward { get; private set; } = null!;

    /// <summary>Of the tokens from each sequence's last to its first: the backward encoder's input.</summary>
    public torch.Tensor Backward { get; private set; } = null!;

    /// <summary>Of the tokens before: the decoder's input.</summary>
    public torch.Tensor Previous { get; private set; } = null!;

    /// <summary>Where each row's last token stands in [steps · rows]; [rows].</summary>
    public torch.Tensor Last { get; private set; } = null!;

    /// <summary>Factors of the encoder's tables [blocks × tokens + 1 × embedding].</summary>
    public torch.Tensor EncoderMask { get; private set; } = null!;

    /// <summary>Factors of the decoder's tables [blocks × tokens + 1 × embedding].</summary>
    public torch.Tensor DecoderMask { get; private set; } = null!;

    /// <summary>Factors of the decoder's outputs [steps · rows × hidden].</summary>
    public torch.Tensor OutputMask { get; private set; } = null!;

    /// <summary>Noise of the latents [rows × latent].</summary>
    public torch.Tensor Noise { get; private set; } = null!;

    private static int[] Lengths(NetworkShape shape, ReadOnlySpan<byte> tokens, int rows)
    {
        int[] lengths = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            int end = tokens.Slice(row * shape.Steps, shape.Steps).IndexOf(Token.End);
            lengths[row] = end < 0 ? shape.Steps : end + 1;
        }

        return lengths;
    }

    private void ReadTokens(NetworkShape shape, ReadOnlySpan<byte> tokens, int[] lengths, torch.Device device)
    {
        long[] targets = new long[Steps * Rows], forward = new long[targets.Length];
        long[] backward = new long[targets.Length], previous = new long[targets.Length], last = new long[Rows];
        Array.Fill(targets, NoTarget);
        for (int row = 0; row < Rows; row++)
        {
            var sequence = tokens.Slice(row * shape.Steps, lengths[row]);
            long table = (long)(row / TrainingNoise.BlockRows) * (shape.Tokens + 1);
            last[row] = (sequence.Length - 1) * Rows + row;
            for (int step = 0; step < sequence.Length; step++)
            {
                int at = step * Rows + row;
                targets[at] = sequence[step];
                forward[at] = table + sequence[step];
                backward[at] = table + sequence[^(step + 1)];
                previous[at] = table + (step == 0 ? shape.Tokens : sequence[step - 1]);
            }
        }

        Targets = torch.tensor(targets, device: device);
        Forward = torch.tensor(forward, device: device);
        Backward = torch.tensor(backward, device: device);
        Previous = torch.tensor(previous, device: device);
        Last = torch.tensor(last, device: device);
    }

    private void DrawNoise(NetworkShape shape, TrainingNoise noise, torch.Device device)
    {
        int blocks = (Rows + TrainingNoise.BlockRows - 1) / TrainingNoise.BlockRows, table = (shape.Tokens + 1) * shape.Embedding;
        EncoderMask = torch.empty(blocks, shape.Tokens + 1, shape.Embedding);
        DecoderMask = torch.empty(blocks, shape.Tokens + 1, shape.Embedding);
        OutputMask = torch.empty(Steps * Rows, shape.Hidden);
        Noise = torch.empty(Rows, shape.Latent);
        for (int block = 0; block < blocks; block++)
        {
            noise.EncoderMask(block, Values(EncoderMask, block, table));
            noise.DecoderMask(block, Values(DecoderMask, block, table));
        }

        for (int step = 0; step < Steps; step++)
            for (int row = 0; row < Rows; row++)
                noise.OutputMask(row, step, Values(OutputMask, step * Rows + row, shape.Hidden));
        for (int row = 0; row < Rows; row++)
            noise.Latent(row, Values(Noise, row, shape.Latent));
        (EncoderMask, DecoderMask) = (EncoderMask.to(device), DecoderMask.to(device));
        (OutputMask, Noise) = (OutputMask.to(device), Noise.to(device));
    }

    private static Span<float> Values(torch.Tensor tensor, int index, int length) =>
        MemoryMarshal.Cast<byte, float>(tensor.bytes).Slice(index * length, length);
}
