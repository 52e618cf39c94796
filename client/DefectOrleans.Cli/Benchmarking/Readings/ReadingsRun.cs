using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Benchmarking.Readings;

/// <summary>Whole campaigns, each reading of whose books is tested on structures that did not train.</summary>
internal sealed class ReadingsRun(Session session, ReadingsRequest request)
{
    /// <summary>All campaigns that were done; a cancelled run keeps those before.</summary>
    /// <exception cref="Engine.InputException">A folder can't be read or learned from.</exception>
    public IReadOnlyList<ReadingTrial> Run()
    {
        Dataset[] sets = [.. request.Folders.Select(folder => Folders.Read(session, folder, new ReadOptions()))];
        var trials = new List<ReadingTrial>();
        for (var turn = 0; turn < request.Seeds; turn++)
        {
            foreach (var dataset in sets)
            {
                if (Learn(dataset, request.Options.Seed + turn) is not { } book)
                    return trials;
                trials.AddRange(BookReadings.Of(book).SelectMany(reading =>
                    Test(BookReadings.In(book, reading), dataset, request.Options.Seed + turn)));
            }
        }
        return trials;
    }

    private FormulaBook? Learn(Dataset dataset, long seed)
    {
        var training = new TrainingSelection { Seed = request.Options.Seed }.Pick([dataset], []);
        session.Say($"{dataset.Material}, seed {seed}: {training.Samples.Length} structures train");
        var book = ProgressView.Watch(session, progress => LocalCampaign.Run(
            training, request.Options with { Seed = seed }, null, progress, session.Clock, session.Cancellation));
        return session.Cancellation.IsCancellationRequested ? null : book;
    }

    private IEnumerable<ReadingTrial> Test(FormulaBook book, Dataset dataset, long seed)
    {
        var errors = Evaluation.Run(new Composer(book), dataset, minDefects: 3);
        var formulas = BookFormula.From(book, pareto: false);
        foreach (var property in request.Options.Properties)
        {
            var (key, ours) = (Quantity.Of(property).ErrorKey, formulas.Where(f => f.Of.Property == property).ToList());
            if (ours.Count == 0 || !errors.Errors.TryGetValue(key, out var tested))
                continue;
            var trial = new ReadingTrial(
                book.Material, seed, book.Reading, property, tested,
                errors.Coverage.TryGetValue(key, out var coverage) ? coverage : null,
                ours.Average(f => f.Expression.Constants.Length), ours.Average(f => f.Complexity),
                ours.Max(f => f.Overshoot ?? 0),
                book.Reading == Reading.Law ? book.Laws.FirstOrDefault(law => law.Property == property) : null);
            session.Say($"{trial.Material}, seed {seed}, {Quantity.Of(property).Word} by {BookReadings.Name(trial.Reading)}: "
                + $"{ReadingsReport.MeV(tested.MeanAbsolute)} meV");
            yield return trial;
        }
    }
}
