using System.Runtime.Intrinsics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Adam (Kingma and Ba, arXiv 1412.6980, algorithm 1) over the flat array of parameters.</summary>
internal sealed unsafe class AdamOptimizer(int length)
{
    private const float Epsilon = 1e-8f;

    private readonly AlignedFloats _means = new(length);
    private readonly AlignedFloats _squares = new(length);

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>First moments.</summary>
    public Span<float> Means => _means.Span;

    /// <summary>Second moments.</summary>
    public Span<float> Squares => _squares.Span;

    /// <summary>Moves parameters first … first + count − 1 as part of step <see cref="Steps"/>.</summary>
    /// <param name="options">Step size and decays.</param>
    /// <param name="first">A multiple of 8.</param>
    /// <param name="count">Parameters; a multiple of 8 unless they are the last.</param>
    /// <param name="gradients">Their gradients, in a buffer of whole vectors.</param>
    /// <param name="parameters">All parameters.</param>
    public void Move(TrainingOptions options, int first, int count, float* gradients, float* parameters)
    {
        var beta1 = Vector256.Create((float)options.Beta1);
        var beta2 = Vector256.Create((float)options.Beta2);
        var rest1 = Vector256.Create((float)(1 - options.Beta1));
        var rest2 = Vector256.Create((float)(1 - options.Beta2));
        var size = Vector256.Create((float)(options.LearningRate / (1 - Math.Pow(options.Beta1, Steps))));
        var scale = Vector256.Create((float)(1 / Math.Sqrt(1 - Math.Pow(options.Beta2, Steps))));
        var epsilon = Vector256.Create(Epsilon);
        for (int i = 0; i < count; i += Vector256<float>.Count)
        {
            int at = first + i;
            var gradient = Vector256.Load(gradients + i);
            var mean = Vector256.Load(_means.Pointer + at) * beta1 + gradient * rest1;
            var square = Vector256.Load(_squares.Pointer + at) * beta2 + gradient * gradient * rest2;
            mean.Store(_means.Pointer + at);
            square.Store(_squares.Pointer + at);
            var step = size * mean / (Vector256.Sqrt(square) * scale + epsilon);
            (Vector256.Load(parameters + at) - step).Store(parameters + at);
        }
    }
}
