using System.Runtime.InteropServices;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;
using static TorchSharp.torch;

namespace DefectOrleans.Torch;

/// <summary>
/// Samples sequences from a network's decoder: states and logits on the device, choices on the host. Many rows go side
/// by side; those that have ended leave.
/// </summary>
internal sealed unsafe class TorchSampler
{
    private readonly TorchWeights _weights;
    private readonly Device _device;
    private readonly WorkerTeam _team;
    private readonly int _lanes;
    private readonly int[] _rows;
    private readonly byte[] _choices;
    private readonly float[] _logits;

    public TorchSampler(TorchWeights weights, Device device, WorkerTeam team)
    {
        (_weights, _device, _team) = (weights, device, team);
        _lanes = device.type == DeviceType.CPU ? 512 : 16384;
        (_rows, _choices, _logits) = (new int[_lanes], new byte[_lanes], new float[_lanes * _weights.Shape.LogitStride]);
        Array.Fill(_logits, float.NegativeInfinity);
    }

    /// <summary>Fills tokens [count × steps]; <see cref="IFormulaNetwork.Sample"/>.</summary>
    public void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed)
    {
        int steps = _weights.Shape.Steps;
        if (count < 0 || tokens.Length != (long)count * steps)
            throw new ArgumentException($"{tokens.Length} tokens are not {count} sequences of {steps}.", nameof(tokens));
        constraint?.Begin(count);
        tokens.Fill(Token.End);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        var table = addmm(_weights.Decoder.Bias, _weights.Embedding, _weights.Decoder.Input.t(), 1, 1);
        for (int first = 0; first < count; first += _lanes)
        {
            int rows = Math.Min(_lanes, count - first);
            for (int lane = 0; lane < rows; lane++)
                _rows[lane] = first + lane;
            Sample(tokens, rows, constraint, new(seed), table);
        }
    }

    private void Sample(Span<byte> tokens, int lanes, ISequenceConstraint? constraint, SamplingNoise noise, Tensor table)
    {
        using var scope = NewDisposeScope();
        var (shape, state) = (_weights.Shape, Start(lanes, noise));
        for (int step = 0; step < shape.Steps && lanes > 0; step++)
        {
            using var inner = NewDisposeScope();
            var next = Step(state, table);
            ReadLogits(_weights.Output.Forward(next.Outputs), lanes);
            Choose(lanes, step, constraint, noise);
            for (int lane = 0; lane < lanes; lane++)
                tokens[_rows[lane] * shape.Steps + step] = _choices[lane];
            next = Keep(next, ref lanes);
            inner.MoveToOuter(next.Tensors);
            state.Free(next);
            state = next;
        }
    }

    private LaneState Start(int lanes, SamplingNoise noise)
    {
        var shape = _weights.Shape;
        var latents = empty(lanes, shape.Latent);
        for (int lane = 0; lane < lanes; lane++)
            noise.Latent(_rows[lane], Floats(latents).Slice(lane * shape.Latent, shape.Latent));
        var gates = _weights.LatentToInput.Forward(latents.to(_device)).matmul(_weights.Decoder.Input.t());
        var tokens = full([lanes], shape.Tokens, ScalarType.Int64, _device);
        return new(tokens, gates, zeros(lanes, shape.Hidden, device: _device), zeros(lanes, shape.Hidden, device: _device));
    }

    private LaneState Step(LaneState state, Tensor table)
    {
        int hidden = _weights.Shape.Hidden;
        var gates = (state.Latents + table.index_select(0, state.Tokens)).addmm_(state.Outputs, _weights.Decoder.Recurrent.t());
        var inputForget = gates.narrow(1, 0, 2 * hidden).sigmoid_();
        var cell = gates.narrow(1, 2 * hidden, hidden).tanh_();
        var output = gates.narrow(1, 3 * hidden, hidden).sigmoid_();
        var cells = (inputForget.narrow(1, hidden, hidden) * state.Cells).addcmul_(inputForget.narrow(1, 0, hidden), cell, 1);
        return state with { Cells = cells, Outputs = cells.tanh().mul_(output) };
    }

    private void ReadLogits(Tensor logits, int lanes)
    {
        var values = Floats(logits.cpu());
        for (int lane = 0; lane < lanes; lane++)
            values.Slice(lane * _weights.Shape.Tokens, _weights.Shape.Tokens)
                .CopyTo(_logits.AsSpan(lane * _weights.Shape.LogitStride));
    }

    private void Choose(int lanes, int step, ISequenceConstraint? constraint, SamplingNoise noise)
    {
        var known = TokenSet.Range(0, _weights.Shape.Tokens);
        int stride = _weights.Shape.LogitStride;
        int share = (lanes + _team.Threads - 1) / _team.Threads;
        _team.Run(_team.Threads, (_, part) =>
        {
            fixed (float* logits = _logits)
            {
                for (int lane = part * share; lane < Math.Min(lanes, (part + 1) * share); lane++)
                {
                    int row = _rows[lane];
                    var allowed = constraint is null ? known : known & constraint.Allowed(row);
                    _choices[lane] = TokenChoice.Choose(logits + lane * stride, stride, allowed, noise.Choice(row, step), 1);
                    constraint?.Accept(row, _choices[lane]);
                }
            }
        });
    }

    /// <summary>The lanes that have not ended, with the tokens chosen.</summary>
    private LaneState Keep(LaneState state, ref int lanes)
    {
        int kept = 0;
        long[] from = new long[lanes];
        long[] tokens = new long[lanes];
        for (int lane = 0; lane < lanes; lane++)
        {
            if (_choices[lane] == Token.End)
                continue;
            (from[kept], tokens[kept], _rows[kept]) = (lane, _choices[lane], _rows[lane]);
            kept++;
        }

        bool all = kept == lanes;
        lanes = kept;
        state = state with { Tokens = tensor(tokens[..kept], device: _device) };
        if (all)
            return state;
        var index = tensor(from[..kept], device: _device);
        return state with
        {
            Latents = state.Latents.index_select(0, index),
            Cells = state.Cells.index_select(0, index),
            Outputs = state.Outputs.index_select(0, index),
        };
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Rows side by side.</summary>
    /// <param name="Tokens">Token before, [lanes].</param>
    /// <param name="Latents">What the latent adds to the gates, [lanes × 4·hidden].</param>
    /// <param name="Cells">Cell states, [lanes × hidden].</param>
    /// <param name="Outputs">Outputs, [lanes × hidden].</param>
    private sealed record LaneState(Tensor Tokens, Tensor Latents, Tensor Cells, Tensor Outputs)
    {
        public Tensor[] Tensors => [Tokens, Latents, Cells, Outputs];

        /// <summary>Frees what the next state does not go on with.</summary>
        public void Free(LaneState next)
        {
            foreach (var tensor in Tensors.Except(next.Tensors, ReferenceEqualityComparer.Instance).Cast<Tensor>())
                tensor.Dispose();
        }
    }
}
