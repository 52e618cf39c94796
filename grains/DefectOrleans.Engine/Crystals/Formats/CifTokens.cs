using System.Runtime.CompilerServices;

namespace DefectOrleans.Engine.Crystals.Formats;

/// <summary>What a word of a CIF is.</summary>
internal enum CifToken
{
    End,
    Block,
    Loop,
    Name,
    Value,
}

/// <summary>
/// Splits a CIF into words: names, values (plain, quoted, or text fields between semicolons), <c>loop_</c> and block
/// headers; comments are passed over (syntax of CIF 1.1, Hall, Allen, Brown 1991).
/// </summary>
internal ref struct CifTokens(string text)
{
    private int _at;
    private int _line = 1;

    /// <summary>The word last read, without quotes.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Line of the word last read, 1-based.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Reads the next word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public CifToken Next()
    {
        SkipSpaceAndComments();
        Line = _line;
        if (_at == text.Length)
            return CifToken.End;
        var first = text[_at];
        if (first == ';' && (_at == 0 || text[_at - 1] == '\n'))
            return TextField();
        if (first is '\'' or '"')
            return Quoted(first);
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]))
            _at++;
        Text = text.AsSpan(start, _at - start);
        if (first == '_')
            return CifToken.Name;
        if (Text.Equals("loop_", StringComparison.OrdinalIgnoreCase))
            return CifToken.Loop;
        return Text.StartsWith("data_", StringComparison.OrdinalIgnoreCase) ? CifToken.Block : CifToken.Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SkipSpaceAndComments()
    {
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == '\n')
                _line++;
            else if (text[_at] == '#')
                _at = EndOfLine() - 1;
            else if (!char.IsWhiteSpace(text[_at]))
                return;
        }
    }

    // A quote ends a word only before white space: 'a dog's life' is one word.
    private CifToken Quoted(char quote)
    {
        var end = EndOfLine();
        for (var close = _at + 1; close < end; close++)
        {
            if (text[close] != quote || close + 1 < text.Length && !char.IsWhiteSpace(text[close + 1]))
                continue;
            Text = text.AsSpan(_at + 1, close - _at - 1);
            _at = close + 1;
            return CifToken.Value;
        }
        Text = text.AsSpan(_at, end - _at).TrimEnd();
        _at = end;
        return CifToken.Value;
    }

    private CifToken TextField()
    {
        var close = text.IndexOf("\n;", _at, StringComparison.Ordinal);
        var end = close < 0 ? text.Length : close;
        Text = text.AsSpan(_at + 1, end - _at - 1).Trim();
        _line += text.AsSpan(_at, end - _at).Count('\n') + (close < 0 ? 0 : 1);
        _at = close < 0 ? end : close + 2;
        return CifToken.Value;
    }

    private readonly int EndOfLine() => text.IndexOf('\n', _at) is >= 0 and var end ? end : text.Length;
}
