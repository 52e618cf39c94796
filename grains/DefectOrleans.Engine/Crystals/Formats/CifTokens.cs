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
    private int at;
    private int line = 1;

    /// <summary>The word last read, without quotes.</summary>
    public ReadOnlySpan<char> Text { get; private set; }

    /// <summary>Line of the word last read, 1-based.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Reads the next word.</summary>
    public CifToken Next()
    {
        SkipSpaceAndComments();
        Line = line;
        if (at == text.Length)
            return CifToken.End;
        var first = text[at];
        if (first == ';' && (at == 0 || text[at - 1] == '\n'))
            return TextField();
        if (first is '\'' or '"')
            return Quoted(first);
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]))
            at++;
        Text = text.AsSpan(start, at - start);
        if (first == '_')
            return CifToken.Name;
        if (Text.Equals("loop_", StringComparison.OrdinalIgnoreCase))
            return CifToken.Loop;
        return Text.StartsWith("data_", StringComparison.OrdinalIgnoreCase) ? CifToken.Block : CifToken.Value;
    }

    private void SkipSpaceAndComments()
    {
        for (; at < text.Length; at++)
        {
            if (text[at] == '\n')
                line++;
            else if (text[at] == '#')
                at = EndOfLine() - 1;
            else if (!char.IsWhiteSpace(text[at]))
                return;
        }
    }

    // A quote ends a word only before white space: 'a dog's life' is one word.
    private CifToken Quoted(char quote)
    {
        var end = EndOfLine();
        for (var close = at + 1; close < end; close++)
        {
            if (text[close] != quote || close + 1 < text.Length && !char.IsWhiteSpace(text[close + 1]))
                continue;
            Text = text.AsSpan(at + 1, close - at - 1);
            at = close + 1;
            return CifToken.Value;
        }
        Text = text.AsSpan(at, end - at).TrimEnd();
        at = end;
        return CifToken.Value;
    }

    private CifToken TextField()
    {
        var close = text.IndexOf("\n;", at, StringComparison.Ordinal);
        var end = close < 0 ? text.Length : close;
        Text = text.AsSpan(at + 1, end - at - 1).Trim();
        line += text.AsSpan(at, end - at).Count('\n') + (close < 0 ? 0 : 1);
        at = close < 0 ? end : close + 2;
        return CifToken.Value;
    }

    private readonly int EndOfLine() => text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
}
