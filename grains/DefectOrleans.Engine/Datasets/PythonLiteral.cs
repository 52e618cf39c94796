using System.Globalization;
using System.Text;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// Reads Python literals: strings in single or double quotes, numbers, True, False, None, lists, tuples and dicts.
/// Lists and tuples become <c>List&lt;object?&gt;</c>, dicts <c>Dictionary&lt;string, object?&gt;</c>.
/// </summary>
internal ref struct PythonLiteral
{
    private readonly ReadOnlySpan<char> _text;
    private int _at;

    private PythonLiteral(ReadOnlySpan<char> text) => _text = text;

    /// <summary>The value of a literal.</summary>
    /// <exception cref="FormatException">The text is none; the message says where.</exception>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var literal = new PythonLiteral(text);
        var value = literal.Value(depth: 0);
        literal.SkipSpace();
        return literal._at == text.Length ? value : throw literal.Fault("the end");
    }

    private object? Value(int depth)
    {
        if (depth > 20)
            throw Fault("fewer brackets");
        SkipSpace();
        switch (Peek())
        {
            case '[': return Items(']', depth);
            case '(': return Items(')', depth);
            case '{': return Dict(depth);
            case '\'' or '"': return Quoted();
        }
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or ':' or ']' or ')' or '}') && !char.IsWhiteSpace(_text[_at]))
            _at++;
        var word = _text[start.._at];
        if (word is "None" or "null")
            return null;
        if (word is "True" or "true")
            return true;
        if (word is "False" or "false")
            return false;
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        _at = start;
        throw Fault("a value");
    }

    private List<object?> Items(char close, int depth)
    {
        var items = new List<object?>();
        _at++;
        while (!Ends(close))
        {
            items.Add(Value(depth + 1));
            Separator(close);
        }
        return items;
    }

    private Dictionary<string, object?> Dict(int depth)
    {
        var items = new Dictionary<string, object?>();
        _at++;
        while (!Ends('}'))
        {
            var key = Value(depth + 1) as string ?? throw Fault("a quoted key");
            SkipSpace();
            if (Peek() != ':')
                throw Fault("':'");
            _at++;
            items[key] = Value(depth + 1);
            Separator('}');
        }
        return items;
    }

    private string Quoted()
    {
        var quote = _text[_at];
        var word = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != quote; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length)
                _at++;
            word.Append(_text[_at]);
        }
        if (_at >= _text.Length)
            throw Fault($"a closing {quote}");
        _at++;
        return word.ToString();
    }

    private bool Ends(char close)
    {
        SkipSpace();
        if (Peek() != close)
            return false;
        _at++;
        return true;
    }

    private void Separator(char close)
    {
        SkipSpace();
        if (Peek() == ',')
            _at++;
        else if (Peek() != close)
            throw Fault($"',' or '{close}'");
    }

    private readonly char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private void SkipSpace()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }

    private readonly FormatException Fault(string expected) => new($"{expected} was expected at character {_at + 1}");
}
