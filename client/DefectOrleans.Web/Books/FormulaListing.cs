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

    /// <exception cref="DefectServiceException">No such language or reading, or a stored formula that can't be read.</exception>
    public static ServedFormulas Of(ServedBook served, string? format, bool pareto, int? digits, string? reading)
    {
        if (!Languages.TryGetValue(format ?? "text", out var language))
            throw new DefectServiceException(
                ServiceFault.Invalid, $"format '{format}'; expected {string.Join(", ", Languages.Keys)}");
        if (digits is < 1 or > 17)
            throw new DefectServiceException(ServiceFault.Invalid, $"{digits} digits; expected 1 to 17");
        if (reading is not null && !BookReadings.Names.Contains(reading))
            throw new DefectServiceException(
                ServiceFault.Invalid, $"reading '{reading}'; expected {string.Join(", ", BookReadings.Names)}");
        return Engine.Service.EngineFaults.Told(() => Of(
            BookReadings.In(served.Book, reading is null ? null : Enum.Parse<Reading>(reading, ignoreCase: true)),
            served.Version, language, pareto, digits));
    }

    private static ServedFormulas Of(FormulaBook book, int version, FormulaLanguage language, bool pareto, int? digits) =>
        new(
            version,
            book.Material,
            [
                .. from listed in BookListing.Of(book, pareto)
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
            ])
        {
            Reading = book.Reading,
            Readings = BookReadings.Of(book),
            Laws = book.Reading == Reading.Law ? [.. book.Laws.Select(law => Served(law, language))] : [],
        };

    private static ServedLaw Served(BookLaw law, FormulaLanguage language) => new()
    {
        Property = law.Property,
        Form = WrittenLaw.Form(law, language),
        OwnNames = law.OwnNames,
        Members = law.Members,
        Exceptions = law.Exceptions,
        Complexity = law.Complexity,
        Name = Quantity.Of(law.Property).Name,
        Symbol = Quantity.Of(law.Property).Symbol.Text,
    };
}
