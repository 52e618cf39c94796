using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Laws;

/// <summary>A book whose formulas are all one law, each channel with numbers of its own.</summary>
public static class LawBook
{
    private const ulong Seed = 1;

    /// <summary>Makes the book; energies are refined together on the structures, as in any book.</summary>
    /// <param name="training">What trained.</param>
    /// <param name="tables">Its pair tables.</param>
    /// <param name="search">The law's search.</param>
    /// <param name="law">The law.</param>
    /// <param name="provenance">Where it comes from.</param>
    public static FormulaBook Make(
        TrainingSet training, PairTables tables, LawSearch search, DescribedLaw law, Provenance provenance) =>
        BookAssembly.Make(
            training, tables,
            [
                .. tables.Tables.Where(table => table.Property == search.Property)
                    .Select(table => Learned(PairSearch.For(table, law.Expression.Complexity), search, law)),
            ],
            provenance);

    private static LearnedFormula Learned(PairSearch own, LawSearch search, DescribedLaw law)
    {
        var channel = search.Channels.Select(c => c.Name).ToImmutableArray().IndexOf(own.Name);
        var formula = channel >= 0 ? law.MemberOf(channel) : Fitted(own, law);
        var candidate = new Candidate(formula, 0, formula.Complexity);
        return new LearnedFormula(own, [], FormulaChoice.Rate(own.Problem.Points, [candidate])[0]);
    }

    /// <summary>A table of few points takes its own numbers from the law, whose shared ones stay.</summary>
    private static Expression Fitted(PairSearch own, DescribedLaw law)
    {
        var (numbers, at) = (new List<double>(), 0);
        foreach (var token in law.Expression.Tokens.Where(Token.IsFitted))
        {
            numbers.Add(token == Token.Constant ? double.NaN : law.Expression.Constants[at]);
            at += token == Token.Constant ? law.Tables : 1;
        }
        bool[] held = [.. numbers.Select(number => !double.IsNaN(number))];
        double[] fitted = [.. numbers];
        new LawStarts(LawTables.Of([own.Problem.Points]))
            .Run(law.Expression.Tokens.AsSpan(), fitted, LawEffort.Thorough, Seed, held);
        return LawNumbers.MemberOf(law.Expression with { Constants = [.. fitted] }, table: 0, tables: 1);
    }
}
