using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Books;

/// <summary>A formula of a book and what it is for.</summary>
/// <param name="Of">Pair channel and property.</param>
/// <param name="Formula">The formula and its errors.</param>
/// <param name="IsChosen">Whether predictions use it.</param>
public readonly record struct ListedFormula(PairFormula Of, Formula Formula, bool IsChosen);

/// <summary>The formulas of a book in the one order in which they are listed everywhere.</summary>
public static class BookListing
{
    /// <summary>The chosen formulas by pair type, side and property, or all of the Pareto fronts, the simplest first.</summary>
    public static IEnumerable<ListedFormula> Of(FormulaBook book, bool pareto) =>
        from pair in book.Pairs.OrderBy(p => p.PairType, StringComparer.Ordinal).ThenBy(p => p.Side).ThenBy(p => p.Property)
        from formula in pareto ? FrontOf(pair) : [pair.Chosen]
        select new ListedFormula(pair, formula, formula.Text == pair.Chosen.Text);

    /// <summary>The front of a pair; refinement gives the chosen formula constants that the front's twin does not have.</summary>
    private static IEnumerable<Formula> FrontOf(PairFormula pair) =>
        pair.Front.Any(f => f.Text == pair.Chosen.Text) ? pair.Front : pair.Front.Append(pair.Chosen).OrderBy(f => f.Complexity);
}
