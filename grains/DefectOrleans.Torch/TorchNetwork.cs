using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Network;
using TorchSharp;

namespace DefectOrleans.Torch;

/// <summary>
/// The network of <see cref="ManagedNetwork"/> on TorchSharp, on a CPU or a GPU: the same parameters, file, noise and
/// loss, so that the two agree up to rounding. Unlike the managed network's, the last digits may depend on the number of
/// threads. Calls must not overlap.
/// </summary>
public sealed class TorchNetwork : IFormulaNetwork
{
    private readonly torch.Device _device;
    private readonly int _threads;
    private readonly TorchWeights _weights;
    private readonly TorchSampler _sampler;

    private TorchNetwork(NetworkWeights weights, AdamOptimizer optimizer, string device, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (_device, _threads) = (torch.device(device), threads);
        _weights = new(weights, optimizer, _device);
        _sampler = new(_weights, _device, new(threads));
    }

    /// <inheritdoc/>
    public NetworkShape Shape => _weights.Shape;

    /// <summary>Reads what a network of any backend wrote.</summary>
    /// <param name="stream">Read up to the end of the network, not beyond.</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c>; <see cref="TorchBackend.Require"/> says whether it is there.</param>
    /// <param name="threads">Most threads that training and sampling use.</param>
    /// <exception cref="Engine.InputException">The stream is something else or damaged.</exception>
    public static TorchNetwork Read(Stream stream, string device = "cpu", int threads = 1)
    {
        var (weights, optimizer) = NetworkFile.Read(stream);
        return new(weights, optimizer, device, threads);
    }

    /// <inheritdoc/>
    public TrainingLoss Train(ReadOnlySpan<byte> tokens, int batch, TrainingOptions options, ulong seed)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, gradients) = Compute(tokens, batch, options, seed);
        _weights.Move(options, gradients);
        return loss;
    }

    /// <summary>Loss and gradients of the step that <see cref="Train"/> would take, without taking it.</summary>
    /// <param name="tokens">As for <see cref="Train"/>.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seed">Seed of the step's <see cref="TrainingNoise"/>.</param>
    /// <param name="gradients">Filled as <see cref="ManagedNetwork.Gradients"/> does.</param>
    public TrainingLoss Gradients(
        ReadOnlySpan<byte> tokens, int batch, TrainingOptions options, ulong seed, Span<float> gradients)
    {
        using var scope = torch.NewDisposeScope();
        var (loss, computed) = Compute(tokens, batch, options, seed);
        _weights.Read(computed, gradients);
        return loss;
    }

    /// <inheritdoc/>
    public void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed)
    {
        torch.set_num_threads(_threads);
        _sampler.Sample(tokens, count, constraint, seed);
    }

    /// <inheritdoc/>
    public void Write(Stream stream, bool withOptimizer)
    {
        var (weights, optimizer) = _weights.ToHost();
        NetworkFile.Write(stream, weights, withOptimizer ? optimizer : null, halfPrecision: false);
    }

    /// <summary>Frees the tensors.</summary>
    public void Dispose() => _weights.Dispose();

    private (TrainingLoss Loss, IList<torch.Tensor> Gradients) Compute(
        ReadOnlySpan<byte> tokens, int rows, TrainingOptions options, ulong seed)
    {
        BatchGradient.Validate(Shape, tokens, rows);

        // libtorch keeps the number per thread of ours, and this may be another one than last time.
        torch.set_num_threads(_threads);
        var batch = new TorchBatch(Shape, tokens, rows, new(seed, options.Dropout), _device);
        var (crossEntropy, divergence) = TorchLoss.Of(_weights, batch);
        var gradients = _weights.Gradients(crossEntropy + options.KlWeight * divergence);
        return (new(crossEntropy.item<float>(), divergence.item<float>()), gradients);
    }
}
