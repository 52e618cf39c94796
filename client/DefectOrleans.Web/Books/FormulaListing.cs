using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Web.Books;

/// <summary>A book's formulas in the language of the reader.</summary>
internal static class FormulaListing
{
    private static readonly string[] Variables = ["r"];

    private static readonly OrderedDictionary<string, FormulaLanguage> Languages =
        new(FormulaText.Languages.Select(l => KeyValuePair.Create(l.Key, l.Language)));

    /// <exception cref="DefectServiceException">No such language, or a stored formula that can't be read.</exception>
    public static ServedFormulas Of(ServedBook served, string? format, bool pareto, int? digits)
    {
        if (!Languages.TryGetValue(format ?? "text", out var language))
            throw new DefectServiceException(
                ServiceFault.Invalid, $"format '{format}'; expected {string.Join(", ", Languages.Keys)}");
        if (digits is < 1 or > 17)
            throw new DefectServiceException(ServiceFault.Invalid, $"{digits} digits; expected 1 to 17");
        return Engine.Service.EngineFaults.Told(() => new ServedFormulas(
            served.Version,
            served.Book.Material,
            [
                .. from listed in BookListing.Of(served.Book, pareto)
                   let formula = listed.Formula
                   select new ServedFormula
                   {
                       PairType = listed.Of.PairType,
                       Side = listed.Of.Side,
                       Property = listed.Of.Property,
                       Name = Quantity.Of(listed.Of.Property).Name,
                       Unit = Quantity.Of(listed.Of.Property).Unit,
                       Chosen = listed.IsChosen,
                       Formula = FormulaText.Print(FormulaText.Parse(formula.Text, Variables), language, Variables, digits),
                       Complexity = formula.Complexity,
                       MeanAbsoluteError = formula.MeanAbsoluteError,
                       LeftOutError = formula.LeftOutError,
                   },
            ]));
    }
}
