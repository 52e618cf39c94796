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
            new SearchStatus { Name = "of another plan", Done = true, Epoch = 1, Scored = 1, CandidatesPerSecond = 1 }, [], Cancelled: false, Failure: null);

        var end = await EndOf(Request("c1"), new CampaignProgress { Ended = [new EndedSearch(99, report)] });

        Assert.Equal(CampaignState.Failed, end.State);
        Assert.Contains("the silo's log", end.Message);
    }

    /// <summary>How a stored campaign ends that a silo takes up.</summary>
    private static async Task<CampaignStatus> EndOf(CampaignRequest request, CampaignProgress progress)
    {
        await using var cluster = await GrainCluster.Start(1);
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>(request.Id);
        cluster.Storage.Leave("request", campaign.GetGrainId(), new StoredRequest { Request = request, Started = DateTimeOffset.UnixEpoch });
        cluster.Storage.Leave("progress", campaign.GetGrainId(), progress);
        using var patience = new CancellationTokenSource(Patience);
        CampaignStatus? last = null;
        await foreach (var status in cluster.Service.Watch(request.Id, patience.Token))
            last = status;
        return last!;
    }
}
