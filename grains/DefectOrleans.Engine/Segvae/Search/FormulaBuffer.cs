using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// A formula while it is edited: tokens with the value of each constant beside its token, of a law's own numbers the value
/// for each table. Reused, so that an edit allocates nothing; what outgrows it is cut off and marked.
/// </summary>
/// <param name="tables">For how many tables a law is; 1 for a formula.</param>
internal sealed class FormulaBuffer(int tables = 1)
{
    private const int Capacity = 128;
    private readonly byte[] _tokens = new byte[Capacity];
    private readonly double[] _values = new double[Capacity * tables];

    public int Length { get; private set; }

    /// <summary>Whether more was appended than fits; such a buffer is no formula.</summary>
    public bool Overflowed { get; private set; }

    public ReadOnlySpan<byte> Tokens => _tokens.AsSpan(0, Length);

    public byte this[int at]
    {
        get => _tokens[at];
        set => _tokens[at] = value;
    }

    /// <summary>The value of the constant at a position, one for each table.</summary>
    public Span<double> ValuesAt(int at) => _values.AsSpan(at * tables, tables);

    public void Clear() => (Length, Overflowed) = (0, false);

    public void Append(byte token, double value = double.NaN)
    {
        if (!Append(token))
            return;
        ValuesAt(Length - 1).Fill(value);
    }

    public void Append(FormulaBuffer other, int from, int to)
    {
        for (var i = from; i < to && Append(other._tokens[i]); i++)
            other.ValuesAt(i).CopyTo(ValuesAt(Length - 1));
    }

    public void Load(Expression expression)
    {
        Clear();
        var constants = expression.Constants.AsSpan();
        foreach (var token in expression.Tokens)
        {
            if (!Append(token))
                return;
            var values = ValuesAt(Length - 1);
            var count = token == Token.Constant ? tables : token == Token.Shared ? 1 : 0;
            if (count == tables)
                constants[..count].CopyTo(values);
            else
                values.Fill(count == 1 ? constants[0] : double.NaN);
            constants = constants[count..];
        }
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

    /// <summary>
    /// Copies the constants' values in order of appearance; NaN where none is known. What was an own number and is shared now
    /// takes the median of its values. Returns how many there are.
    /// </summary>
    public int Constants(Span<double> into)
    {
        var count = 0;
        for (var i = 0; i < Length; i++)
        {
            if (_tokens[i] == Token.Constant)
            {
                ValuesAt(i).CopyTo(into[count..]);
                count += tables;
            }
            else if (_tokens[i] == Token.Shared)
                into[count++] = Median(ValuesAt(i), into[count..]);
        }
        return count;
    }

    private static double Median(ReadOnlySpan<double> values, Span<double> room)
    {
        var sorted = room[..values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        // NaN sorts first: a number that one table does not know is not known.
        return double.IsNaN(sorted[0]) ? double.NaN : sorted[sorted.Length / 2];
    }

    private bool Append(byte token)
    {
        if (Length == Capacity)
        {
            Overflowed = true;
            return false;
        }
        _tokens[Length++] = token;
        return true;
    }
}
