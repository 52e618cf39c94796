using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Loss and gradients of one block of a batch, or of a part of one: encoder, latent, decoder, and back. One worker's buffers.
/// </summary>
internal sealed unsafe class BlockPass
{
    private const int Rows = TrainingNoise.BlockRows;

    private readonly NetworkShape _shape;
    private readonly int _logitStride;
    private readonly NetworkWeights _weights;
    private readonly BlockSequences _sequences;
    private readonly LstmPass _encoderForward;
    private readonly LstmPass _encoderBackward;
    private readonly LstmPass _decoder;
    private readonly PassScratch _scratch;
    private readonly AlignedFloats _encoderMask, _encoderEmbedding, _decoderMask, _decoderEmbedding, _embeddingGradient;
    private readonly AlignedFloats _last, _lastGradient, _latent, _latentGradient, _noise, _sample, _sampleGradient;
    private readonly AlignedFloats _extra, _extraGradient, _projected, _projectedGradient, _stateGradient;
    private readonly AlignedFloats _outputMask, _outputs, _outputGradient, _logits;

    public BlockPass(NetworkWeights weights)
    {
        _weights = weights;
        _shape = weights.Shape;
        _logitStride = _shape.LogitStride;
        _sequences = new(_shape);
        _scratch = new(_shape);
        _encoderForward = new(_shape, weights.EncoderForward);
        _encoderBackward = new(_shape, weights.EncoderBackward);
        _decoder = new(_shape, weights.Decoder);
        int table = (_shape.Tokens + 1) * _shape.Embedding, list = _shape.Steps * Rows, hidden = _shape.Hidden;
        (_encoderMask, _encoderEmbedding, _decoderMask) = (new(table), new(table), new(table));
        (_decoderEmbedding, _embeddingGradient) = (new(table), new(table));
        (_last, _lastGradient) = (new(Rows * 2 * hidden), new(Rows * 2 * hidden));
        (_latent, _latentGradient) = (new(Rows * 2 * _shape.Latent), new(Rows * 2 * _shape.Latent));
        (_noise, _sample, _sampleGradient) = (new(Rows * _shape.Latent), new(Rows * _shape.Latent), new(Rows * _shape.Latent));
        (_extra, _extraGradient) = (new(Rows * _shape.Embedding), new(Rows * _shape.Embedding));
        (_projected, _projectedGradient) = (new(Rows * 4 * hidden), new(Rows * 4 * hidden));
        _stateGradient = new(Rows * hidden);
        (_outputMask, _outputs, _outputGradient) = (new(list * hidden), new(list * hidden), new(list * hidden));
        _logits = new(list * _logitStride);
    }

    /// <summary>Sums of cross-entropy and divergence over the block's rows.</summary>
    /// <param name="tokens">The batch, [rows × steps].</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Rows, all of one block of <see cref="TrainingNoise.BlockRows"/>: the whole block or a part of
    /// it.</param>
    /// <param name="noise">The step's noise.</param>
    public TrainingLoss Forward(ReadOnlySpan<byte> tokens, int first, int count, TrainingNoise noise)
    {
        _sequences.Read(tokens, first, count);
        DrawNoise(noise, first / Rows);
        Encode();
        double divergence = DrawLatents();
        Decode();
        return new(CrossEntropy(), divergence);
    }

    /// <summary>
    /// Adds to gradients those of (cross-entropy + <paramref name="klWeight"/>·divergence)·<paramref name="scale"/>
    /// of the block last run forward.
    /// </summary>
    public void Backward(float* gradients, float klWeight, float scale)
    {
        DecodeBackward(gradients, scale);
        LatentBackward(klWeight * scale);
        EncodeBackward(gradients);
    }

    private void DrawNoise(TrainingNoise noise, int block)
    {
        noise.EncoderMask(block, _encoderMask.Span);
        noise.DecoderMask(block, _decoderMask.Span);
        for (int i = 0; i < _sequences.Count; i++)
            noise.Latent(_sequences.Rows[i], _noise.Span.Slice(i * _shape.Latent, _shape.Latent));
        for (int step = 0; step < _sequences.Steps; step++)
            for (int i = 0; i < _sequences.Alive[step]; i++)
                noise.OutputMask(_sequences.Rows[i], step,
                    _outputMask.Span.Slice((_sequences.Offsets[step] + i) * _shape.Hidden, _shape.Hidden));
    }

