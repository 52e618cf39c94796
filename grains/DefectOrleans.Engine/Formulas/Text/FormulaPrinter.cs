using System.Globalization;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>Prints one formula; see <see cref="FormulaText.Print"/>.</summary>
internal sealed class FormulaPrinter(Expression expression, FormulaLanguage language, IReadOnlyList<string> names, int? digits)
{
    private readonly bool _loose = digits is not null || language == FormulaLanguage.Latex;
    private int _position;
    private int _constant;

    /// <summary>Printed text, and how tightly it holds together.</summary>
    private readonly record struct Piece(string Text, Binding Binding)
    {
        public bool IsNegative => Text.StartsWith('-');
    }

    public string Print() => Next().Text;

    private Piece Next()
    {
        var token = expression.Tokens[_position++];
        if (OperatorRegistry.Find(token) is not { } entry)
            return Leaf(token);

        var first = Next();
        if (entry.Arity == 1)
        {
            var form = FormulaText.FormOf(entry, language);
            return new(form.Before + Fit(first, form.First) + form.After, form.Whole);
        }

        return Join(entry, first, Next());
    }

    private Piece Join(Operator entry, Piece first, Piece second)
    {
        if (entry.Algebra == Algebra.Product && first.Text == MinusOne)
            return new("-" + Fit(second, _loose ? Binding.Product : Binding.Power, inside: true), Binding.Negative);

        var form = FormulaText.FormOf(entry, language);
        var (sign, tightness) = (form.Between, form.Second);
        if (_loose && entry.Algebra is Algebra.Sum or Algebra.Product)
            tightness = form.Whole;
        if (entry.Algebra is Algebra.Sum or Algebra.Difference && second.IsNegative && second.Binding >= tightness)
        {
            // a + −b is a − b, and a − −b is a + b.
            sign = entry.Algebra == Algebra.Sum ? " - " : " + ";
            second = second with { Text = second.Text[1..] };
        }

        var inside = form.Before.Length == 0;
        return new(form.Before + Fit(first, form.First) + sign + Fit(second, tightness, inside) + form.After, form.Whole);
    }

    private string MinusOne => language == FormulaLanguage.CSharp ? "-1.0" : "-1";

    /// <summary>The text of an operand, in parentheses where it is looser than its place, or begins with a sign amid others.</summary>
    private string Fit(Piece piece, Binding place, bool inside = false)
    {
        if (piece.Binding >= place && !(inside && piece.IsNegative && place > Binding.Sum))
            return piece.Text;
        return language == FormulaLanguage.Latex ? $@"\left({piece.Text}\right)" : $"({piece.Text})";
    }

    private Piece Leaf(byte token)
    {
        if (token == Token.Constant)
            return Number(expression.Constants[_constant++], isLiteral: false);
        if (Token.IsVariable(token))
            return new(Name(names[token - Token.Variable]), Binding.Atom);
        if (token != Token.Pi)
            return Number(Literal.Value(token), isLiteral: true);
        return new(language switch { FormulaLanguage.Latex => @"\pi", FormulaLanguage.CSharp => "Math.PI", _ => "pi" }, Binding.Atom);
    }

    private Piece Number(double value, bool isLiteral)
    {
        var text = value.ToString(digits is { } count ? $"G{count}" : "R", CultureInfo.InvariantCulture).ToLowerInvariant();
        // A whole constant keeps its point, or reading would make it a literal; C# would divide integers.
        if (double.IsInteger(value) && !text.Contains('e') && (language == FormulaLanguage.CSharp || (!isLiteral && !_loose)))
            text += ".0";
        var binding = text.StartsWith('-') ? Binding.Negative : Binding.Atom;
        if (language == FormulaLanguage.Latex && text.IndexOf('e') is var e and > 0)
            return new($@"{text[..e]} \cdot 10^{{{int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture)}}}", binding == Binding.Atom ? Binding.Product : binding);
        return new(text, binding);
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
