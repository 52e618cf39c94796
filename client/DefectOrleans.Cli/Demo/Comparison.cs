using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Demo;

/// <summary>A law beside what was found for it.</summary>
/// <param name="Law">The law.</param>
/// <param name="Property">The property.</param>
/// <param name="Found">The formula found; null where there is none.</param>
/// <param name="LargestDifferenceEv">Largest difference of the two over the distances that the data reach, eV.</param>
internal sealed record Comparison(MadeUpLaw Law, Property Property, PairFormula? Found, double? LargestDifferenceEv)
{
    private const int Points = 400;

    private static readonly TokenSet Distances = TokenSet.Of(Token.VariableAt(0));

    /// <summary>Every law of the made-up crystal beside a book's short formula.</summary>
    public static IReadOnlyList<Comparison> Of(FormulaBook book) =>
    [
        .. from law in MadeUpCrystal.Laws
           from property in (Property[])[Property.Energy, Property.Gap]
           let found = book.Pairs.FirstOrDefault(p =>
               p.PairType == law.Channel.Type.ToString() && p.Side == law.Channel.Side && p.Property == property)
           select new Comparison(law, property, found, found is null ? null : Difference(law, found)),
    ];

    /// <summary>The formula found, rounded for reading.</summary>
    public string FoundText => Found is null
        ? "none"
        : FormulaText.Print(Canonical(Found.Chosen.Text), FormulaLanguage.Text, ["r"], digits: 4, readable: true);

    /// <summary>Whether the formula found is the law: of the same form, each number the same to three digits.</summary>
    public bool IsRecovered
    {
        get
        {
            if (Found is null)
                return false;
            var (law, found) = (Rounded(Canonical(Law.Text(Property))), Rounded(Canonical(Found.Chosen.Text)));
            return law.Equals(found);
        }
    }

    /// <summary>The formula with numbers of three digits.</summary>
    private static Expression Rounded(Expression formula) => CanonicalForm.Of(
        formula with
        {
            Constants =
            [
                .. formula.Constants.Select(number =>
                    double.Parse(number.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)),
            ],
        },
        Distances);

    private static Expression Canonical(string text) => CanonicalForm.Of(FormulaText.Parse(text, ["r"]), Distances);

    private static double Difference(MadeUpLaw law, PairFormula found)
    {
        var formula = new CompiledFormula(FormulaText.Parse(found.Chosen.Text, ["r"]));
        var (nearest, farthest) = (found.Table[0].Distance, found.Table[^1].Distance);
        return Enumerable.Range(0, Points + 1)
            .Select(i => nearest + (farthest - nearest) * i / Points)
            .Max(r => Math.Abs(formula.Invoke(r) - law.At(found.Property, r)));
    }
}
