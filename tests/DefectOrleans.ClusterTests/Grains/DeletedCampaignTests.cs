using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>Campaigns that end, and that are deleted: by an operator, or because others are kept in their place.</summary>
[Trait("Category", "Slow")]
public class DeletedCampaignTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_campaign_is_deleted_once_it_has_ended_and_its_book_stays()
    {
        await using var cluster = await GrainCluster.Start(2);
        var service = cluster.Service;
        await service.StartCampaign(Request("c1", Endless), default);
        await Is(service, "c1", s => s.Searches.Any(search => search.Epoch >= 1));

        Assert.Equal(ServiceFault.Conflict, await Fault(() => service.Delete("c1", default)));
        await service.Control("c1", CampaignOrder.Pause, default);
        Assert.Equal(ServiceFault.Conflict, await Fault(() => service.Delete("c1", default)));
        await service.Control("c1", CampaignOrder.Cancel, default);
        await Is(service, "c1", s => s.State == CampaignState.Cancelled);
        await service.Delete("c1", default);

        Assert.DoesNotContain(cluster.Storage.Rows, row => row.Contains("/c1", StringComparison.Ordinal));
        Assert.Empty(await service.Campaigns(default));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Campaign("c1", default)));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Delete("c1", default)));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Delete("never", default)));
        Assert.Equal(ServiceFault.Invalid, await Fault(() => service.Delete("../c1", default)));
        Assert.Equal(1, (await service.Book("book-of-c1", default)).Version);
        // The id is free for another.
        Assert.Equal(
            CampaignState.Running, (await service.StartCampaign(Request("c1", Endless with { Seed = 8 }), default)).State);
    }

    [Fact]
    public async Task A_deletion_that_was_cut_off_is_completed_when_it_is_asked_for_again()
    {
        await using var cluster = await GrainCluster.Start(1);
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>("half").GetGrainId();
        cluster.Storage.Leave("progress", campaign, new CampaignProgress { State = CampaignState.Cancelled });
        var final = new CampaignStatus
        {
            Id = "half",
            State = CampaignState.Cancelled,
            Stage = "cancelled",
            Searches = [],
            Book = "b",
            Seconds = 1
        };
        await cluster.Grains.GetGrain<ICatalogGrain>(0)
            .NoteCampaign(new CampaignEntry("half", DateTimeOffset.UtcNow, final), default);

        await cluster.Service.Delete("half", default);

        Assert.DoesNotContain(cluster.Storage.Rows, row => row.Contains("half", StringComparison.Ordinal));
        Assert.Empty(await cluster.Service.Campaigns(default));
    }

    [Fact]
    public async Task What_a_silo_left_that_died_at_a_campaign_s_end_is_deleted_by_the_next()
    {
        await using var cluster = await GrainCluster.Start(1);
        var campaign = cluster.Grains.GetGrain<ICampaignGrain>("c1").GetGrainId();
        cluster.Storage.Leave(
            "request", campaign, new StoredRequest { Request = Request("c1"), Started = DateTimeOffset.UtcNow });
        cluster.Storage.Leave(
            "progress", campaign, new CampaignProgress
            {
                State = CampaignState.Completed,
                Searches = ["one", "two"],
                Finished = DateTimeOffset.UtcNow
            });
        cluster.Storage.Leave("search", cluster.Grains.GetGrain<IPairGrain>("c1/1").GetGrainId(), new PairState());
        cluster.Storage.Leave("even", cluster.Grains.GetGrain<IIslandGrain>("c1/1/1").GetGrainId(), new IslandState());
        var catalog = cluster.Grains.GetGrain<ICatalogGrain>(0);
        await catalog.NoteCampaign(new CampaignEntry("c1", DateTimeOffset.UtcNow, Final: null), default);

        await Eventually.Is("its end to be known", async () => (await catalog.Pending(default)).Open.Length == 0, Patience);

        Assert.Equal(["progress", "request"],
            cluster.Storage.Rows.Where(r => r.Contains("/c1", StringComparison.Ordinal)).Select(r => r.Split(' ')[0]).Order());
    }

    [Fact]
    public async Task What_a_silo_stored_of_a_search_after_its_campaign_had_ended_is_swept_away()
    {
        await using var cluster = await GrainCluster.Start(
            1, GrainCluster.Settings with { SweepEvery = TimeSpan.FromSeconds(1) });
        await cluster.Service.StartCampaign(Request("c1", Settings with { Epochs = 1 }), default);
        await Is(cluster.Service, "c1", s => s.State == CampaignState.Completed);
        // As a silo that was frozen, of this campaign and of one that was deleted meanwhile.
        foreach (var island in (string[])["c1/0/0", "gone/1/0"])
            cluster.Storage.Leave("odd", cluster.Grains.GetGrain<IIslandGrain>(island).GetGrainId(), new IslandState());
        cluster.Storage.Leave("search", cluster.Grains.GetGrain<IPairGrain>("gone/1").GetGrainId(), new PairState());

        await Eventually.Is(
            "late rows to go",
            () => Task.FromResult(!cluster.Storage.Rows.Any(row => row.StartsWith("odd", StringComparison.Ordinal)
                || row.StartsWith("search", StringComparison.Ordinal))), Patience);
        Assert.Equal(CampaignState.Completed, (await cluster.Service.Campaign("c1", default)).State);
        Assert.DoesNotContain(cluster.Storage.Rows, row => row.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_watches_is_told_the_end_that_came_while_the_state_before_was_on_its_way()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        await service.StartCampaign(Request("c1", Endless), default);
        await using var watch = service.Watch("c1", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CampaignState.Running, watch.Current.State);

        await service.Control("c1", CampaignOrder.Cancel, default);
        await Is(service, "c1", s => s.State == CampaignState.Cancelled);

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CampaignState.Cancelled, watch.Current.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Who_watches_a_campaign_that_is_deleted_is_told_so()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        await service.StartCampaign(Request("c1", Endless), default);
        await using var watch = service.Watch("c1", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());

        await service.Control("c1", CampaignOrder.Cancel, default);
        await Is(service, "c1", s => s.State == CampaignState.Cancelled);
        await service.Delete("c1", default);

        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => watch.MoveNextAsync().AsTask());
        Assert.Equal((ServiceFault.NotFound, "no campaign 'c1'"), (fault.Fault, fault.Message));
    }

    [Fact]
    public async Task Only_the_latest_ended_campaigns_are_kept()
    {
        await using var cluster = await GrainCluster.Start(2, GrainCluster.Settings with { KeepCampaigns = 1 });
        var service = cluster.Service;
        foreach (var id in (string[])["first", "second", "third"])
        {
            await service.StartCampaign(Request(id, Endless), default);
            await service.Control(id, CampaignOrder.Cancel, default);
            await Is(service, id, s => s.State == CampaignState.Cancelled);
        }
        await service.StartCampaign(Request("open", Endless), default);

        await Eventually.Is("the older ones to go",
            async () => (await service.Campaigns(default)).Select(c => c.Id).SequenceEqual(["open", "third"]), Patience);

        Assert.DoesNotContain(cluster.Storage.Rows,
            row => row.Contains("/first", StringComparison.Ordinal) || row.Contains("/second", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(60, true)]
    [InlineData(0, true)]
    public async Task Ended_campaigns_are_kept_for_their_time(int days, bool kept)
    {
        await using var cluster = await GrainCluster.Start(1, GrainCluster.Settings with { KeepFor = TimeSpan.FromDays(days) });
        var catalog = cluster.Grains.GetGrain<ICatalogGrain>(0);
        var final = new CampaignStatus
        {
            Id = "old",
            State = CampaignState.Completed,
            Stage = "completed",
            Searches = [],
            Book = "b",
            Seconds = 10 * 86400
        };

        // It took ten days, and ended 40 days ago.
        await catalog.NoteCampaign(new CampaignEntry("old", DateTimeOffset.UtcNow.AddDays(-50), final), default);

        Assert.Equal(kept ? [] : ["old"], (await catalog.Pending(default)).Expired);
        if (!kept)
            await Eventually.Is("it to go", async () => (await catalog.Campaigns(default)).Length == 0, Patience);
    }

    [Fact]
    public async Task What_is_to_be_done_is_told_by_ids_alone()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("open", Endless), default);
        await cluster.Service.StartCampaign(Request("done", Endless), default);
        await cluster.Service.Control("done", CampaignOrder.Cancel, default);
        var catalog = cluster.Grains.GetGrain<ICatalogGrain>(0);

        await Eventually.Is("one open campaign", async () => (await catalog.Pending(default)).Open is ["open"], Patience);
        Assert.Empty((await catalog.Pending(default)).Expired);
    }

    private static Task Is(IDefectService service, string campaign, Func<CampaignStatus, bool> so) =>
        Eventually.Is($"campaign {campaign}", async () => so(await service.Campaign(campaign, default)), Patience);

    private static async Task<ServiceFault> Fault(Func<Task> call) =>
        (await Assert.ThrowsAsync<DefectServiceException>(call)).Fault;
}
