using System.Globalization;
using System.Text;

namespace DefectOrleans.Engine.Datasets;

/// <summary>
/// Reads Python literals: strings in single or double quotes, numbers, True, False, None, lists, tuples and dicts.
/// Lists and tuples become <c>List&lt;object?&gt;</c>, dicts <c>Dictionary&lt;string, object?&gt;</c>.
/// </summary>
internal ref struct PythonLiteral
{
    private readonly ReadOnlySpan<char> text;
    private int at;

    private PythonLiteral(ReadOnlySpan<char> text) => this.text = text;

    /// <summary>The value of a literal.</summary>
    /// <exception cref="FormatException">The text is none; the message says where.</exception>
    public static object? Parse(ReadOnlySpan<char> text)
    {
        var literal = new PythonLiteral(text);
        var value = literal.Value(depth: 0);
        literal.SkipSpace();
        return literal.at == text.Length ? value : throw literal.Fault("the end");
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
        var start = at;
        while (at < text.Length && text[at] is not (',' or ':' or ']' or ')' or '}') && !char.IsWhiteSpace(text[at]))
            at++;
        var word = text[start..at];
        if (word is "None" or "null")
            return null;
        if (word is "True" or "true")
            return true;
        if (word is "False" or "false")
            return false;
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        at = start;
        throw Fault("a value");
    }

    private List<object?> Items(char close, int depth)
    {
        var items = new List<object?>();
        at++;
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
        at++;
        while (!Ends('}'))
        {
            var key = Value(depth + 1) as string ?? throw Fault("a quoted key");
            SkipSpace();
            if (Peek() != ':')
                throw Fault("':'");
            at++;
            items[key] = Value(depth + 1);
            Separator('}');
        }
        return items;
    }

    private string Quoted()
    {
        var quote = text[at];
        var word = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            word.Append(text[at]);
        }
        if (at >= text.Length)
            throw Fault($"a closing {quote}");
        at++;
        return word.ToString();
    }

    private bool Ends(char close)
    {
        SkipSpace();
        if (Peek() != close)
            return false;
        at++;
        return true;
    }

    private void Separator(char close)
    {
        SkipSpace();
        if (Peek() == ',')
            at++;
        else if (Peek() != close)
            throw Fault($"',' or '{close}'");
    }

    private readonly char Peek() => at < text.Length ? text[at] : '\0';

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private readonly FormatException Fault(string expected) => new($"{expected} was expected at character {at + 1}");
}
