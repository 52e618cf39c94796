using System.Collections.Immutable;
using System.Globalization;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>
/// Reads one formula; see <see cref="FormulaText.Parse"/>. A sign binds looser than a power (−x^2 is −(x^2)) and powers
/// group from the right. Work and memory grow as the text does.
/// </summary>
internal sealed class FormulaParser(string text, IReadOnlyList<string> names)
{
    private const int DeepestNesting = 200;

    private static readonly ImmutableArray<(string Symbol, Operator Entry)>
        Sums = OperatorRegistry.Infix(Binding.Sum), Products = OperatorRegistry.Infix(Binding.Product);

    private const int Shown = 100;

    private readonly FormulaTree _tree = new();
    private int _position;
    private int _nesting;

    public Expression Parse()
    {
        if (text.Length > FormulaText.LongestText)
            throw new InputException($"A formula of {text.Length} characters; expected at most {FormulaText.LongestText}.");
        var root = ReadSum();
        return _position == text.Length ? _tree.From(root) : throw Expected("an operator or the end");
    }

    private int ReadSum()
    {
        if (++_nesting > DeepestNesting)
            throw Expected($"no more than {DeepestNesting} nested parentheses and signs");
        var sum = ReadProduct();
        while (SkipAny(Sums) is { } entry)
            sum = Apply(entry.Token, sum, ReadProduct());

        _nesting--;
        return sum;
    }

    private int ReadProduct()
    {
        var product = ReadSigned();
        while (SkipAny(Products) is { } entry)
            product = Apply(entry.Token, product, ReadSigned());
        return product;
    }

    private int ReadSigned()
    {
        var negative = false;
        while (true)
        {
            if (Skip("-"))
                negative = !negative;
            else if (!Skip("+"))
                break;
        }

        if (!negative)
            return ReadPower();
        var start = _position;
        if (TryReadNumber(out var value) && !IsPowerNext())
            return Number(-value, start);
        _position = start;
        return Apply(Token.Multiply, _tree.Number(-1), ReadPower());
    }

    private int ReadPower()
    {
        var bottom = ReadAtom();
        if (!Skip("**") && !Skip("^"))
            return bottom;
        if (++_nesting > DeepestNesting)
            throw Expected($"no more than {DeepestNesting} nested parentheses and signs");
        var exponent = ReadSigned();
        _nesting--;
        return _tree.TokenOf(exponent) == Token.Integer + 3
            ? Apply(Token.Square, bottom)
            : Apply(Token.Power, bottom, exponent);
    }

    private int ReadAtom()
    {
        SkipSpace();
        var start = _position;
        if (Skip("("))
        {
            var inner = ReadSum();
            return Skip(")") ? inner : throw Expected("an operator or ')'");
        }

        if (TryReadNumber(out var value))
            return Number(value, start);
        if (TryReadVariable() is { } variable)
            return _tree.Leaf(Token.VariableAt(variable));

        while (_position < text.Length && IsNamePart(text[_position]))
            _position++;
        var name = text[start.._position];
        if (name == "pi")
            return _tree.Leaf(Token.Pi);
        var entry = OperatorRegistry.All.FirstOrDefault(entry => entry.CallNames.Contains(name));
        if (entry is null)
        {
            _position = start;
            var functions = OperatorRegistry.All.SelectMany(entry => entry.CallNames);
            throw Expected(
                $"a number, a variable ({string.Join(", ", names)}), a function ({string.Join(", ", functions)}), pi or '('");
        }

        if (!Skip("("))
            throw Expected($"'(' after {name}");
        var operands = new int[entry.Arity];
        for (var i = 0; i < operands.Length; i++)
        {
            if (i > 0 && !Skip(","))
                throw Expected($"an operator or ',' ({name} takes {operands.Length} operands)");
            operands[i] = ReadSum();
        }

        return Skip(")")
            ? Apply(entry.Token, operands[0], entry.Arity == 2 ? operands[1] : -1)
            : throw Expected("an operator or ')'");
    }

    /// <summary>Names may be any text, such as a column's heading; the longest that fits is taken.</summary>
    private int? TryReadVariable()
    {
        var found = -1;
        for (var k = 0; k < names.Count; k++)
        {
            var end = _position + names[k].Length;
            if (string.CompareOrdinal(text, _position, names[k], 0, names[k].Length) == 0 && names[k].Length > 0
                && (end == text.Length || !IsNamePart(text[end]))
                && (found < 0 || names[k].Length > names[found].Length))
            {
                found = k;
            }
        }

        if (found < 0)
            return null;
        _position += names[found].Length;
        return found;
    }

    private bool TryReadNumber(out double value)
    {
        SkipSpace();
        var end = _position;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        if (end > _position && end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
                exponent++;
            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                for (end = exponent; end < text.Length && char.IsAsciiDigit(text[end]);)
                    end++;
            }
        }

        var isNumber = double.TryParse(
            text.AsSpan(_position, end - _position), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        if (isNumber && !double.IsFinite(value))
            throw Expected("a number that is not beyond 1.8e308");
        if (isNumber)
            _position = end;
        return isNumber;
    }

    /// <summary>Numbers written without a point or exponent, and 0.5, are literals where there is one.</summary>
    private int Number(double value, int start) =>
        value == 0.5 || text.AsSpan(start, _position - start).IndexOfAny(".eE") < 0
            ? _tree.Number(value)
            : _tree.Leaf(Token.Constant, value);

    private int Apply(byte token, int first, int second = -1)
    {
        var node = _tree.Apply(token, first, second);
        return _tree.DepthOf(node) <= FormulaText.DeepestFormula
            ? node
            : throw Expected($"no more than {FormulaText.DeepestFormula} operators within each other");
    }

    private bool IsPowerNext()
    {
        SkipSpace();
        return _position < text.Length && (text[_position] == '^' || text.AsSpan(_position).StartsWith("**"));
    }

    private Operator? SkipAny(ImmutableArray<(string Symbol, Operator Entry)> infix)
    {
        foreach (var (symbol, entry) in infix)
        {
            if (Skip(symbol))
                return entry;
        }
        return null;
    }

    private bool Skip(string symbol)
    {
        SkipSpace();
        var rest = text.AsSpan(_position);
        if (!rest.StartsWith(symbol, StringComparison.Ordinal) || (symbol == "*" && rest.StartsWith("**")))
            return false;
        _position += symbol.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
    }

    private InputException Expected(string what)
    {
        SkipSpace();
        var found = _position < text.Length ? $"'{text[_position]}' stands there" : "the text ends there";
        return new InputException($"Formula '{Excerpt()}', column {_position + 1}: {what} was expected, {found}.");
    }

    /// <summary>The text, or what stands round the position where it is long.</summary>
    private string Excerpt()
    {
        if (text.Length <= 2 * Shown)
            return text;
        var (from, to) = (Math.Max(0, _position - Shown), Math.Min(text.Length, _position + Shown));
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }

    private static bool IsNamePart(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol == '_';
}
