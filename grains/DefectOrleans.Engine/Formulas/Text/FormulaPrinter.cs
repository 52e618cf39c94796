using System.Globalization;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>Prints one formula; see <see cref="FormulaText.Print"/>.</summary>
internal sealed class FormulaPrinter(
    Expression expression, FormulaLanguage language, IReadOnlyList<string> names, int? digits, bool readable,
    IReadOnlyList<string>? numbers)
{
    private readonly bool _loose = readable || numbers is not null || digits is not null || language == FormulaLanguage.Latex;
    private int _constant = expression.Constants.Length;

    /// <summary>Prefix tokens are read from the right, so that operands are there before their operator.</summary>
    public string Print()
    {
        var operands = new Stack<Piece>();
        for (var i = expression.Tokens.Length - 1; i >= 0; i--)
        {
            var token = expression.Tokens[i];
            operands.Push(OperatorRegistry.Find(token) switch
            {
                null => Leaf(token),
                { Arity: 1 } entry => Call(entry, operands.Pop()),
                var entry => Join(entry, operands.Pop(), operands.Pop()),
            });
        }

        return operands.Pop().ToString();
    }

    private Piece Call(Operator entry, Piece operand)
    {
        var form = FormulaText.FormOf(entry, language);
        // 1/e^x is written e^−x.
        var isPlain = _loose && entry.Token == Token.Exponential && operand.Binding >= Binding.Product && !operand.IsNegative;
        return new(form.Whole, form.Before, Fit(operand, form.First), form.After)
        {
            Opposite = isPlain ? Call(entry, new(Binding.Negative, "-", operand)) : null,
        };
    }

    private Piece Join(Operator entry, Piece first, Piece second)
    {
        if (entry.Algebra == Algebra.Product && first.Is(MinusOne))
            return new(Binding.Negative, "-", Fit(second, _loose ? Binding.Product : Binding.Power, inside: true));

        if (_loose && entry.Algebra == Algebra.Product && Collected(first, second) is { } power)
            return power;
        if (_loose && entry.Algebra == Algebra.Product && second.Inverse is { } below)
            return Below(first, below);
        if (_loose && entry.Algebra == Algebra.Quotient && second.Opposite is { } above)
            return first.Is("1") ? above : Join(OperatorRegistry.Of(Token.Multiply), first, above);

        var form = FormulaText.FormOf(entry, language);
        var (sign, tightness) = (form.Between, form.Second);
        if (_loose && entry.Algebra is Algebra.Sum or Algebra.Product)
            tightness = form.Whole;
        if (entry.Algebra is Algebra.Sum or Algebra.Difference && second.IsNegative && second.Binding >= tightness)
        {
            // a + −b is a − b, and a − −b is a + b.
            sign = entry.Algebra == Algebra.Sum ? " - " : " + ";
            second = second.WithoutSign();
        }

        var inside = form.Before.Length == 0;
        return new(form.Whole, form.Before, Fit(first, form.First), sign, Fit(second, tightness, inside), form.After)
        {
            Inverse = entry.Token == Token.Power && second.IsNumber && second.IsNegative ? Inverse(first, second) : null,
        };
    }

    /// <summary>A quotient; one more factor below goes to those that are there.</summary>
    private Piece Below(Piece first, Piece below)
    {
        if (first.Quotient is { } parts)
            (first, below) = (parts.Above, Join(OperatorRegistry.Of(Token.Multiply), parts.Below, below));
        var quotient = Join(OperatorRegistry.Of(Token.Divide), first, below);
        quotient.Quotient = (first, below);
        return quotient;
    }

    /// <summary>c·r^−3 is written c/r³.</summary>
    private Piece Inverse(Piece first, Piece exponent) => exponent.Is(MinusOne)
        ? first
        : Join(OperatorRegistry.Of(Token.Power), first, exponent.WithoutSign().ToString());

    /// <summary>People write r·r·r as a power of r; null for what is no product of one name.</summary>
    private Piece? Collected(Piece first, Piece second)
    {
        if (second.Binding != Binding.Atom || !second.IsName)
            return null;
        var name = second.ToString();
        var form = FormulaText.FormOf(OperatorRegistry.Of(Token.Power), language);
        var square = FormulaText.FormOf(OperatorRegistry.Of(Token.Square), language);
        if (first.Is(name))
            return new(square.Whole, square.Before, second, square.After);
        return first.Is(square.Before + name + square.After)
            ? new(form.Whole, form.Before, second, form.Between, language == FormulaLanguage.CSharp ? "3.0" : "3", form.After)
            : null;
    }

    private string MinusOne => language == FormulaLanguage.CSharp ? "-1.0" : "-1";

    /// <summary>
    /// The text of an operand, in parentheses where it is looser than its place, or begins with a sign amid others.
    /// </summary>
    private Piece Fit(Piece piece, Binding place, bool inside = false)
    {
        if (piece.Binding >= place && !(inside && piece.IsNegative && place > Binding.Sum))
            return piece;
        return language == FormulaLanguage.Latex
            ? new(Binding.Atom, @"\left(", piece, @"\right)")
            : new(Binding.Atom, "(", piece, ")");
    }

    private Piece Leaf(byte token)
    {
        if (token == Token.Constant)
        {
            _constant--;
            return numbers is null
                ? Number(expression.Constants[_constant], isLiteral: false)
                : Number(numbers[_constant]);
        }
        if (Token.IsVariable(token))
            return new(Name(names[Token.VariableIndex(token)]), Binding.Atom) { IsName = true };
        if (token != Token.Pi)
            return Number(Literal.Value(token), isLiteral: true);
        return new(
            language switch { FormulaLanguage.Latex => @"\pi", FormulaLanguage.CSharp => "Math.PI", _ => "pi" }, Binding.Atom);
    }

    private Piece Number(double value, bool isLiteral)
    {
        var text = value.ToString(digits is { } count ? $"G{count}" : "R", CultureInfo.InvariantCulture).ToLowerInvariant();
        // A whole constant keeps its point, or reading would make it a literal; C# would divide integers.
        if (double.IsInteger(value) && !text.Contains('e') && (language == FormulaLanguage.CSharp || (!isLiteral && !_loose)))
            text += ".0";
        return Number(text);
    }

    private Piece Number(string text)
    {
        var binding = text.StartsWith('-') ? Binding.Negative : Binding.Atom;
        if (language == FormulaLanguage.Latex && text.IndexOf('e') is var e and > 0)
            return new($@"{text[..e]} \cdot 10^{{{int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture)}}}",
                binding == Binding.Atom ? Binding.Product : binding) { IsNumber = true };
        return new(text, binding) { IsNumber = true };
    }

    /// <summary>In LaTeX x1 becomes x with a subscript.</summary>
    private string Name(string name)
    {
        if (language != FormulaLanguage.Latex)
            return name;
        var letters = name.TrimEnd("0123456789".ToCharArray());
        var escaped = letters.Replace("_", @"\_", StringComparison.Ordinal);
        var upright = letters.Length > 1 ? $@"\mathrm{{{escaped}}}" : escaped;
        return letters.Length is > 0 && letters.Length < name.Length ? $"{upright}_{{{name[letters.Length..]}}}" : upright;
    }
}
