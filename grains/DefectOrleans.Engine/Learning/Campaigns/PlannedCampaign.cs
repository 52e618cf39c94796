using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// What a campaign computes round its searches: three-body terms and the plan beside them before, the book after.
/// </summary>
/// <param name="Terms">The three-body terms; none where there are no triples.</param>
/// <param name="Plan">The searches of what these leave to the pairs.</param>
public sealed record PlannedCampaign(TripleTerms Terms, CampaignPlan Plan)
{
    /// <summary>Whether there is anything to find three-body terms in.</summary>
    public static bool HasTerms(TrainingSet training, DiscoveryOptions options) =>
        options.Properties.Contains(Property.Energy) && training.Samples.Any(s => s.Structure.Defects.Length == 3);

    /// <summary>The three-body terms, and the training set without them.</summary>
    /// <param name="asked">Which are known, and the time to search them in.</param>
    /// <param name="training">What to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="clock">Time.</param>
    /// <param name="ending">Ends the search for terms with those found.</param>
    /// <param name="progress">Told at every epoch of it.</param>
    public static TripleTerms FindTerms(
        PlanSearches asked, TrainingSet training, DiscoveryOptions options, TimeProvider clock, CancellationToken ending,
        IProgress<DiscoveryProgress>? progress = null)
    {
        if (asked.Known is { } known)
            return TripleTerms.Of(known, training);
        if (!HasTerms(training, options))
            return new TripleTerms([], training);
        var found = TripleSearch.Learn(
            SymmetryBreakingFit.Without(training), options with { Budget = asked.Budget }, clock, ending, progress);
        return TripleTerms.Of(found.Formulas, training);
    }

    /// <summary>The book that the searches' fronts make, with error bars; null when not even one formula was found.</summary>
    /// <param name="made">The fronts.</param>
    /// <param name="finished">Now.</param>
    /// <param name="threads">Threads that searched.</param>
    public FormulaBook? Book(MakeBook made, DateTimeOffset finished, int threads) =>
        Plan.Book(made.Fronts, new CampaignEnd(made.Cancelled, made.Elapsed, finished, threads)) is { } book
            ? book with { Triples = Terms.Formulas }
            : null;
}
