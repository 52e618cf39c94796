using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Triples;

namespace DefectOrleans.Grains;

/// <summary>A campaign in memory: its three-body terms, its plan, and which searches wait, run and have ended.</summary>
internal sealed record CampaignRun(TripleTerms Terms, CampaignPlan Plan, SearchTurns Turns)
{
    /// <summary>
    /// Plans a campaign and takes up what is stored of it. Three-body terms are searched here unless they are stored already,
    /// which may take minutes: with a budget as long as in one process, so that terms found once have to be stored.
    /// </summary>
    /// <param name="input">The campaign.</param>
    /// <param name="progress">What is stored of it.</param>
    /// <param name="elapsed">Time that it has taken.</param>
    /// <param name="clock">Time.</param>
    /// <param name="ending">Ends the search for three-body terms with those found.</param>
    public static CampaignRun Make(
        CampaignInput input, CampaignProgress progress, TimeSpan elapsed, TimeProvider clock, CancellationToken ending)
    {
        var terms = progress.Triples is { } found
            ? TripleTerms.Of([.. found], input.Training)
            : BookRun.Terms(input.Training, input.Options, elapsed, clock, ending);
        var plan = input.PlanBeside(terms);
        var turns = new SearchTurns(plan);
        foreach (var ended in progress.Ended)
            turns.End(ended.Search, Candidates.FromMessage(ended.Report.Front));
        foreach (var running in progress.Running)
            turns.GoOn(new AssignedSearch(running.Search, running.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        return new CampaignRun(terms, plan, turns);
    }

    /// <summary>The book that the searches' fronts make; null when not even one formula was found.</summary>
    public FormulaBook? Book(CampaignEnd end) => Plan.Book(Turns.Fronts, end) is { } book ? BookRun.Finish(book, Terms) : null;

    /// <summary>Gives out as many searches as may run beside those that do.</summary>
    public AssignedSearch[] GiveOut(TimeSpan elapsed, int sideBySide)
    {
        var given = new List<AssignedSearch>();
        while (Turns.Running.Count < sideBySide && Turns.Next(elapsed, sideBySide) is { } next)
            given.Add(next);
        return [.. given];
    }
}
