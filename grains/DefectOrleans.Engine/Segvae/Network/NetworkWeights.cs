using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>All parameters of a network in one flat array, and the layers that read them.</summary>
internal sealed unsafe class NetworkWeights
{
    private readonly AlignedFloats _values;

    public NetworkWeights(NetworkShape shape)
    {
        Validate(shape);
        Shape = shape;
        Layout = new(shape);
        _values = new(Layout.Length);
        EncoderForward = new(Layout.EncoderForward, Values);
        EncoderBackward = new(Layout.EncoderBackward, Values);
        Latent = new(Layout.Latent, Values);
        LatentToInput = new(Layout.LatentToInput, Values);
        Decoder = new(Layout.Decoder, Values);
        Output = new(Layout.Output, Values);
    }

    public NetworkShape Shape { get; }

    public ParameterLayout Layout { get; }

    /// <summary>First parameter.</summary>
    public float* Values => _values.Pointer;

    /// <summary>All parameters; <see cref="Pack()"/> after a change.</summary>
    public Span<float> Span => _values.Span;

    public LstmLayer EncoderForward { get; }

    public LstmLayer EncoderBackward { get; }

    public DenseLayer Latent { get; }

    public DenseLayer LatentToInput { get; }

    public LstmLayer Decoder { get; }

    public DenseLayer Output { get; }

    /// <summary>Number of parts of <see cref="Pack(int)"/>, each free to run beside the others.</summary>
    public static int PackParts => 4;

    /// <summary>Hands one part of the changed parameters to its layers.</summary>
    public void Pack(int part)
    {
        switch (part)
        {
            case 0: EncoderForward.Pack(); break;
            case 1: EncoderBackward.Pack(); break;
            case 2: Decoder.Pack(); break;
            default: Latent.Pack(); LatentToInput.Pack(); Output.Pack(); break;
        }
    }

    /// <summary>Hands changed parameters to the layers.</summary>
    public void Pack()
    {
        for (int part = 0; part < PackParts; part++)
            Pack(part);
    }

    /// <summary>
    /// Random parameters: embeddings from the unit normal; weights and biases uniform within ±1/√inputs, of LSTMs
    /// within ±1/√hidden (the customary start, which the published model uses too).
    /// </summary>
    public void Initialize(ulong seed)
    {
        var random = new CounterRandom(seed).Stream(2);
        random.Stream(0).Normals(Values(Layout.Embedding));
        float hidden = 1 / MathF.Sqrt(Shape.Hidden);
        foreach (var lstm in new[] { Layout.EncoderForward, Layout.EncoderBackward, Layout.Decoder })
        {
            Uniform(lstm.Input, hidden);
            Fill(lstm.Recurrent, hidden);
        }

        foreach (var dense in new[] { Layout.Latent, Layout.LatentToInput, Layout.Output })
            Uniform(dense, 1 / MathF.Sqrt(dense.Weight.Rows));
        Pack();

        Span<float> Values(NetworkParameter tensor) => Span.Slice(tensor.Offset, tensor.Length);

        void Uniform(ParameterLayout.Dense dense, float bound)
        {
            Fill(dense.Weight, bound);
            Fill(dense.Bias, bound);
        }

        void Fill(NetworkParameter tensor, float bound)
        {
            var stream = random.Stream((ulong)tensor.Offset + 1);
            var values = Values(tensor);
            for (int i = 0; i < values.Length; i++)
                values[i] = bound * (2 * stream.Uniform((ulong)i) - 1);
        }
    }

    /// <exception cref="InputException">No network has that shape.</exception>
    public static void Validate(NetworkShape shape)
    {
        List<string> faults = [];
        if (shape.Tokens is < 2 or > Token.Count)
            faults.Add($"{shape.Tokens} tokens (2 to {Token.Count})");
        if (shape.Steps is < 1 or > 1024)
            faults.Add($"{shape.Steps} steps (1 to 1024)");
        if (shape.Embedding is < 1 or > 4096)
            faults.Add($"embedding {shape.Embedding} (1 to 4096)");
        if (shape.Hidden is < 8 or > 4096 || shape.Hidden % 8 != 0)
            faults.Add($"hidden {shape.Hidden} (a multiple of 8 up to 4096)");
        if (shape.Latent is < 1 or > 4096)
            faults.Add($"latent {shape.Latent} (1 to 4096)");
        if (faults.Count > 0)
            throw new InputException($"A network's shape is out of range: {string.Join(", ", faults)}.");
    }
}
