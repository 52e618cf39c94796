using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Readings;

/// <summary>Puts a book of all readings together: each is refined and has its error bars calibrated by itself.</summary>
/// <param name="training">What trained.</param>
/// <param name="tables">Its pair tables.</param>
/// <param name="provenance">Where the book comes from.</param>
internal sealed class ReadBook(TrainingSet training, PairTables tables, Provenance provenance)
{
    /// <summary>Kinds whose symmetric form is not their lowest.</summary>
    public ImmutableArray<SymmetryBreaking> Breaking { get; init; } = [];

    /// <summary>What trained, with the energies of these kinds' lower forms.</summary>
    public TrainingSet? Whole { get; init; }

    /// <summary>The book.</summary>
    /// <param name="close">Each channel's formula of the least error.</param>
    /// <param name="fronts">The channels' fronts, in the same order.</param>
    /// <param name="laws">The searches for laws and their fronts; empty ones found nothing.</param>
    public FormulaBook Make(
        ImmutableArray<LearnedFormula> close, IReadOnlyList<ImmutableArray<Candidate>> fronts,
        IReadOnlyList<(LawSearch Search, ImmutableArray<Candidate> Front)> laws)
    {
        var closest = BookAssembly.Make(training, tables, close, provenance) with { Reading = Reading.Close };
        var readings = new List<FormulaBook> { WithTable(closest) };
        var shift = closest.ReferenceEnergy - tables.Energies?.ReferenceEnergy ?? 0;
        laws = [.. laws.Select(law => (law.Search.Shifted(shift), law.Front))];
        var found = laws.AsParallel().AsOrdered()
            .Select(law => (law.Search, Law: LawReading.Chosen(law.Search, law.Front))).ToArray();
        LearnedFormula[] own = new LearnedFormula[close.Length];
        Parallel.For(0, close.Length, i =>
        {
            var (search, front) = laws.FirstOrDefault(law => law.Search.Property == close[i].Search.Property);
            own[i] = new ShortReading().Of(
                close[i], close[i].Search.Shifted(shift), fronts[i], search, front.IsDefault ? [] : front);
        });
        readings.Add(Book(Reading.Short, [.. own], out _));
        var (reading, reason) = (Reading.Short, "No law was searched: too few pairs have tables that could tell one.");
        IReadOnlyList<BookLaw> written = [];
        if (found.Any(law => law.Law is not null))
        {
            var byLaw = Book(Reading.Law, ByLaw(found, [.. own]), out var refined);
            written = [.. found.Where(law => law.Law is not null).Select(law => LawWriting.Of(law.Search, law.Law!, refined))];
            (reading, reason) = DefaultReading.Of(byLaw, readings[^1], training);
            readings.Add(byLaw);
        }
        var chosen = readings.Single(book => book.Reading == reading);
        return chosen with
        {
            ReadingReason = reason,
            Readings = [.. readings.Where(book => book != chosen).Select(BookReadings.Aside)],
            Laws = written,
        };
    }

    private static ImmutableArray<LearnedFormula> ByLaw(
        IReadOnlyList<(LawSearch Search, DescribedLaw? Law)> laws, ImmutableArray<LearnedFormula> own)
    {
        var formulas = own.ToDictionary(f => f.Search.Name);
        foreach (var (search, law) in laws)
        {
            LearnedFormula[] channels = [.. own.Where(f => f.Search.Property == search.Property)];
            if (law is null)
                continue;
            foreach (var formula in LawReading.Of(search, law, channels, channels))
                formulas[formula.Search.Name] = formula;
        }
        return [.. own.Select(f => formulas[f.Search.Name])];
    }

    private FormulaBook Book(
        Reading reading, ImmutableArray<LearnedFormula> formulas, out ImmutableArray<LearnedFormula> refined) =>
        Calibration.Calibrate(
            BookAssembly.Make(training, tables, formulas, provenance, out refined) with { Reading = reading }, training);

    private FormulaBook WithTable(FormulaBook closest)
    {
        closest = TripleGapLearning.Add(closest, training, Breaking);
        if (tables.Energies is null)
            return Calibration.Calibrate(closest, training);
        var (book, errors) = ArrangementLearning.Add(closest, training);
        return Calibration.Calibrate(
            book with { SymmetryBreakings = Breaking }, Whole ?? training,
            errors ?? LeftOut.Energies(training.Samples, tables.Index));
    }
}
