using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Has sequences begin as given formulas do: the first tokens of a row are its prompt's, and the network goes on from
/// there, under the mask of whole formulas.
/// </summary>
/// <param name="mask">What may follow.</param>
/// <param name="steps">Longest row.</param>
internal sealed class PromptedSamples(PrefixConstraint mask, int steps) : ISequenceConstraint
{
    private byte[] _prompts = [];
    private int[] _lengths = [], _at = [];
    private bool[] _round = [];

    /// <summary>Makes room for so many rows, none of them prompted.</summary>
    public void Clear(int rows)
    {
        if (_lengths.Length < rows)
            (_prompts, _lengths, _at, _round) = (new byte[rows * steps], new int[rows], new int[rows], new bool[rows]);
        Array.Clear(_lengths);
        Array.Clear(_round);
    }

    /// <summary>Has a row begin so.</summary>
    /// <param name="row">The row.</param>
    /// <param name="tokens">The first tokens of an acceptable formula, in the network's words.</param>
    /// <param name="round">Whether no number that is fitted may follow.</param>
    public void Set(int row, ReadOnlySpan<byte> tokens, bool round)
    {
        tokens.CopyTo(_prompts.AsSpan(row * steps, steps));
        (_lengths[row], _round[row]) = (tokens.Length, round);
    }

    /// <inheritdoc/>
    public void Begin(int rows)
    {
        mask.Begin(rows);
        Array.Clear(_at);
    }

    /// <inheritdoc/>
    public TokenSet Allowed(int row) =>
        _at[row] < _lengths[row] ? TokenSet.Of(_prompts[row * steps + _at[row]])
        : _round[row] ? mask.Allowed(row).Without(Token.Constant)
        : mask.Allowed(row);

    /// <inheritdoc/>
    public void Accept(int row, byte token)
    {
        _at[row]++;
        mask.Accept(row, token);
    }
}
