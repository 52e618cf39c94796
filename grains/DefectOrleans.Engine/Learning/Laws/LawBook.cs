using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Readings;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Laws;

/// <summary>A book whose formulas are all one law, each channel with numbers of its own.</summary>
public static class LawBook
{
    /// <summary>Makes the book; energies are refined together on the structures, as in any book.</summary>
    /// <param name="training">What trained.</param>
    /// <param name="tables">Its pair tables.</param>
    /// <param name="search">The law's search.</param>
    /// <param name="law">The law.</param>
    /// <param name="provenance">Where it comes from.</param>
    public static FormulaBook Make(
        TrainingSet training, PairTables tables, LawSearch search, DescribedLaw law, Provenance provenance)
    {
        var unknown = new RatedFormula(law.MemberOf(0), 0, 0, 0);
        LearnedFormula[] channels =
        [
            .. tables.Tables.Where(table => table.Property == search.Property)
                .Select(table => new LearnedFormula(PairSearch.For(table, law.Expression.Complexity), [], unknown)),
        ];
        return BookAssembly.Make(training, tables, LawReading.Of(search, law, own: null, channels), provenance);
    }
}
