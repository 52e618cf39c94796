using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Learning.Triples;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>From a training set to a book: three-body terms where there are triples, pair terms of what is left, error bars.</summary>
public static class BookRun
{
    // Part of a budget that three-body terms get.
    private const double TripleShare = 0.15;

    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.1);

    // The searches get so much, whatever came before has taken; less only where less was asked.
    private static readonly TimeSpan LeastSearchTime = TimeSpan.FromSeconds(1);

    /// <summary>Makes the book in this process; null where the run was ended before the first formula.</summary>
    /// <exception cref="InputException">An option or the training set can't be used, or the checkpoint is of another campaign.</exception>
    public static FormulaBook? Make(
        TrainingSet training,
        DiscoveryOptions options,
        string? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var kept = CampaignCheckpoint.Of(checkpoint, training, options);
        progress?.Report(new DiscoveryProgress("three-body terms", "", 0, 0, 0, 0, double.NaN, "", options.Budget));
        var terms = kept?.Triples is { } found
            ? TripleTerms.Of(found, training)
            : Terms(training, options, TimeSpan.Zero, clock, cancellation, progress);
        if (HasTerms(training, options) && !cancellation.IsCancellationRequested)
            kept?.Keep(terms.Formulas);
        var book = LocalCampaign.Run(terms.Training, options with { Budget = Left(options.Budget, clock.GetElapsedTime(started)) }, kept, progress, clock, cancellation);
        return book is null ? null : Finish(book, terms);
    }

    /// <summary>What comes before the searches: the three-body terms, and the training set without them.</summary>
    /// <param name="training">What to learn from.</param>
    /// <param name="options">How; of a budget the terms get 15 %.</param>
    /// <param name="elapsed">Time that is spent of that share already, by a run that was cut off.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <param name="progress">Told at every epoch.</param>
    public static TripleTerms Terms(
        TrainingSet training, DiscoveryOptions options, TimeSpan elapsed, TimeProvider clock, CancellationToken cancellation,
        IProgress<DiscoveryProgress>? progress = null)
    {
        if (!HasTerms(training, options))
            return new TripleTerms([], training);
        var share = TripleShare * options.Budget - elapsed;
        return TripleSearch.Learn(training, options with { Budget = share < LeastTime ? LeastTime : share }, clock, cancellation, progress);
    }

    private static TimeSpan? Left(TimeSpan? budget, TimeSpan elapsed)
    {
        var least = budget < LeastSearchTime ? budget : LeastSearchTime;
        return budget - elapsed < least ? least : budget - elapsed;
    }

    private static bool HasTerms(TrainingSet training, DiscoveryOptions options) =>
        options.Properties.Contains(Property.Energy) && training.Samples.Any(s => s.Structure.Defects.Length == 3);

    /// <summary>What comes after the searches: error bars and the three-body terms go into the book.</summary>
    public static FormulaBook Finish(FormulaBook book, TripleTerms terms) =>
        Calibration.Calibrate(book, terms.Training) with { Triples = terms.Formulas };
}
