namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>A tensor of a network's parameters, row-major; products are x·W, so rows are inputs and columns outputs.</summary>
/// <param name="Name">For instance <c>decoder.recurrent</c>.</param>
/// <param name="Rows">Inputs; 1 for a bias.</param>
/// <param name="Columns">Outputs; for LSTMs the gates input, forget, cell, output side by side, each of the hidden width.</param>
/// <param name="Offset">First value in the flat array of all parameters.</param>
public sealed record NetworkParameter(string Name, int Rows, int Columns, int Offset)
{
    /// <summary>Number of values.</summary>
    public int Length => Rows * Columns;
}

/// <summary>Where each tensor of a network stands in one flat array; gradients and Adam's moments share the layout.</summary>
internal sealed class ParameterLayout
{
    private readonly List<NetworkParameter> _all = [];

    public ParameterLayout(NetworkShape shape)
    {
        var (embedding, hidden, latent) = (shape.Embedding, shape.Hidden, shape.Latent);
        Embedding = Add("embedding", shape.Tokens + 1, embedding);
        EncoderForward = AddLstm("encoder.forward", embedding, hidden);
        EncoderBackward = AddLstm("encoder.backward", embedding, hidden);
        Latent = AddDense("latent", 2 * hidden, 2 * latent);
        LatentToInput = AddDense("decoder.latent", latent, embedding);
        Decoder = AddLstm("decoder", embedding, hidden);
        Output = AddDense("output", hidden, shape.Tokens);
    }

    /// <summary>All tensors in order.</summary>
    public IReadOnlyList<NetworkParameter> All => _all;

    /// <summary>Number of all values.</summary>
    public int Length => _all[^1].Offset + _all[^1].Length;

    /// <summary>[tokens + 1 × embedding]; the last row is the start token's.</summary>
    public NetworkParameter Embedding { get; }

    public Lstm EncoderForward { get; }

    public Lstm EncoderBackward { get; }

    /// <summary>Both encoders' last states, forward first, to means, then log-variances, of the latent.</summary>
    public Dense Latent { get; }

    /// <summary>Latent to what is added to the decoder's embedded tokens.</summary>
    public Dense LatentToInput { get; }

    public Lstm Decoder { get; }

    public Dense Output { get; }

    private NetworkParameter Add(string name, int rows, int columns)
    {
        _all.Add(new(name, rows, columns, _all.Count == 0 ? 0 : Length));
        return _all[^1];
    }

    private Dense AddDense(string name, int inputs, int outputs) =>
        new(Add($"{name}.weight", inputs, outputs), Add($"{name}.bias", 1, outputs));

    private Lstm AddLstm(string name, int inputs, int hidden) =>
        new(new(Add($"{name}.input", inputs, 4 * hidden), Add($"{name}.bias", 1, 4 * hidden)),
            Add($"{name}.recurrent", hidden, 4 * hidden));

    internal sealed record Dense(NetworkParameter Weight, NetworkParameter Bias);

    internal sealed record Lstm(Dense Input, NetworkParameter Recurrent);
}
