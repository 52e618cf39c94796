using System.Numerics.Tensors;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>y = x·W + b over rows of a batch. Weights live in the network's flat array; here are packed copies.</summary>
internal sealed unsafe class DenseLayer(ParameterLayout.Dense tensors, float* parameters)
{
    private readonly PackedMatrix _weight = new(tensors.Weight.Rows, tensors.Weight.Columns);
    private readonly PackedMatrix _transposed = new(tensors.Weight.Columns, tensors.Weight.Rows);

    private int Inputs => tensors.Weight.Rows;

    private int Outputs => tensors.Weight.Columns;

    /// <summary>Takes changed weights over.</summary>
    public void Pack()
    {
        _weight.Pack(parameters + tensors.Weight.Offset);
        _transposed.PackTransposed(parameters + tensors.Weight.Offset);
    }

    /// <summary>y[rows × outputs, rows <paramref name="yStride"/> apart] = x[rows × inputs]·W, + b when asked.</summary>
    public void Forward(float* x, int rows, float* y, int yStride, bool bias = true)
    {
        MatrixProduct.Multiply(x, Inputs, rows, _weight, y, yStride);
        if (!bias)
            return;
        var values = new ReadOnlySpan<float>(parameters + tensors.Bias.Offset, Outputs);
        for (int row = 0; row < rows; row++)
        {
            var result = new Span<float>(y + row * yStride, Outputs);
            TensorPrimitives.Add(result, values, result);
        }
    }

    /// <summary>Adds to the gradients of W, and of b when asked, those that dy[rows × outputs] brings.</summary>
    public void AddGradients(
        float* x, int rows, float* dy, int dyStride, float* gradients, ProductScratch scratch, bool bias = true)
    {
        MatrixProduct.AddTransposed(
            x, Inputs, Inputs, dy, dyStride, Outputs, rows, gradients + tensors.Weight.Offset, scratch);
        if (!bias)
            return;
        var sum = new Span<float>(gradients + tensors.Bias.Offset, Outputs);
        for (int row = 0; row < rows; row++)
            TensorPrimitives.Add(sum, new ReadOnlySpan<float>(dy + row * dyStride, Outputs), sum);
    }

    /// <summary>dx[rows × inputs] = dy[rows × outputs]·Wᵀ.</summary>
    public void Backward(float* dy, int dyStride, int rows, float* dx) =>
        MatrixProduct.Multiply(dy, dyStride, rows, _transposed, dx, Inputs);
}
