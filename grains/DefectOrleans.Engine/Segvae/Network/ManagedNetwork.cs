using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// The LSTM variational autoencoder of SEGVAE (Popov et al. 2023, arXiv 2301.06064) in plain C#, float32.
/// <para>A bidirectional LSTM reads a sequence's embedded tokens through the first end token; its two last states
/// give mean and log-variance of the latent. An LSTM decoder reads at each step the embedding of the token before (a
/// start token's first), from the same table as the encoder's, plus the projected latent, and gives the logits of
/// the token. Loss of a sequence: cross-entropy summed through the end token, plus weight × divergence. Unlike the
/// published code the encoder does not read the padding; dropout is as <see cref="TrainingNoise"/> says.</para>
/// <para>Training and sampling do not allocate once warm. Calls must not overlap. Kernels are written for 256-bit
/// vectors with fused multiply-add and run, slower, on anything that .NET runs on; results are equal to the bit on
/// like processors whatever the number of threads.</para>
/// </summary>
public sealed unsafe class ManagedNetwork : IFormulaNetwork
{
    private const int MoveLength = 1 << 14;

    private readonly NetworkWeights _weights;
    private readonly AdamOptimizer _optimizer;
    private readonly WorkerTeam _team;
    private readonly BatchGradient _gradient;
    private readonly SequenceSampler _sampler;
    private readonly AlignedFloats _gradients;
    private readonly Action<int, int> _move;
    private readonly Action<int, int> _pack;
    private TrainingOptions _options = new();

    internal ManagedNetwork(NetworkWeights weights, AdamOptimizer optimizer, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _weights = weights;
        _optimizer = optimizer;
        _team = new(threads);
        _gradient = new(weights, _team);
        _sampler = new(weights, _team);
        _gradients = new(weights.Layout.Length);
        _move = Move;
        _pack = (_, part) => _weights.Pack(part);
    }

    /// <inheritdoc/>
    public NetworkShape Shape => _weights.Shape;

    /// <summary>All tensors, in the order in which they are stored.</summary>
    public IReadOnlyList<NetworkParameter> Parameters => _weights.Layout.All;

    /// <summary>A network with random weights.</summary>
    /// <param name="shape">Sizes; <see cref="InputException"/> when out of range.</param>
    /// <param name="seed">Drives the weights.</param>
    /// <param name="threads">Most threads that training and sampling use; results do not depend on it.</param>
    public static ManagedNetwork Create(NetworkShape shape, ulong seed, int threads = 1)
    {
        var weights = new NetworkWeights(shape);
        weights.Initialize(seed);
        return new(weights, new(weights.Layout.Length), threads);
    }

    /// <summary>
    /// Reads what <see cref="Write"/> wrote; <see cref="InputException"/> when it is something else or damaged.
    /// </summary>
    /// <param name="stream">Read up to the end of the network, not beyond.</param>
    /// <param name="threads">Most threads that training and sampling use; results do not depend on it.</param>
    public static ManagedNetwork Read(Stream stream, int threads = 1)
    {
        var (weights, optimizer) = NetworkFile.Read(stream);
        return new(weights, optimizer, threads);
    }

    /// <summary>Values of a tensor.</summary>
    public ReadOnlySpan<float> Values(NetworkParameter parameter) => _weights.Span.Slice(parameter.Offset, parameter.Length);

    /// <summary>Replaces the values of a tensor.</summary>
    public void SetValues(NetworkParameter parameter, ReadOnlySpan<float> values)
    {
        if (values.Length != parameter.Length)
            throw new ArgumentException($"{parameter.Name} has {parameter.Length} values, not {values.Length}.", nameof(values));
        values.CopyTo(_weights.Span.Slice(parameter.Offset, parameter.Length));
        _weights.Pack();
    }

    /// <inheritdoc/>
    public TrainingLoss Train(ReadOnlySpan<byte> tokens, int batch, TrainingOptions options, ulong seed)
    {
        options.Validate();
        var loss = _gradient.Compute(tokens, batch, options.KlWeight, new(seed, options.Dropout), withGradients: true);
        _options = options;
        _optimizer.Steps++;
        _team.Run((_gradients.Length + MoveLength - 1) / MoveLength, _move);
        _team.Run(NetworkWeights.PackParts, _pack);
        return loss;
    }

    /// <summary>Loss and gradients of the step that <see cref="Train"/> would take, without taking it.</summary>
    /// <param name="tokens">As for <see cref="Train"/>.</param>
    /// <param name="batch">Rows.</param>
    /// <param name="options">Settings.</param>
    /// <param name="seed">Seed of the step's <see cref="TrainingNoise"/>.</param>
    /// <param name="gradients">Filled with the gradients of cross-entropy + weight × divergence, laid out as
    /// <see cref="Parameters"/> says.</param>
    public TrainingLoss Gradients(
        ReadOnlySpan<byte> tokens, int batch, TrainingOptions options, ulong seed, Span<float> gradients)
    {
        options.Validate();
        var loss = _gradient.Compute(tokens, batch, options.KlWeight, new(seed, options.Dropout), withGradients: true);
        _gradient.Sum(0, gradients[.._gradients.Length]);
        return loss;
    }

    /// <summary>Loss of sequences without dropout; the latent's noise comes from the seed.</summary>
    public TrainingLoss Evaluate(ReadOnlySpan<byte> tokens, int batch, ulong seed) =>
        _gradient.Compute(tokens, batch, klWeight: 0, new(seed, Dropout: 0), withGradients: false);

    /// <inheritdoc/>
    public void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed) =>
        Sample(tokens, count, constraint, seed, temperature: 1);

    /// <inheritdoc cref="IFormulaNetwork.Sample"/>
    /// <param name="tokens"/><param name="count"/><param name="constraint"/><param name="seed"/>
    /// <param name="temperature">Divides logits: above 1 samples more evenly, below 1 nearer the likeliest.</param>
    public void Sample(Span<byte> tokens, int count, ISequenceConstraint? constraint, ulong seed, double temperature) =>
        _sampler.Sample(tokens, count, constraint, seed, temperature);

    /// <inheritdoc/>
    public void Write(Stream stream, bool withOptimizer) =>
        NetworkFile.Write(stream, _weights, withOptimizer ? _optimizer : null, halfPrecision: false);

    /// <summary>Writes weights alone in half the space, rounded to float16: for weights that are shipped.</summary>
    public void WriteHalfPrecision(Stream stream) => NetworkFile.Write(stream, _weights, null, halfPrecision: true);

    /// <summary>Nothing to free: buffers are the garbage collector's, threads the pool's.</summary>
    public void Dispose()
    {
    }

    private void Move(int worker, int part)
    {
        int first = part * MoveLength, count = Math.Min(MoveLength, _gradients.Length - first);
        _gradient.Sum(first, _gradients.Span.Slice(first, count));
        _optimizer.Move(_options, first, count, _gradients.Pointer + first, _weights.Values);
    }
}
