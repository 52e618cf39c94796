using TorchSharp;
using TorchSharp.Modules;

namespace DefectOrleans.Torch;

/// <summary>
/// libtorch's own LSTM, which a GPU runs as one kernel. Its gates stand in the order of the network's file; its second
/// bias, which the network does not have, stays 0; its weights are transposed.
/// </summary>
internal sealed class TorchLstm : IDisposable
{
    private readonly LSTM _module;

    public TorchLstm(long inputs, long hidden, torch.Device device)
    {
        _module = torch.nn.LSTM(inputs, hidden, device: device);
        var parameters = _module.named_parameters().ToDictionary(p => p.name, p => p.parameter);
        Input = parameters["weight_ih_l0"];
        Recurrent = parameters["weight_hh_l0"];
        Bias = parameters["bias_ih_l0"];
        using var scope = torch.NewDisposeScope();
        parameters["bias_hh_l0"].requires_grad_(false).zero_();
    }

    /// <summary>Wᵀ [4·hidden × inputs].</summary>
    public torch.Tensor Input { get; }

    /// <summary>b [4·hidden].</summary>
    public torch.Tensor Bias { get; }

    /// <summary>Uᵀ [4·hidden × hidden].</summary>
    public torch.Tensor Recurrent { get; }

    /// <summary>Outputs [steps × rows × hidden] of inputs [steps × rows × inputs].</summary>
    public torch.Tensor Forward(torch.Tensor inputs) => _module.call(inputs).Item1;

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();
}
