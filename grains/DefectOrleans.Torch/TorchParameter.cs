using System.Runtime.InteropServices;
using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>A parameter on a device with Adam's moments.</summary>
internal sealed class TorchParameter(NetworkParameter place, torch.Tensor value, bool transposed) : IDisposable
{
    private const double Epsilon = 1e-8;

    /// <summary>Where it stands among all values of a network.</summary>
    public NetworkParameter Place => place;

    /// <summary>Its values; the device may hold them transposed.</summary>
    public torch.Tensor Value => value;

    /// <summary>First moment, laid out as <see cref="Value"/>.</summary>
    public torch.Tensor Mean { get; } = torch.zeros_like(value, requires_grad: false).DetachFromDisposeScope();

    /// <summary>Second moment, laid out as <see cref="Value"/>.</summary>
    public torch.Tensor Square { get; } = torch.zeros_like(value, requires_grad: false).DetachFromDisposeScope();

    /// <summary>Fills a tensor that is laid out as <see cref="Value"/> from all values of a network.</summary>
    public void Put(torch.Tensor tensor, ReadOnlySpan<float> all)
    {
        var host = torch.empty(place.Rows, place.Columns);
        MemoryMarshal.AsBytes(all.Slice(place.Offset, place.Length)).CopyTo(host.bytes);
        tensor.copy_((transposed ? host.t() : host).reshape(tensor.shape));
    }

    /// <summary>The way back of <see cref="Put"/>.</summary>
    public void Take(torch.Tensor tensor, Span<float> all)
    {
        var host = (transposed ? tensor.detach().t() : tensor.detach()).contiguous().cpu();
        host.bytes.CopyTo(MemoryMarshal.AsBytes(all.Slice(place.Offset, place.Length)));
    }

    /// <summary>Its part of optimiser step <paramref name="step"/>, counted from 1.</summary>
    public void Move(TrainingOptions options, int step, torch.Tensor gradient)
    {
        double size = options.LearningRate / (1 - Math.Pow(options.Beta1, step));
        double scale = 1 / Math.Sqrt(1 - Math.Pow(options.Beta2, step));
        Mean.mul_(options.Beta1).add_(gradient, 1 - options.Beta1);
        Square.mul_(options.Beta2).addcmul_(gradient, gradient, 1 - options.Beta2);
        Value.addcdiv_(Mean, Square.sqrt().mul_(scale).add_(Epsilon), -size);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        value.Dispose();
        Mean.Dispose();
        Square.Dispose();
    }
}
