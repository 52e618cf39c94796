namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>State of the sequences that one worker samples side by side.</summary>
internal sealed unsafe class SampleLanes(NetworkShape shape)
{
    /// <summary>Number of lanes: their states fit the first-level cache, and are whole tiles of a product.</summary>
    public const int Count = 48;

    private readonly int _hidden = shape.Hidden;
    private readonly AlignedFloats _states = new(Count * shape.Hidden);
    private readonly AlignedFloats _cells = new(Count * shape.Hidden);
    private readonly AlignedFloats _gates = new(Count * LstmLayer.GateStride(shape.Hidden));
    private readonly AlignedFloats _extras = new(Count * 4 * shape.Hidden);
    private readonly AlignedFloats _logits = new(Count * shape.LogitStride);

    /// <summary>Row of each lane.</summary>
    public int[] Row { get; } = new int[Count];

    /// <summary>Tokens that each lane has.</summary>
    public int[] Step { get; } = new int[Count];

    /// <summary>Last token of each lane.</summary>
    public byte[] Token { get; } = new byte[Count];

    /// <summary>Outputs of the LSTM, [lanes × hidden].</summary>
    public float* States => _states.Pointer;

    /// <summary>Cell states, [lanes × hidden].</summary>
    public float* Cells => _cells.Pointer;

    /// <summary>Gates, [lanes × 4·hidden], <see cref="LstmLayer.GateStride"/> apart.</summary>
    public float* Gates => _gates.Pointer;

    /// <summary>The latents' part of the gates, [lanes × 4·hidden].</summary>
    public float* Extras => _extras.Pointer;

    /// <summary>Logits, [lanes × <see cref="NetworkShape.LogitStride"/>].</summary>
    public float* Logits => _logits.Pointer;

    /// <summary>The latent's part of a lane's gates.</summary>
    public Span<float> Extra(int lane) => _extras.Span.Slice(lane * 4 * _hidden, 4 * _hidden);

    /// <summary>Starts a row's sequence in a lane.</summary>
    public void Start(int lane, int row, byte start)
    {
        (Row[lane], Step[lane], Token[lane]) = (row, 0, start);
        _states.Span.Slice(lane * _hidden, _hidden).Clear();
        _cells.Span.Slice(lane * _hidden, _hidden).Clear();
    }

    /// <summary>Moves a lane's sequence to another place.</summary>
    public void Move(int from, int to)
    {
        (Row[to], Step[to], Token[to]) = (Row[from], Step[from], Token[from]);
        _states.Span.Slice(from * _hidden, _hidden).CopyTo(_states.Span.Slice(to * _hidden, _hidden));
        _cells.Span.Slice(from * _hidden, _hidden).CopyTo(_cells.Span.Slice(to * _hidden, _hidden));
        Extra(from).CopyTo(Extra(to));
    }
}
