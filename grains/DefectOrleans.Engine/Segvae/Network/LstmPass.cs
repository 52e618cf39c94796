using System.Runtime.Intrinsics.X86;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Runs one LSTM forward and backward over a block of sequences and keeps what the way back needs. States are kept
/// by the dense list of <see cref="BlockSequences"/>; steps beyond a row's length cost nothing.
/// </summary>
internal sealed unsafe class LstmPass
{
    private const int LineFloats = 16;
    private const int RowsAhead = 2;

    private readonly LstmLayer _layer;
    private readonly int _hidden;
    private readonly int _gateStride;
    private readonly AlignedFloats _gates;
    private readonly AlignedFloats _cells;
    private readonly AlignedFloats _tanhs;
    private readonly AlignedFloats _outputs;
    private readonly AlignedFloats _table;
    private readonly AlignedFloats _tableGradient;
    private readonly AlignedFloats _zeros;
    private readonly AlignedFloats _unused;

    public LstmPass(NetworkShape shape, LstmLayer layer)
    {
        _layer = layer;
        _hidden = shape.Hidden;
        _gateStride = LstmLayer.GateStride(_hidden);
        int list = shape.Steps * TrainingNoise.BlockRows;
        _gates = new(list * _gateStride);
        _cells = new(list * _hidden);
        _tanhs = new(list * _hidden);
        _outputs = new(list * _hidden);
        _table = new((shape.Tokens + 1) * 4 * _hidden);
        _tableGradient = new(_table.Length);
        _zeros = new(4 * _hidden);
        _unused = new(4 * _hidden);
    }

    /// <summary>Outputs by the dense list, [total × hidden].</summary>
    public float* Outputs => _outputs.Pointer;

    /// <summary>
    /// Derivatives by the projected input of each token, [tokens + 1 × 4·hidden], once <see cref="Backward"/> is done.
    /// </summary>
    public float* TableGradient => _tableGradient.Pointer;

    /// <summary>Projected input of each token, [tokens + 1 × 4·hidden]; to be filled before <see cref="Forward"/>.</summary>
    public float* Table => _table.Pointer;

    /// <summary>Runs all steps.</summary>
    /// <param name="sequences">The block.</param>
    /// <param name="tokens">Input by the dense list.</param>
    /// <param name="extra">What each row adds to its projected input, [rows × 4·hidden]; null for nothing.</param>
    public void Forward(BlockSequences sequences, ReadOnlySpan<byte> tokens, float* extra)
    {
        for (int step = 0; step < sequences.Steps; step++)
        {
            int alive = sequences.Alive[step], start = sequences.Offsets[step];
            int before = step == 0 ? 0 : sequences.Offsets[step - 1];
            float* gates = Gates(start);
            if (step == 0)
                new Span<float>(gates, alive * _gateStride).Clear();
            else
                _layer.Recur(Row(_outputs, before), alive, gates);
            for (int row = 0; row < alive; row++)
            {
                LstmCell.Forward(
                    _hidden,
                    gates + row * _gateStride,
                    _table.Pointer + tokens[start + row] * 4 * _hidden,
                    extra == null ? _zeros.Pointer : extra + row * 4 * _hidden,
                    step == 0 ? _zeros.Pointer : Row(_cells, before + row),
                    Row(_cells, start + row),
                    Row(_tanhs, start + row),
                    Row(_outputs, start + row));
            }
        }
    }

    /// <summary>Runs all steps back, adds to the recurrent weights' gradient and sums <see cref="TableGradient"/>.</summary>
    /// <param name="sequences">The block.</param>
    /// <param name="tokens">Input by the dense list.</param>
    /// <param name="dOutputs">Derivatives by all outputs, by the dense list; null for none.</param>
    /// <param name="dh">In: derivatives by each row's last output; scratch afterwards. [rows × hidden].</param>
    /// <param name="dExtra">Derivatives by the rows' addends are added here, [rows × 4·hidden]; null for none.</param>
    /// <param name="gradients">The network's gradients.</param>
    /// <param name="scratch">Buffers.</param>
    public void Backward(
        BlockSequences sequences, ReadOnlySpan<byte> tokens, float* dOutputs, float* dh, float* dExtra, float* gradients,
        PassScratch scratch)
    {
        _tableGradient.Span.Clear();
        float* dc = scratch.CellGradient.Pointer;
        scratch.CellGradient.Span.Clear();
        for (int step = sequences.Steps - 1; step >= 0; step--)
        {
            int alive = sequences.Alive[step], start = sequences.Offsets[step];
            int before = step == 0 ? 0 : sequences.Offsets[step - 1];
            float* gates = Gates(start);
            for (int row = 0; row < alive; row++)
            {
                FetchAhead(start + row + RowsAhead, before + row + RowsAhead, dOutputs);
                LstmCell.Backward(
                    _hidden,
                    gates + row * _gateStride,
                    step == 0 ? _zeros.Pointer : Row(_cells, before + row),
                    Row(_tanhs, start + row),
                    dh + row * _hidden,
                    dOutputs == null ? _zeros.Pointer : dOutputs + (nint)(start + row) * _hidden,
                    dc + row * _hidden,
                    _tableGradient.Pointer + tokens[start + row] * 4 * _hidden,
                    dExtra == null ? _unused.Pointer : dExtra + row * 4 * _hidden);
            }

            if (step > 0)
                _layer.RecurBackward(gates, alive, dh);
        }

        AddRecurrentGradient(sequences, gradients, scratch);
    }

    /// <summary>
    /// Asks for a row's states, which the way forward wrote long ago: its runs of memory are too short for the processor
    /// to foresee. Asking beyond the last row, or outside of the buffers, does nothing.
    /// </summary>
    private void FetchAhead(int row, int before, float* dOutputs)
    {
        if (!Sse.IsSupported)
            return;
        for (int i = 0; i < 4 * _hidden; i += LineFloats)
            Sse.Prefetch0(Gates(row) + i);
        for (int i = 0; i < _hidden; i += LineFloats)
        {
            Sse.Prefetch0(Row(_tanhs, row) + i);
            Sse.Prefetch0(Row(_cells, before) + i);
            if (dOutputs != null)
                Sse.Prefetch0(dOutputs + (nint)row * _hidden + i);
        }
    }

    private void AddRecurrentGradient(BlockSequences sequences, float* gradients, PassScratch scratch)
    {
        // Pairs every step's gate derivatives with the outputs of the step before: one long product.
        float* inputs = scratch.States.Pointer;
        int first = sequences.Offsets[1];
        for (int step = 1; step < sequences.Steps; step++)
        {
            var from = new ReadOnlySpan<float>(Row(_outputs, sequences.Offsets[step - 1]), sequences.Alive[step] * _hidden);
            from.CopyTo(new Span<float>(inputs + (nint)(sequences.Offsets[step] - first) * _hidden, from.Length));
        }

        _layer.AddRecurrentGradient(
            inputs, Gates(first), sequences.Total - first, gradients, scratch.Product);
    }

    private float* Gates(int index) => _gates.Pointer + (nint)index * _gateStride;

    private float* Row(AlignedFloats states, int index) => states.Pointer + (nint)index * _hidden;
}
