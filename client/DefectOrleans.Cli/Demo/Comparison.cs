using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
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

    /// <summary>Every law of the made-up crystal beside a book's formula.</summary>
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
        : FormulaText.Print(FormulaText.Parse(Found.Chosen.Text, ["r"]), FormulaLanguage.Text, ["r"], digits: 4);

    private static double Difference(MadeUpLaw law, PairFormula found)
    {
        var formula = new CompiledFormula(FormulaText.Parse(found.Chosen.Text, ["r"]));
        var (nearest, farthest) = (found.Table[0].Distance, found.Table[^1].Distance);
        return Enumerable.Range(0, Points + 1)
            .Select(i => nearest + (farthest - nearest) * i / Points)
            .Max(r => Math.Abs(formula.Invoke(r) - law.At(found.Property, r)));
    }
}
