using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class SearchTurnsTests
{
    private static readonly TrainingSet Training = KnownCrystal.Training(KnownCrystal.OneAndTwo());

    [Fact]
    public void Searches_spend_the_budget_and_those_with_more_to_explain_get_more_of_it()
    {
        const int Pairs = 8;
        var plan = new CampaignPlan(Training, new DiscoveryOptions { Budget = TimeSpan.FromSeconds(100) });
        var turns = new SearchTurns(plan);
        var shares = new List<double>();
        while (turns.Next(TimeSpan.FromSeconds(shares.Sum()), sideBySide: 1) is { } given)
        {
            shares.Add(given.Budget!.Value.TotalSeconds);
            turns.End(given.Search, []);
        }

        Assert.Equal(["law of energy", "law of gap"], plan.Names[Pairs..]);
        Assert.Equal(plan.Searches.Length, shares.Count);
        Assert.Equal(94, shares.Sum(), 1e-3);
        Assert.Equal(0.4 * 94, shares.Skip(Pairs).Sum(), 1e-3);
        Assert.Equal(shares[Pairs], shares[Pairs + 1], 1e-3);
        Assert.Equal(shares.Take(Pairs).Order(), shares.Take(Pairs));
        Assert.True(shares[Pairs - 1] > 2 * shares[0]);
        Assert.True(turns.AllDone);
    }

    [Fact]
    public void What_ends_early_leaves_its_time_to_the_others()
    {
        var turns = new SearchTurns(new CampaignPlan(Training, new DiscoveryOptions { Budget = TimeSpan.FromSeconds(100) }));
        TimeSpan? last = null;
        while (turns.Next(TimeSpan.Zero, sideBySide: 2) is { } given)
        {
            turns.End(given.Search, []);
            last = given.Budget;
        }

        Assert.Equal(94, last!.Value.TotalSeconds, 1e-3);
    }

    [Fact]
    public void A_law_waits_for_the_pairs_of_its_property()
    {
        var plan = new CampaignPlan(Training, new DiscoveryOptions { Epochs = 3 });
        var turns = new SearchTurns(plan);
        var law = Array.IndexOf(plan.Names, "law of energy");
        var pairs = Enumerable.Range(0, law).Select(_ => turns.Next(TimeSpan.Zero, sideBySide: 99)!.Search).ToList();

        Assert.Null(turns.Next(TimeSpan.Zero, sideBySide: 99));
        foreach (var pair in pairs.Where(p => plan.Searches[p].Property != Property.Energy))
            turns.End(pair, []);
        Assert.NotEqual(law, turns.Next(TimeSpan.Zero, sideBySide: 99)?.Search);
        foreach (var pair in pairs.Where(p => plan.Searches[p].Property == Property.Energy))
            turns.End(pair, []);
        Assert.Equal(law, turns.Next(TimeSpan.Zero, sideBySide: 99)?.Search);
    }

    [Fact]
    public void Epochs_bound_no_time()
    {
        var turns = new SearchTurns(new CampaignPlan(Training, new DiscoveryOptions { Epochs = 3 }));

        Assert.Null(turns.Next(TimeSpan.FromHours(1), sideBySide: 2)!.Budget);
    }

    [Fact]
    public void A_search_has_the_lane_of_the_one_that_ended()
    {
        var turns = new SearchTurns(new CampaignPlan(Training, new DiscoveryOptions { Epochs = 3 }));
        var first = Enumerable.Range(0, 4).Select(_ => turns.Next(TimeSpan.Zero, sideBySide: 4)!).ToList();
        turns.End(first[1].Search, []);
        turns.End(first[2].Search, []);

        Assert.Equal([0, 1, 2, 3], first.Select(given => given.Lane));
        Assert.Equal([1, 2], [turns.Next(TimeSpan.Zero, sideBySide: 4)!.Lane, turns.Next(TimeSpan.Zero, sideBySide: 4)!.Lane]);
        Assert.Equal(3, turns.GoOn(first[3]).Lane);
    }
}
