using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Composition;
using DefectOrleans.Engine.Discovery;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Grains;

/// <summary>A campaign in memory: its three-body terms, its plan, and which searches wait, run and have ended.</summary>
internal sealed record CampaignRun(TripleTerms Terms, CampaignPlan Plan, SearchTurns Turns)
{
    /// <summary>Looks whether a request can be used; quick beside <see cref="Make"/>.</summary>
    /// <returns>The number of its searches.</returns>
    /// <exception cref="InputException">The request can't be used.</exception>
    public static int Check(CampaignRequest request)
    {
        NetworkBackends.Reader(request.Settings.Network);
        return new CampaignPlan(CampaignRequests.TrainingOf(request), Options(request)).Searches.Length;
    }

    /// <summary>
    /// Plans a campaign and takes up what is stored of it. Three-body terms are searched here, bounded by epochs alone, so
    /// that they are the same wherever the campaign is taken up: this may take minutes.
    /// </summary>
    public static CampaignRun Make(CampaignRequest request, CampaignProgress progress)
    {
        var options = Options(request);
        var terms = BookRun.Terms(CampaignRequests.TrainingOf(request), options with { Budget = null }, TimeProvider.System, CancellationToken.None);
        var plan = new CampaignPlan(terms.Training, options);
        var turns = new SearchTurns(plan);
        foreach (var ended in progress.Ended)
            turns.End(ended.Search, Candidates.FromMessage(ended.Report.Front));
        foreach (var running in progress.Running)
            turns.GoOn(new GivenSearch(running.Search, running.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        return new CampaignRun(terms, plan, turns);
    }

    /// <summary>The book that the searches' fronts make; null when not even one formula was found.</summary>
    public FormulaBook? Book(CampaignEnd end) => Plan.Book(Turns.Fronts, end) is { } book ? BookRun.Finish(book, Terms) : null;

    /// <summary>Gives out as many searches as may run beside those that do.</summary>
    public GivenSearch[] GiveOut(TimeSpan elapsed, int sideBySide)
    {
        var given = new List<GivenSearch>();
        while (Turns.Running.Count < sideBySide && Turns.Next(elapsed, sideBySide) is { } next)
            given.Add(next);
        return [.. given];
    }

    private static DiscoveryOptions Options(CampaignRequest request) => CampaignRequests.OptionsOf(request, threads: 1);
}
