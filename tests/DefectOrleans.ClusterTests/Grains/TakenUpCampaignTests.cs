using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>Campaigns that a silo finds stored: of silos that ended, perhaps of another release.</summary>
[Trait("Category", "Slow")]
public class TakenUpCampaignTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_request_that_this_release_refuses_fails_and_says_why()
    {
        var request = RequestWithTriples("c1");
        request = request with
        {
            Settings = request.Settings with { Properties = [Property.Energy, Property.Homo] },
            Samples = [.. request.Samples.Select(s => s with { Homo = null })],
        };

        var end = await EndOf(request, new CampaignProgress());

        Assert.Equal(CampaignState.Failed, end.State);
        Assert.Contains("no training structure tells its homo", end.Message);
    }

    [Fact]
    public async Task A_plan_that_breaks_again_and_again_fails_and_points_to_the_log()
    {
        var report = new SearchReport(
            new SearchStatus { Name = "of another plan", Done = true, Epoch = 1, Scored = 1, CandidatesPerSecond = 1 }, [],
            Cancelled: false, Failure: null);

        var end = await EndOf(Request("c1"), new CampaignProgress { Ended = [new EndedSearch(99, report)] });

        Assert.Equal(CampaignState.Failed, end.State);
        Assert.Contains("the silo's log", end.Message);
    }

    [Fact]
    public async Task What_is_told_of_searches_does_not_go_back_when_all_silos_die()
    {
        var storage = new LastingStorage();
        CampaignProgress stored;
        await using (var cluster = await GrainCluster.Start(1, storage: storage))
        {
            await cluster.Service.StartCampaign(Request("c1", Endless), default);
            var campaign = cluster.Grains.GetGrain<ICampaignGrain>("c1").GetGrainId();
            await foreach (var status in cluster.Service.Watch("c1", default))
            {
                if (storage.Left<CampaignProgress>("progress", campaign).Running is [{ Seen.Epoch: > 1 }, ..])
                    break;
            }
            await cluster.KillAll();
            stored = storage.Left<CampaignProgress>("progress", campaign);
        }

        await using var anew = await GrainCluster.Start(1, storage: storage);
        var told = await anew.Service.Campaign("c1", default);
        Assert.Equal(stored.Searches, told.Searches.Select(s => s.Name));
        await foreach (var status in anew.Service.Watch("c1", default))
        {
            Assert.All(told.Searches.Zip(status.Searches),
                s => Assert.True(s.Second.Epoch >= s.First.Epoch, $"{s.First} was told, then {s.Second}"));
            if (status.Searches[0].Epoch > told.Searches[0].Epoch)
                break;
        }
        Assert.All(stored.Running, r => Assert.True(told.Searches[r.Search].Epoch >= (r.Seen?.Epoch ?? 0)));
    }

    [Fact]
    public async Task Three_body_terms_that_are_stored_are_not_searched_again()
    {
        var term = new TripleFormula
        {
            Kinds = "V_Mo|V_S|V_S", Chosen = new Formula("exp(-(a + b)/2)*0.125", 9, 0.01, null), Front = [], Triples = 12,
            WithoutTerm = 0.02,
        };
        var request = RequestWithTriples("c1");
        request = request with { Settings = request.Settings with { Epochs = null, BudgetSeconds = 2 } };
        await using var cluster = await GrainCluster.Start(1);
        Leave(cluster, request, new CampaignProgress { Triples = [term] });

        Assert.Equal(CampaignState.Completed, (await EndOf(cluster, request)).State);

        Assert.Equal([term with { Front = [] }],
            (await cluster.Service.Book(request.Book, default)).Book.Triples.Select(t => t with { Front = [] }));
    }

    [Fact]
    public async Task Three_body_terms_of_a_budget_are_stored_before_the_searches_that_rest_on_them()
    {
        var request = RequestWithTriples("c1");
        request = request with { Settings = request.Settings with { Epochs = null, BudgetSeconds = 600 } };
        await using var cluster = await GrainCluster.Start(1);

        await cluster.Service.StartCampaign(request, default);
        await foreach (var status in cluster.Service.Watch("c1", default))
        {
            if (status.Searches.Any(s => s.Epoch > 0))
                break;
        }

        var stored = cluster.Storage.Left<CampaignProgress>(
            "progress", cluster.Grains.GetGrain<ICampaignGrain>("c1").GetGrainId());
        Assert.NotNull(stored.Triples);
        Assert.NotEmpty(stored.Running);
    }

    /// <summary>How a stored campaign ends that a silo takes up.</summary>
    private static async Task<CampaignStatus> EndOf(CampaignRequest request, CampaignProgress progress)
    {
        await using var cluster = await GrainCluster.Start(1);
        Leave(cluster, request, progress);
        return await EndOf(cluster, request);
    }

    private static void Leave(GrainCluster cluster, CampaignRequest request, CampaignProgress progress)
    {
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>(request.Id).GetGrainId();
        cluster.Storage.Leave("request", campaign, new StoredRequest { Request = request, Started = DateTimeOffset.UnixEpoch });
        cluster.Storage.Leave("progress", campaign, progress);
    }

    private static async Task<CampaignStatus> EndOf(GrainCluster cluster, CampaignRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        CampaignStatus? last = null;
        await foreach (var status in cluster.Service.Watch(request.Id, patience.Token))
            last = status;
        return last!;
    }
}
