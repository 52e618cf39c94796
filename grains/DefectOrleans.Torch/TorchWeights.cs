using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>All parameters of a network on a device, and Adam's moments beside them.</summary>
internal sealed class TorchWeights : IDisposable
{
    private readonly ParameterLayout _layout;
    private readonly torch.Device _device;
    private readonly List<TorchParameter> _parameters = [];

    /// <summary>Takes over what a file or a managed network holds.</summary>
    public TorchWeights(NetworkWeights weights, AdamOptimizer optimizer, torch.Device device)
    {
        (_layout, _device) = (weights.Layout, device);
        Shape = weights.Shape;
        Embedding = Dense(_layout.Embedding);
        EncoderForward = Lstm(_layout.EncoderForward);
        EncoderBackward = Lstm(_layout.EncoderBackward);
        Latent = new(Dense(_layout.Latent.Weight), Dense(_layout.Latent.Bias));
        LatentToInput = new(Dense(_layout.LatentToInput.Weight), Dense(_layout.LatentToInput.Bias));
        Decoder = Lstm(_layout.Decoder);
        Output = new(Dense(_layout.Output.Weight), Dense(_layout.Output.Bias));
        _parameters.Sort((a, b) => a.Place.Offset.CompareTo(b.Place.Offset));
        Steps = optimizer.Steps;
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        foreach (var parameter in _parameters)
        {
            parameter.Put(parameter.Value, weights.Span);
            parameter.Put(parameter.Mean, optimizer.Means);
            parameter.Put(parameter.Square, optimizer.Squares);
        }
    }

    public NetworkShape Shape { get; }

    /// <summary>Optimiser steps taken.</summary>
    public int Steps { get; private set; }

    /// <summary>[tokens + 1 × embedding]; the last row is the start token's.</summary>
    public torch.Tensor Embedding { get; }

    public TorchLstm EncoderForward { get; }

    public TorchLstm EncoderBackward { get; }

    public TorchDense Latent { get; }

    public TorchDense LatentToInput { get; }

    public TorchLstm Decoder { get; }

    public TorchDense Output { get; }

    /// <summary>Gradients of a loss, in the order of the parameters.</summary>
    public IList<torch.Tensor> Gradients(torch.Tensor loss) =>
        torch.autograd.grad([loss], [.. _parameters.Select(p => p.Value)]);

    /// <summary>Lays gradients out as a network's file lays out parameters.</summary>
    public void Read(IList<torch.Tensor> gradients, Span<float> values)
    {
        for (int i = 0; i < _parameters.Count; i++)
            _parameters[i].Take(gradients[i], values);
    }

    /// <summary>One step of Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1).</summary>
    public void Move(TrainingOptions options, IList<torch.Tensor> gradients)
    {
        using var _ = torch.no_grad();
        Steps++;
        for (int i = 0; i < _parameters.Count; i++)
            _parameters[i].Move(options, Steps, gradients[i]);
    }

    /// <summary>Copies for a file or a managed network.</summary>
    public (NetworkWeights Weights, AdamOptimizer Optimizer) ToHost()
    {
        using var scope = torch.NewDisposeScope();
        var weights = new NetworkWeights(Shape);
        var optimizer = new AdamOptimizer(_layout.Length) { Steps = Steps };
        foreach (var parameter in _parameters)
        {
            parameter.Take(parameter.Value, weights.Span);
            parameter.Take(parameter.Mean, optimizer.Means);
            parameter.Take(parameter.Square, optimizer.Squares);
        }

        return (weights, optimizer);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var parameter in _parameters)
            parameter.Dispose();
        EncoderForward.Dispose();
        EncoderBackward.Dispose();
        Decoder.Dispose();
    }

    private torch.Tensor Dense(NetworkParameter place)
    {
        var value = torch.zeros(place.Rows, place.Columns, device: _device, requires_grad: true).DetachFromDisposeScope();
        _parameters.Add(new(place, value, transposed: false));
        return value;
    }

    private TorchLstm Lstm(ParameterLayout.Lstm places)
    {
        var lstm = new TorchLstm(places.Input.Weight.Rows, places.Recurrent.Rows, _device);
        _parameters.Add(new(places.Input.Weight, lstm.Input, transposed: true));
        _parameters.Add(new(places.Input.Bias, lstm.Bias, transposed: false));
        _parameters.Add(new(places.Recurrent, lstm.Recurrent, transposed: true));
        return lstm;
    }
}
