using DefectOrleans.Contracts;
using DefectOrleans.Engine.Composition;
using DefectOrleans.Engine.Discovery;

namespace DefectOrleans.Cli.Discovering;

/// <summary>From a training set to a book: three-body terms where there are triples, pair terms of what is left, error bars.</summary>
internal static class BookRun
{
    // Part of a budget that three-body terms get.
    private const double TripleShare = 0.15;

    /// <summary>Makes the book; null where the run was ended before the first formula.</summary>
    public static FormulaBook? Make(
        Session session, TrainingSet training, DiscoveryOptions options, string? checkpoint, IProgress<DiscoveryProgress> progress)
    {
        var started = session.Clock.GetTimestamp();
        var terms = new TripleTerms([], training);
        if (options.Properties.Contains(Property.Energy) && training.Samples.Any(s => s.Structure.Defects.Length == 3))
        {
            progress.Report(new DiscoveryProgress("three-body terms", "", 0, 0, 0, 0, double.NaN, "", options.Budget));
            terms = TripleSearch.Learn(training, options with { Budget = TripleShare * options.Budget }, session.Clock, session.Cancellation);
        }
        var left = options with { Budget = options.Budget - session.Clock.GetElapsedTime(started) };
        var book = Campaign.Run(terms.Training, left, checkpoint, progress, session.Clock, session.Cancellation);
        return book is null ? null : Calibration.Calibrate(book, terms.Training) with { Triples = terms.Formulas };
    }
}
