using System.Numerics.Tensors;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Samples sequences from a network's decoder. Each worker keeps a few dozen lanes busy: when a lane's sequence ends,
/// the next row takes its place. A row's tokens depend on its own random numbers alone.
/// </summary>
internal sealed unsafe class SequenceSampler
{
    // Neighbouring rows share cache lines of tokens and of the constraint: workers stay apart by taking rows together.
    private const int RowsAtATime = 32;

    private readonly NetworkWeights _weights;
    private readonly WorkerTeam _team;
    private readonly SampleLanes?[] _lanes;
    private readonly AlignedFloats _table;
    private readonly AlignedFloats _latentTable;
    private readonly AlignedFloats _latentBias;
    private readonly Action<int, int> _run;
    private byte* _tokens;
    private int _count;
    private int _next;
    private ISequenceConstraint? _constraint;
    private SamplingNoise _noise;
    private float _temperature;

    public SequenceSampler(NetworkWeights weights, WorkerTeam team)
    {
        var shape = weights.Shape;
        _weights = weights;
        _team = team;
        _lanes = new SampleLanes?[team.Threads];
        _table = new((shape.Tokens + 1) * 4 * shape.Hidden);
        _latentTable = new(shape.Latent * 4 * shape.Hidden);
        _latentBias = new(4 * shape.Hidden);
        _run = Run;
    }

    /// <summary>
    /// Fills tokens [count × steps]; <see cref="IFormulaNetwork.Sample"/> with a temperature that divides logits.
    /// </summary>
    public void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed, double temperature)
    {
        var shape = _weights.Shape;
        if (count < 0 || tokens.Length != (long)count * shape.Steps)
            throw new ArgumentException($"{tokens.Length} tokens are not {count} sequences of {shape.Steps}.", nameof(tokens));
        if (!(temperature > 0))
            throw new ArgumentOutOfRangeException(nameof(temperature), temperature, "A temperature is above 0.");
        if (count == 0)
            return;
        ProjectInputs();
        constraint?.Begin(count);
        (_count, _next, _constraint) = (count, 0, constraint);
        (_noise, _temperature) = (new(seed), (float)temperature);
        fixed (byte* pointer = tokens)
        {
            _tokens = pointer;
            _team.Run(_team.Threads, _run);
            _tokens = null;
        }
    }

    /// <summary>Everything linear before the gates is multiplied out: tokens to gates, latent to gates.</summary>
    private void ProjectInputs()
    {
        var (layout, shape, gates) = (_weights.Layout, _weights.Shape, 4 * _weights.Shape.Hidden);
        var input = _weights.Decoder.Input;
        input.Forward(_weights.Values + layout.Embedding.Offset, shape.Tokens + 1, _table.Pointer, gates, bias: false);
        input.Forward(
            _weights.Values + layout.LatentToInput.Weight.Offset, shape.Latent, _latentTable.Pointer, gates, bias: false);
        input.Forward(_weights.Values + layout.LatentToInput.Bias.Offset, 1, _latentBias.Pointer, gates);
    }

    private void Run(int worker, int item)
    {
        var lanes = _lanes[worker] ??= new(_weights.Shape);
        int alive = 0, row = 0, end = 0;
        while (true)
        {
            while (alive < SampleLanes.Count && (row < end || TryTake(out row, out end)))
                Start(lanes, alive++, row++);
            if (alive == 0)
                return;
            Step(lanes, alive);
            for (int lane = alive - 1; lane >= 0; lane--)
                if (Append(lanes, lane) && --alive > lane)
                    lanes.Move(alive, lane);
        }
    }

    private bool TryTake(out int row, out int end)
    {
        row = Math.Min(Interlocked.Add(ref _next, RowsAtATime) - RowsAtATime, _count);
        end = Math.Min(row + RowsAtATime, _count);
        return row < end;
    }

    private void Start(SampleLanes lanes, int lane, int row)
    {
        lanes.Start(lane, row, (byte)_weights.Shape.Tokens);
        Span<float> latent = stackalloc float[_weights.Shape.Latent];
        _noise.Latent(row, latent);
        var extra = lanes.Extra(lane);
        _latentBias.Span.CopyTo(extra);
        for (int k = 0; k < latent.Length; k++)
            TensorPrimitives.MultiplyAdd(_latentTable.Span.Slice(k * extra.Length, extra.Length), latent[k], extra, extra);
    }

    private void Step(SampleLanes lanes, int alive)
    {
        int hidden = _weights.Shape.Hidden;
        _weights.Decoder.Recur(lanes.States, alive, lanes.Gates);
        for (int lane = 0; lane < alive; lane++)
        {
            float* state = lanes.States + lane * hidden, cell = lanes.Cells + lane * hidden;
            float* gates = lanes.Gates + lane * LstmLayer.GateStride(hidden), extra = lanes.Extras + lane * 4 * hidden;
            LstmCell.Forward(hidden, gates, _table.Pointer + lanes.Token[lane] * 4 * hidden, extra, cell, cell, state, state);
        }

        _weights.Output.Forward(lanes.States, alive, lanes.Logits, _weights.Shape.LogitStride);
    }

    /// <summary>Chooses the lane's next token; true when its sequence has ended.</summary>
    private bool Append(SampleLanes lanes, int lane)
    {
        int row = lanes.Row[lane], step = lanes.Step[lane]++, steps = _weights.Shape.Steps;
        var allowed = TokenSet.Range(0, _weights.Shape.Tokens);
        if (_constraint is not null)
            allowed &= _constraint.Allowed(row);
        if (allowed.IsEmpty)
            throw new InvalidOperationException($"The constraint leaves row {row} no token at step {step}.");
        byte token = TokenChoice.Choose(
            lanes.Logits + lane * _weights.Shape.LogitStride, _weights.Shape.LogitStride, allowed, _noise.Choice(row, step),
            1 / _temperature);
        lanes.Token[lane] = token;
        _tokens[(nint)row * steps + step] = token;
        _constraint?.Accept(row, token);
        if (token != Token.End && step + 1 < steps)
            return false;
        new Span<byte>(_tokens + (nint)row * steps + step + 1, steps - step - 1).Fill(Token.End);
        return true;
    }
}
