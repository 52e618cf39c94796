using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Sequences of one block of a batch, longest first, so that the rows alive at a step (those that reach it) are the
/// first ones, and all pairs of a step and a row alive at it stand in one dense list: step 0's rows, step 1's, …
/// </summary>
internal sealed class BlockSequences(NetworkShape shape)
{
    private readonly int[] _lengths = new int[TrainingNoise.BlockRows];
    private readonly int[] _rows = new int[TrainingNoise.BlockRows];
    private readonly int[] _alive = new int[shape.Steps + 1];
    private readonly int[] _offsets = new int[shape.Steps + 1];
    private readonly byte[] _targets = new byte[shape.Steps * TrainingNoise.BlockRows];
    private readonly byte[] _previous = new byte[shape.Steps * TrainingNoise.BlockRows];
    private readonly byte[] _reversed = new byte[shape.Steps * TrainingNoise.BlockRows];

    /// <summary>Number of sequences.</summary>
    public int Count { get; private set; }

    /// <summary>Steps of the longest sequence.</summary>
    public int Steps { get; private set; }

    /// <summary>Length of the dense list.</summary>
    public int Total => _offsets[Steps];

    /// <summary>Length of each sequence, its first <see cref="Token.End"/> included.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, Count);

    /// <summary>Row in the batch of each sequence.</summary>
    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    /// <summary>Rows alive at a step, for steps 0 … <see cref="Steps"/> (none at the last).</summary>
    public ReadOnlySpan<int> Alive => _alive;

    /// <summary>Where a step's rows start in the dense list; for <see cref="Steps"/>, the list's length.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Tokens of the sequences, by the dense list: the decoder's targets, the forward encoder's input.</summary>
    public ReadOnlySpan<byte> Targets => _targets.AsSpan(0, Total);

    /// <summary>
    /// Tokens before them (<see cref="NetworkShape.Tokens"/>, the start token, at step 0): the decoder's input.
    /// </summary>
    public ReadOnlySpan<byte> Previous => _previous.AsSpan(0, Total);

    /// <summary>Tokens from each sequence's last to its first: the backward encoder's input.</summary>
    public ReadOnlySpan<byte> Reversed => _reversed.AsSpan(0, Total);

    /// <summary>Takes <paramref name="count"/> rows of a batch [rows × steps], from <paramref name="first"/> on.</summary>
    public void Read(ReadOnlySpan<byte> tokens, int first, int count)
    {
        Count = count;
        for (int i = 0; i < count; i++)
        {
            int row = first + i;
            int length = tokens.Slice(row * shape.Steps, shape.Steps).IndexOf(Token.End) + 1;
            if (length == 0)
                length = shape.Steps;

            // Insertion keeps rows of equal length in order.
            int place = i;
            for (; place > 0 && _lengths[place - 1] < length; place--)
                (_lengths[place], _rows[place]) = (_lengths[place - 1], _rows[place - 1]);
            (_lengths[place], _rows[place]) = (length, row);
        }

        Steps = _lengths[0];
        for (int step = 0, alive = count, offset = 0; step <= Steps; step++)
        {
            while (alive > 0 && _lengths[alive - 1] <= step)
                alive--;
            (_alive[step], _offsets[step]) = (alive, offset);
            for (int i = 0; i < alive; i++, offset++)
            {
                var sequence = tokens.Slice(_rows[i] * shape.Steps, _lengths[i]);
                _targets[offset] = sequence[step];
                _previous[offset] = step == 0 ? (byte)shape.Tokens : sequence[step - 1];
                _reversed[offset] = sequence[_lengths[i] - 1 - step];
            }
        }
    }
}
