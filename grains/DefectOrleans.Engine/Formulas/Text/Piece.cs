using System.Text;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>
/// Printed text that is put together at the end: a piece holds its parts, so that what stands deep within a formula is
/// copied once and not by every operator round it.
/// </summary>
internal sealed class Piece
{
    private readonly string? _text;
    private readonly Piece[] _parts;
    private readonly int _skipped;
    private readonly char _first;

    /// <summary>A piece of text.</summary>
    public Piece(string text, Binding binding)
    {
        _text = text;
        _parts = [];
        _first = text.Length > 0 ? text[0] : '\0';
        Length = text.Length;
        Binding = binding;
    }

    /// <summary>A piece of others.</summary>
    public Piece(Binding binding, params ReadOnlySpan<Piece> parts)
    {
        _parts = [.. parts];
        Binding = binding;
        foreach (var part in parts)
        {
            _first = Length == 0 ? part._first : _first;
            Length += part.Length;
        }
    }

    private Piece(Piece signed) =>
        (_parts, _skipped, Length, Binding) = ([signed], 1, signed.Length - 1, signed.Binding);

    /// <summary>How tightly it holds together.</summary>
    public Binding Binding { get; }

    /// <summary>Number of characters.</summary>
    public int Length { get; }

    /// <summary>Whether it is a variable.</summary>
    public bool IsName { get; init; }

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber { get; init; }

    /// <summary>1 over it, where it is a power of a negative number; else null.</summary>
    public Piece? Inverse { get; init; }

    /// <summary>1 over it, where it is an exponential whose exponent has no sign; else null.</summary>
    public Piece? Opposite { get; init; }

    /// <summary>Its two parts where it is a quotient for a power of a negative number; else null.</summary>
    public (Piece Above, Piece Below)? Quotient { get; set; }

    /// <summary>Whether it begins with a sign.</summary>
    public bool IsNegative => _first == '-';

    /// <summary>A piece of text that is bound to nothing.</summary>
    public static implicit operator Piece(string text) => new(text, Binding.Atom);

    /// <summary>The piece without the sign that it begins with.</summary>
    public Piece WithoutSign() => new(this);

    /// <summary>Whether it is that text.</summary>
    public bool Is(string text) => Length == text.Length && ToString() == text;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder(Length);
        var left = new Stack<(Piece Piece, int Skipped)>([(this, 0)]);
        while (left.TryPop(out var next))
        {
            var skipped = next.Skipped + next.Piece._skipped;
            if (next.Piece._text is { } own)
                text.Append(own, Math.Min(skipped, own.Length), Math.Max(0, own.Length - skipped));
            var first = Array.FindIndex(next.Piece._parts, part => part.Length > 0);
            for (var i = next.Piece._parts.Length - 1; i >= 0; i--)
                left.Push((next.Piece._parts[i], i == first ? skipped : 0));
        }

        return text.ToString();
    }
}
