using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Output;

/// <summary>One formula of a book with what it is for.</summary>
/// <param name="Of">Pair channel and property.</param>
/// <param name="Formula">The formula and its errors.</param>
/// <param name="IsChosen">Whether predictions use it.</param>
/// <param name="Expression">The formula in canonical form.</param>
internal sealed record BookFormula(PairFormula Of, Formula Formula, bool IsChosen, Expression Expression)
{
    /// <summary>Digits of constants that a reader wants to see.</summary>
    private const int ReadableDigits = 4;

    private static readonly string[] Variables = ["r"];

    private static readonly TokenSet Distances = TokenSet.Of(Token.VariableAt(0));

    /// <summary>Pair type and side in words.</summary>
    public string Channel => new PairChannel(PairType.Parse(Of.PairType), Of.Side).ToString();

    /// <summary>Its complexity as it is written.</summary>
    public int Complexity => Expression.Complexity;

    /// <summary>
    /// How far it goes between neighbouring shells beyond both, as a share of its table's range; null where too few tell.
    /// </summary>
    public double? Overshoot => Of.Table.Count < 2 ? null : Engine.Formulas.Rules.Overshoot.Of(
        new PointTable([[.. Of.Table.Select(p => p.Distance)]], [.. Of.Table.Select(p => p.Value)]), Expression);

    /// <summary>The chosen formulas of a book, ordered by pair type, or all formulas of its Pareto fronts.</summary>
    /// <exception cref="Engine.InputException">The book holds a formula that can't be read.</exception>
    public static IReadOnlyList<BookFormula> From(FormulaBook book, bool pareto) =>
    [
        .. BookListing.Of(book, pareto)
            .Select(f => new BookFormula(
                f.Of, f.Formula, f.IsChosen, CanonicalForm.Of(FormulaText.Parse(f.Formula.Text, Variables), Distances))),
    ];

    /// <summary>The formula in a language, every digit kept.</summary>
    public string Exact(FormulaLanguage language) =>
        FormulaText.Print(Expression, language, Variables, readable: true);

    /// <summary>The formula in a language, rounded for reading.</summary>
    public string Rounded(FormulaLanguage language) => FormulaText.Print(Expression, language, Variables, ReadableDigits);
}
