using System.Collections.Immutable;
using DefectOrleans.Engine.Formulas.Operators;

namespace DefectOrleans.Engine.Formulas.Text;

/// <summary>A language that formulas are printed in.</summary>
public enum FormulaLanguage
{
    /// <summary><c>2.31*exp(-0.62*r)*cos(2.97*r + 0.41)</c>: what <see cref="FormulaText.Parse"/> reads.</summary>
    Text,

    /// <summary>LaTeX, without dollar signs.</summary>
    Latex,

    /// <summary>Python with SymPy's names.</summary>
    SymPy,

    /// <summary>A C# expression of doubles.</summary>
    CSharp,

    /// <summary>Python with the names of its module math.</summary>
    Python,
}

/// <summary>Formulas as text, for people and for other programs.</summary>
public static class FormulaText
{
    /// <summary>Longest text that is read, characters.</summary>
    public const int LongestText = 20_000;

    /// <summary>
    /// Most operators within each other in what is read, such as the terms of a sum: each needs room while it is evaluated.
    /// </summary>
    public const int DeepestFormula = 500;

    /// <summary>All languages: what programs call them, and what people do.</summary>
    public static ImmutableArray<(FormulaLanguage Language, string Key, string Title)> Languages { get; } =
    [
        (FormulaLanguage.Text, "text", "text"),
        (FormulaLanguage.Latex, "latex", "LaTeX"),
        (FormulaLanguage.SymPy, "sympy", "SymPy"),
        (FormulaLanguage.Python, "python", "Python"),
        (FormulaLanguage.CSharp, "csharp", "C#"),
    ];

    /// <summary>Prints a formula.</summary>
    /// <param name="expression">The formula.</param>
    /// <param name="language">The language to print it in.</param>
    /// <param name="names">
    /// Names of the variables; x1, x2, … where none are given. Text has them as they are; for other languages see
    /// <see cref="VariableNames"/>.
    /// </param>
    /// <param name="digits">
    /// Significant digits of constants. Null keeps every digit and every grouping, so that the text gives the same
    /// values to the last bit; with digits, and in LaTeX, it is readable.
    /// </param>
    /// <param name="readable">
    /// Every digit, but as people write: without parentheses that mathematics does not need, r·r·r as a power of r, and
    /// c·r^−3 as a quotient. Values stay up to rounding.
    /// </param>
    /// <param name="numbers">
    /// The constants in words of the caller's, such as 1.85(3) or -2.1e5, in order; readable, but for no program.
    /// </param>
    public static string Print(
        Expression expression, FormulaLanguage language = FormulaLanguage.Text, IReadOnlyList<string>? names = null,
        int? digits = null, bool readable = false, IReadOnlyList<string>? numbers = null) =>
        new FormulaPrinter(expression, language, NamesIn(language, names), digits, readable, numbers).Print();

    /// <summary>
    /// Reads a formula: numbers, <c>pi</c>, variables, <c>+ - * / ^ **</c>, parentheses and the functions of
    /// <see cref="OperatorRegistry"/>.
    /// </summary>
    /// <param name="text">The formula.</param>
    /// <param name="names">Names of the variables, in order; x1, x2, … where none are given.</param>
    /// <exception cref="InputException">
    /// The text is no formula, or a longer or deeper one than is read; the message says the column and what was expected there.
    /// </exception>
    public static Expression Parse(string text, IReadOnlyList<string>? names = null) =>
        new FormulaParser(text, names ?? PointTable.DefaultNames(Token.VariableCount)).Parse();

    /// <summary>Functions that formulas of a language call, each once.</summary>
    public static ImmutableArray<string> FunctionsOf(FormulaLanguage language) =>
        [.. VariableNames.Called(language).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<string> NamesIn(FormulaLanguage language, IReadOnlyList<string>? names) =>
        names is null ? PointTable.DefaultNames(Token.VariableCount)
        : language == FormulaLanguage.Text ? names
        : VariableNames.In(language, names);

    internal static Form FormOf(Operator entry, FormulaLanguage language) => language switch
    {
        FormulaLanguage.Text => entry.Notation.Text,
        FormulaLanguage.Latex => entry.Notation.Latex,
        FormulaLanguage.SymPy => entry.Notation.SymPy,
        FormulaLanguage.Python => entry.Notation.Python ?? entry.Notation.SymPy,
        _ => entry.Notation.CSharp,
    };
}
