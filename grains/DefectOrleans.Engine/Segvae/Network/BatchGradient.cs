using System.Numerics.Tensors;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Gradients of a batch. It is cut into blocks, the last quarter of them into halves, so that threads of unlike speed end
/// at about the same time. These parts are dealt to a fixed number of groups, each with a sum of its own, and the sums are
/// added in order: the same bits whatever the number of threads.
/// </summary>
internal sealed unsafe class BatchGradient
{
    private const int MaxGroups = 10, Rows = TrainingNoise.BlockRows, HalfRows = Rows / 2;

    private readonly NetworkWeights _weights;
    private readonly WorkerTeam _team;
    private readonly BlockPass?[] _passes;
    private readonly AlignedFloats?[] _sums = new AlignedFloats?[MaxGroups];
    private readonly TrainingLoss[] _losses = new TrainingLoss[MaxGroups];
    private readonly Action<int, int> _run;
    private byte* _tokens;
    private int _batch;
    private TrainingNoise _noise;
    private float _klWeight;
    private bool _withGradients;

    public BatchGradient(NetworkWeights weights, WorkerTeam team)
    {
        _weights = weights;
        _team = team;
        _passes = new BlockPass?[team.Threads];
        _run = Run;
    }

    private int Blocks => (_batch + Rows - 1) / Rows;

    private int WholeBlocks => Blocks - Blocks / 4;

    private int Parts => WholeBlocks + Math.Max(0, _batch - WholeBlocks * Rows + HalfRows - 1) / HalfRows;

    private int Groups => Math.Min(MaxGroups, Parts);

    /// <summary>Mean loss of a batch [batch × steps], and its gradients' parts for <see cref="Sum"/> when asked.</summary>
    public TrainingLoss Compute(
        ReadOnlySpan<byte> tokens, int batch, double klWeight, TrainingNoise noise, bool withGradients)
    {
        Validate(_weights.Shape, tokens, batch);
        (_batch, _klWeight, _noise, _withGradients) = (batch, (float)klWeight, noise, withGradients);
        fixed (byte* pointer = tokens)
        {
            _tokens = pointer;
            _team.Run(Groups, _run);
            _tokens = null;
        }

        double crossEntropy = 0, divergence = 0;
        foreach (var loss in _losses.AsSpan(0, Groups))
            (crossEntropy, divergence) = (crossEntropy + loss.CrossEntropy, divergence + loss.Divergence);
        return new(crossEntropy / batch, divergence / batch);
    }

    /// <summary>Gradients of the last batch, from parameter <paramref name="first"/> on.</summary>
    public void Sum(int first, Span<float> gradients)
    {
        _sums[0]!.Span.Slice(first, gradients.Length).CopyTo(gradients);
        for (int group = 1; group < Groups; group++)
            TensorPrimitives.Add(gradients, _sums[group]!.Span.Slice(first, gradients.Length), gradients);
    }

    private void Run(int worker, int group)
    {
        var pass = _passes[worker] ??= new(_weights);
        var sum = _sums[group] ??= new(_weights.Layout.Length);
        if (_withGradients)
            sum.Span.Clear();
        double crossEntropy = 0, divergence = 0;
        for (int part = group; part < Parts; part += MaxGroups)
        {
            var (first, most) = part < WholeBlocks ? (part * Rows, Rows) : ((WholeBlocks + part) * HalfRows, HalfRows);
            int count = Math.Min(most, _batch - first);
            var loss = pass.Forward(new(_tokens, _batch * _weights.Shape.Steps), first, count, _noise);
            (crossEntropy, divergence) = (crossEntropy + loss.CrossEntropy, divergence + loss.Divergence);
            if (_withGradients)
                pass.Backward(sum.Pointer, _klWeight, 1f / _batch);
        }

        _losses[group] = new(crossEntropy, divergence);
    }

    /// <summary>Refuses what is no batch.</summary>
    /// <exception cref="ArgumentException">The length is not that of the batch, or a token is none of the shape's.</exception>
    public static void Validate(NetworkShape shape, ReadOnlySpan<byte> tokens, int batch)
    {
        if (batch < 1 || tokens.Length != (long)batch * shape.Steps)
            throw new ArgumentException($"{tokens.Length} tokens are not {batch} sequences of {shape.Steps}.", nameof(tokens));
        int wrong = tokens.IndexOfAnyInRange((byte)shape.Tokens, byte.MaxValue);
        if (wrong >= 0)
            throw new ArgumentException(
                $"Sequence {wrong / shape.Steps}, step {wrong % shape.Steps}: token {tokens[wrong]} is not below {shape.Tokens}.",
                nameof(tokens));
    }
}
