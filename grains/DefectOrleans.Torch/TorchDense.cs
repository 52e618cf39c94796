using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>y = x·W + b over rows.</summary>
/// <param name="Weight">W [inputs × outputs].</param>
/// <param name="Bias">b [1 × outputs].</param>
internal sealed record TorchDense(torch.Tensor Weight, torch.Tensor Bias)
{
    /// <summary>y [rows × outputs] of x [rows × inputs].</summary>
    public torch.Tensor Forward(torch.Tensor x) => torch.addmm(Bias, x, Weight, 1, 1);
}
