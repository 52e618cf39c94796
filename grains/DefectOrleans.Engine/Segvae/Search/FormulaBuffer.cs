using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// A formula while it is edited: tokens with the value of each constant beside its token. Reused, so that an edit
/// allocates nothing; what outgrows it is cut off and marked.
/// </summary>
internal sealed class FormulaBuffer
{
    private const int Capacity = 128;
    private readonly byte[] _tokens = new byte[Capacity];
    private readonly double[] _values = new double[Capacity];

    public int Length { get; private set; }

    /// <summary>Whether more was appended than fits; such a buffer is no formula.</summary>
    public bool Overflowed { get; private set; }

    public ReadOnlySpan<byte> Tokens => _tokens.AsSpan(0, Length);

    public byte this[int at]
    {
        get => _tokens[at];
        set => _tokens[at] = value;
    }

    public ref double ValueAt(int at) => ref _values[at];

    public void Clear() => (Length, Overflowed) = (0, false);

    public void Append(byte token, double value = double.NaN)
    {
        if (Length == Capacity)
        {
            Overflowed = true;
            return;
        }
        _tokens[Length] = token;
        _values[Length++] = value;
    }

    public void Append(FormulaBuffer other, int from, int to)
    {
        for (var i = from; i < to; i++)
            Append(other._tokens[i], other._values[i]);
    }

    public void Load(Expression expression)
    {
        Clear();
        var constant = 0;
        foreach (var token in expression.Tokens)
            Append(token, token == Token.Constant ? expression.Constants[constant++] : double.NaN);
    }

    /// <summary>End of the subtree that starts at a position.</summary>
    public int EndOf(int start)
    {
        var open = 1;
        var at = start;
        while (open > 0)
            open += Token.Arity(_tokens[at++]) - 1;
        return at;
    }

    /// <summary>Copies the constants' values in order of appearance; NaN where none is known. Returns their number.</summary>
    public int Constants(Span<double> into)
    {
        var count = 0;
        for (var i = 0; i < Length; i++)
        {
            if (_tokens[i] == Token.Constant)
                into[count++] = _values[i];
        }
        return count;
    }
}