    private void Encode()
    {
        TensorPrimitives.Multiply(Embedding, _encoderMask.Span, _encoderEmbedding.Span);
        Project(_weights.EncoderForward, _encoderEmbedding, _encoderForward, bias: true);
        Project(_weights.EncoderBackward, _encoderEmbedding, _encoderBackward, bias: true);
        _encoderForward.Forward(_sequences, _sequences.Targets, null);
        _encoderBackward.Forward(_sequences, _sequences.Reversed, null);

        int hidden = _shape.Hidden;
        for (int i = 0; i < _sequences.Count; i++)
        {
            int last = (_sequences.Offsets[_sequences.Lengths[i] - 1] + i) * hidden;
            new ReadOnlySpan<float>(_encoderForward.Outputs + last, hidden).CopyTo(_last.Span.Slice(2 * i * hidden, hidden));
            new ReadOnlySpan<float>(_encoderBackward.Outputs + last, hidden)
                .CopyTo(_last.Span.Slice((2 * i + 1) * hidden, hidden));
        }

        _weights.Latent.Forward(_last.Pointer, _sequences.Count, _latent.Pointer, 2 * _shape.Latent);
    }

    private double DrawLatents()
    {
        double divergence = 0;
        for (int i = 0; i < _sequences.Count; i++)
        {
            for (int k = 0; k < _shape.Latent; k++)
            {
                var (mean, logVariance) =
                    (_latent.Pointer[2 * i * _shape.Latent + k], _latent.Pointer[(2 * i + 1) * _shape.Latent + k]);
                int at = i * _shape.Latent + k;
                _sample.Pointer[at] = mean + _noise.Pointer[at] * MathF.Exp(logVariance / 2);
                divergence -= 0.5 * (1 + logVariance - mean * mean - MathF.Exp(logVariance));
            }
        }

        return divergence;
    }

    private void Decode()
    {
        TensorPrimitives.Multiply(Embedding, _decoderMask.Span, _decoderEmbedding.Span);
        Project(_weights.Decoder, _decoderEmbedding, _decoder, bias: false);
        _weights.LatentToInput.Forward(_sample.Pointer, _sequences.Count, _extra.Pointer, _shape.Embedding);
        _weights.Decoder.Input.Forward(_extra.Pointer, _sequences.Count, _projected.Pointer, 4 * _shape.Hidden);
        _decoder.Forward(_sequences, _sequences.Previous, _projected.Pointer);

        int length = _sequences.Total * _shape.Hidden;
        TensorPrimitives.Multiply(
            new ReadOnlySpan<float>(_decoder.Outputs, length), _outputMask.Span[..length], _outputs.Span[..length]);
        if (_shape.Tokens < _logitStride)
            _logits.Span.Fill(float.NegativeInfinity);
        _weights.Output.Forward(_outputs.Pointer, _sequences.Total, _logits.Pointer, _logitStride);
    }

    /// <summary>Sum of −log p of all targets; logits become p − target.</summary>
    private double CrossEntropy()
    {
        double sum = 0;
        for (int i = 0; i < _sequences.Total; i++)
        {
            float* row = _logits.Pointer + i * _logitStride;
            float target = row[_sequences.Targets[i]];
            var max = Vector256.Create(TensorPrimitives.Max(new ReadOnlySpan<float>(row, _logitStride)));
            var total = Vector256<float>.Zero;
            for (int k = 0; k < _logitStride; k += Vector256<float>.Count)
            {
                var logits = Vector256.Load(row + k);
                var p = VectorFunctions.Exp(logits - max);
                p = Vector256.ConditionalSelect(Vector256.Equals(logits, Vector256.Create(float.NegativeInfinity)), default, p);
                p.Store(row + k);
                total += p;
            }

            float normalizer = Vector256.Sum(total);
            for (int k = 0; k < _logitStride; k += Vector256<float>.Count)
                (Vector256.Load(row + k) / normalizer).Store(row + k);
            row[_sequences.Targets[i]] -= 1;
            sum += Math.Log(normalizer) - (target - max[0]);
        }

        return sum;
    }

