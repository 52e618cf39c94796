namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Weights of an LSTM: gates = x·W + b + h·U, side by side: input, forget, cell, output.</summary>
internal sealed unsafe class LstmLayer(ParameterLayout.Lstm tensors, float* parameters)
{
    private readonly PackedMatrix _recurrent = new(tensors.Recurrent.Rows, tensors.Recurrent.Columns);
    private readonly PackedMatrix _transposed = new(tensors.Recurrent.Columns, tensors.Recurrent.Rows);

    /// <summary>W and b.</summary>
    public DenseLayer Input { get; } = new(tensors.Input, parameters);

    /// <summary>
    /// Floats from one row's gates to the next: a cache line more than they need, as rows a power of two apart would
    /// drive one another out of the few sets of the first-level cache that they fall into.
    /// </summary>
    public static int GateStride(int hidden) => 4 * hidden + 16;

    /// <summary>Width of the state.</summary>
    public int Hidden => tensors.Recurrent.Rows;

    /// <summary>Takes changed weights over.</summary>
    public void Pack()
    {
        Input.Pack();
        _recurrent.Pack(parameters + tensors.Recurrent.Offset);
        _transposed.PackTransposed(parameters + tensors.Recurrent.Offset);
    }

    /// <summary>gates[rows × 4·hidden, <see cref="GateStride"/> apart] = h[rows × hidden]·U.</summary>
    public void Recur(float* h, int rows, float* gates) =>
        MatrixProduct.Multiply(h, Hidden, rows, _recurrent, gates, GateStride(Hidden));

    /// <summary>dh[rows × hidden] = dGates[rows × 4·hidden, <see cref="GateStride"/> apart]·Uᵀ.</summary>
    public void RecurBackward(float* dGates, int rows, float* dh) =>
        MatrixProduct.Multiply(dGates, GateStride(Hidden), rows, _transposed, dh, Hidden);

    /// <summary>Adds hᵀ·dGates to the gradient of U.</summary>
    public void AddRecurrentGradient(float* h, float* dGates, int rows, float* gradients, ProductScratch scratch) =>
        MatrixProduct.AddTransposed(
            h, Hidden, Hidden, dGates, GateStride(Hidden), 4 * Hidden, rows, gradients + tensors.Recurrent.Offset, scratch);
}
