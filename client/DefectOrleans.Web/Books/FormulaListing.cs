using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Web.Books;

/// <summary>A book's formulas in the language of the reader.</summary>
internal static class FormulaListing
{
    private static readonly string[] Variables = ["r"];

    private static readonly OrderedDictionary<string, FormulaLanguage> Languages = new()
    {
        ["text"] = FormulaLanguage.Text,
        ["latex"] = FormulaLanguage.Latex,
        ["sympy"] = FormulaLanguage.SymPy,
    };

    /// <exception cref="DefectServiceException">No such language, or a stored formula that can't be read.</exception>
    public static ServedFormulas Of(ServedBook served, string? format, bool pareto, int? digits)
    {
        if (!Languages.TryGetValue(format ?? "text", out var language))
            throw new DefectServiceException(ServiceFault.Invalid, $"format '{format}'; expected {string.Join(", ", Languages.Keys)}");
        if (digits is < 1 or > 17)
            throw new DefectServiceException(ServiceFault.Invalid, $"{digits} digits; expected 1 to 17");
        return Engine.Service.Faults.Told(() => new ServedFormulas(
            served.Version,
            served.Book.Material,
            [
                .. from pair in served.Book.Pairs
                   orderby pair.PairType, pair.Side, pair.Property
                   from formula in Wanted(pair, pareto)
                   select new ServedFormula
                   {
                       PairType = pair.PairType,
                       Side = pair.Side,
                       Property = pair.Property,
                       Chosen = formula.Text == pair.Chosen.Text,
                       Formula = FormulaText.Print(FormulaText.Parse(formula.Text, Variables), language, Variables, digits),
                       Complexity = formula.Complexity,
                       MeanAbsoluteError = formula.MeanAbsoluteError,
                       LeftOutError = formula.LeftOutError,
                   },
            ]));
    }

    /// <summary>Refinement gives the chosen formula constants that the front's twin does not have.</summary>
    private static IEnumerable<Formula> Wanted(PairFormula pair, bool pareto)
    {
        if (!pareto)
            return [pair.Chosen];
        return pair.Front.Any(f => f.Text == pair.Chosen.Text) ? pair.Front : pair.Front.Append(pair.Chosen).OrderBy(f => f.Complexity);
    }
}
