using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>
/// A book whose short formulas are chosen anew of its fronts, no more complex than asked, their numbers fitted anew to the
/// book's pair tables. E0 and single defects are those of the close reading; error bars are not calibrated, for that takes
/// structures.
/// </summary>
public static class ChosenReading
{
    private const ulong Seed = 1;

    private static readonly string[] Variables = ["r"];

    /// <summary>Chooses.</summary>
    /// <param name="book">The book.</param>
    /// <param name="maxComplexity">The most complex formula, as the paper counts complexity.</param>
    /// <returns>The book with its short reading in place of the one that it had, if any; the others stay.</returns>
    /// <exception cref="InputException">A formula of the book can't be read, or a pair has none that is so short.</exception>
    public static FormulaBook Of(FormulaBook book, int maxComplexity)
    {
        var close = BookReadings.In(book, Reading.Close);
        if (close.Pairs.FirstOrDefault(p => !p.Front.Any(f => f.Complexity <= maxComplexity)) is { } without)
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"--max-complexity {maxComplexity}: {without.PairType} {Side(without)}has no formula so short; "
                    + $"expected at least {without.Front.Min(f => f.Complexity)}"));
        var reading = new ShortReading(maxComplexity);
        return close with
        {
            Reading = Reading.Short,
            ReadingReason = string.Create(
                CultureInfo.InvariantCulture, $"Chosen of the fronts, complexity at most {maxComplexity}."),
            Pairs = [.. close.Pairs.AsParallel().AsOrdered().Select(pair => pair with { Chosen = Choose(reading, pair) })],
            // Tables say what the close formulas leave, and calibrations what they miss.
            Calibrations = [],
            Arrangements = null,
            TripleGaps = [],
            Readings =
            [
                .. BookReadings.Of(book).Where(r => r != Reading.Short).Select(r => BookReadings.Aside(BookReadings.In(book, r))),
            ],
        };
    }

    private static Formula Choose(ShortReading reading, PairFormula pair)
    {
        var table = new PairTable(new PairChannel(PairType.Parse(pair.PairType), pair.Side), pair.Property, [.. pair.Table]);
        var front = pair.Front.Select(f => new Candidate(Parse(f), 0, f.Complexity)).ToArray();
        var search = PairSearch.For(table, front.Max(c => c.Complexity));
        var closest = Parse(pair.Chosen);
        var rated = FormulaChoice.Rate(search.Problem.Points, front);
        var close = new LearnedFormula(
            search, rated, FormulaChoice.Rate(search.Problem.Points, [new Candidate(closest, 0, closest.Complexity)])[0]);
        var shifted = search.Shifted(ZeroOf(closest, pair));
        return BookAssembly.ToFormula(
            reading.Of(close, shifted, [.. front, .. Refitted(shifted, front)], law: null, laws: []).Chosen);
    }

    /// <summary>
    /// The same forms fitted anew to keep between the points: a search of the least error passes through the points as it can.
    /// </summary>
    private static IEnumerable<Candidate> Refitted(PairSearch search, IEnumerable<Candidate> known)
    {
        var starts = new LawStarts(LawSearch.TablesOf([search]));
        foreach (var form in known.Select(c => c.Expression).Where(f => !f.Constants.IsEmpty)
            .DistinctBy(f => Fingerprint.Of(f.Tokens.AsSpan())))
        {
            double[] numbers = [.. Enumerable.Repeat(double.NaN, form.Constants.Length)];
            if (double.IsFinite(starts.Run(form.Tokens.AsSpan(), numbers, LawEffort.Careful, Seed)))
                yield return new Candidate(form with { Constants = [.. numbers] }, 0, form.Complexity);
        }
    }

    /// <summary>By how much E0 of the close reading has moved energies off the table, eV: what all points miss alike.</summary>
    private static double ZeroOf(Expression close, PairFormula pair)
    {
        if (pair.Property != Property.Energy || pair.Table.Count == 0)
            return 0;
        var formula = new CompiledFormula(close);
        return Quantiles.Median(pair.Table.Select(p => formula.Invoke(p.Distance) - p.Value));
    }

    private static Expression Parse(Formula formula) => FormulaText.Parse(formula.Text, Variables);

    private static string Side(PairFormula pair) =>
        pair.Side == Contracts.Side.Middle ? "" : $"({pair.Side} side) ".ToLowerInvariant();
}
