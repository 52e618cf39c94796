using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Discovery;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Grains;

/// <summary>A campaign in memory: its plan, and which searches wait, run and have ended.</summary>
internal sealed record CampaignRun(CampaignPlan Plan, SearchTurns Turns)
{
    /// <summary>Plans a campaign and takes up what is stored of it. Takes a while: not for a grain's own thread.</summary>
    /// <exception cref="InputException">The request can't be used.</exception>
    public static CampaignRun Make(CampaignRequest request, CampaignProgress? progress = null)
    {
        NetworkBackends.Reader(request.Settings.Network);
        var plan = new CampaignPlan(CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 1));
        var turns = new SearchTurns(plan);
        foreach (var ended in progress?.Ended ?? [])
            turns.End(ended.Search, Candidates.FromMessage(ended.Report.Front));
        foreach (var running in progress?.Running ?? [])
            turns.GoOn(new GivenSearch(running.Search, running.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null));
        return new CampaignRun(plan, turns);
    }

    /// <summary>Gives out as many searches as may run beside those that do.</summary>
    public GivenSearch[] GiveOut(TimeSpan elapsed, int sideBySide)
    {
        var given = new List<GivenSearch>();
        while (Turns.Running.Count < sideBySide && Turns.Next(elapsed, sideBySide) is { } next)
            given.Add(next);
        return [.. given];
    }
}