    private void DecodeBackward(float* gradients, float scale)
    {
        int rows = _sequences.Count, total = _sequences.Total, length = total * _shape.Hidden;
        var product = _scratch.Product;
        var dLogits = _logits.Span[..(total * _logitStride)];
        TensorPrimitives.Multiply(dLogits, scale, dLogits);
        _weights.Output.AddGradients(_outputs.Pointer, total, _logits.Pointer, _logitStride, gradients, product);
        _weights.Output.Backward(_logits.Pointer, _logitStride, total, _outputGradient.Pointer);
        TensorPrimitives.Multiply(_outputGradient.Span[..length], _outputMask.Span[..length], _outputGradient.Span[..length]);

        _stateGradient.Span.Clear();
        _projectedGradient.Span.Clear();
        _decoder.Backward(
            _sequences, _sequences.Previous, _outputGradient.Pointer, _stateGradient.Pointer, _projectedGradient.Pointer,
            gradients, _scratch);
        ProjectBackward(_weights.Decoder, _decoderEmbedding, _decoderMask, _decoder, gradients, bias: false);

        // The latent's part reaches all steps of its row with one projection, and the gates' bias goes with it.
        _weights.Decoder.Input.AddGradients(
            _extra.Pointer, rows, _projectedGradient.Pointer, 4 * _shape.Hidden, gradients, product);
        _weights.Decoder.Input.Backward(_projectedGradient.Pointer, 4 * _shape.Hidden, rows, _extraGradient.Pointer);
        _weights.LatentToInput.AddGradients(_sample.Pointer, rows, _extraGradient.Pointer, _shape.Embedding, gradients, product);
        _weights.LatentToInput.Backward(_extraGradient.Pointer, _shape.Embedding, rows, _sampleGradient.Pointer);
    }

    private void LatentBackward(float klWeight)
    {
        for (int i = 0; i < _sequences.Count; i++)
        {
            for (int k = 0; k < _shape.Latent; k++)
            {
                int at = i * _shape.Latent + k, mean = 2 * i * _shape.Latent + k, logVariance = mean + _shape.Latent;
                float deviation = MathF.Exp(_latent.Pointer[logVariance] / 2), d = _sampleGradient.Pointer[at];
                _latentGradient.Pointer[mean] = d + klWeight * _latent.Pointer[mean];
                _latentGradient.Pointer[logVariance] =
                    0.5f * (d * _noise.Pointer[at] * deviation + klWeight * (deviation * deviation - 1));
            }
        }
    }

    private void EncodeBackward(float* gradients)
    {
        int hidden = _shape.Hidden, rows = _sequences.Count;
        _weights.Latent.AddGradients(
            _last.Pointer, rows, _latentGradient.Pointer, 2 * _shape.Latent, gradients, _scratch.Product);
        _weights.Latent.Backward(_latentGradient.Pointer, 2 * _shape.Latent, rows, _lastGradient.Pointer);
        Back(_encoderForward, _weights.EncoderForward, 0, _sequences.Targets);
        Back(_encoderBackward, _weights.EncoderBackward, hidden, _sequences.Reversed);

        void Back(LstmPass pass, LstmLayer layer, int column, ReadOnlySpan<byte> tokens)
        {
            for (int i = 0; i < rows; i++)
                _lastGradient.Span.Slice(2 * i * hidden + column, hidden).CopyTo(_stateGradient.Span[(i * hidden)..]);
            pass.Backward(_sequences, tokens, null, _stateGradient.Pointer, null, gradients, _scratch);
            ProjectBackward(layer, _encoderEmbedding, _encoderMask, pass, gradients, bias: true);
        }
    }

    private ReadOnlySpan<float> Embedding => _weights.Span[.._weights.Layout.Embedding.Length];

    private void Project(LstmLayer layer, AlignedFloats embedding, LstmPass pass, bool bias) =>
        layer.Input.Forward(embedding.Pointer, _shape.Tokens + 1, pass.Table, 4 * _shape.Hidden, bias);

    private void ProjectBackward(
        LstmLayer layer, AlignedFloats embedding, AlignedFloats mask, LstmPass pass, float* gradients, bool bias)
    {
        int tokens = _shape.Tokens + 1, gates = 4 * _shape.Hidden;
        layer.Input.AddGradients(embedding.Pointer, tokens, pass.TableGradient, gates, gradients, _scratch.Product, bias);
        layer.Input.Backward(pass.TableGradient, gates, tokens, _embeddingGradient.Pointer);
        var sum = new Span<float>(gradients, _embeddingGradient.Length);
        TensorPrimitives.MultiplyAdd(_embeddingGradient.Span, mask.Span, sum, sum);
    }
}
