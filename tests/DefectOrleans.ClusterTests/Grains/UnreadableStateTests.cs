using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>Rows whose bytes are no state: damaged, or of another release.</summary>
[Trait("Category", "Slow")]
public class UnreadableStateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // The one byte that MessagePack never uses, and an empty array: a state without a single member.
    private static readonly byte[] Damaged = [0xc1, 0xff], Empty = [0x90];

    [Theory]
    [InlineData("request", true)]
    [InlineData("request", false)]
    [InlineData("progress", true)]
    public async Task A_campaign_that_cannot_be_read_is_listed_and_deleted_and_the_others_go_on(string state, bool damaged)
    {
        await using var cluster = await GrainCluster.Start(1);
        var (service, catalog) = (cluster.Service, cluster.Grains.GetGrain<ICatalogGrain>(0));
        Leave(cluster, "good", DateTimeOffset.UnixEpoch);
        Leave(cluster, "bad", DateTimeOffset.UnixEpoch.AddHours(1));
        var bad = cluster.Grains.GetGrain<ICampaignGrain>("bad");
        cluster.Storage.LeaveBytes(state, bad.GetGrainId(), damaged ? Damaged : Empty);
        foreach (var (search, island) in ((string, string)[])[("bad/0", "bad/0/1"), ("bad/7", "bad/7/0")])
        {
            cluster.Storage.LeaveBytes("search", cluster.Grains.GetGrain<IPairGrain>(search).GetGrainId(), Damaged);
            cluster.Storage.LeaveBytes("odd", cluster.Grains.GetGrain<IIslandGrain>(island).GetGrainId(), Damaged);
        }
        await catalog.NoteCampaign(new CampaignEntry("good", DateTimeOffset.UnixEpoch, Final: null), default);
        // The latest: it comes before the other wherever campaigns are gone through.
        await catalog.NoteCampaign(new CampaignEntry("bad", DateTimeOffset.UnixEpoch.AddHours(1), Final: null), default);

        // Nobody but the waker asks for the other campaign.
        await Eventually.Is(
            "the good campaign's book", async () => (await service.Books(default)).Any(b => b.Id == "book-of-good"), Patience);

        var listed = (await service.Campaigns(default)).ToDictionary(c => c.Id);
        Assert.Equal((CampaignState.Completed, CampaignState.Unreadable), (listed["good"].State, listed["bad"].State));
        Assert.Contains(state == "request" ? nameof(StoredRequest) : nameof(CampaignProgress), listed["bad"].Message);
        Assert.Equal(state == "request" ? "" : "book-of-bad", listed["bad"].Book);
        Assert.Equal(CampaignState.Unreadable, (await Last(service, "bad")).State);
        Assert.Contains("delete it first", await Conflict(() => service.StartCampaign(Request("bad"), default)));
        Assert.Contains("can only be deleted", await Conflict(() => service.Control("bad", CampaignOrder.Cancel, default)));

        await service.Delete("bad", default);

        Assert.Equal(["good"], (await service.Campaigns(default)).Select(c => c.Id));
        Assert.DoesNotContain(cluster.Storage.Rows, row => row.Contains("/bad", StringComparison.Ordinal));
        Assert.Equal(CampaignState.Running, (await service.StartCampaign(Request("bad", Endless), default)).State);
    }

    [Fact]
    public async Task A_campaign_whose_states_are_out_of_reach_keeps_no_other_from_being_woken()
    {
        await using var cluster = await GrainCluster.Start(1);
        var catalog = cluster.Grains.GetGrain<ICatalogGrain>(0);
        cluster.Storage.OutOfReach = cluster.Grains.GetGrain<ICampaignGrain>("bad").GetGrainId();
        Leave(cluster, "good", DateTimeOffset.UnixEpoch);
        foreach (var (hour, id) in ((int, string)[])[(0, "good"), (1, "bad")])
            await catalog.NoteCampaign(new CampaignEntry(id, DateTimeOffset.UnixEpoch.AddHours(hour), Final: null), default);

        await Eventually.Is("the good campaign's book",
            async () => (await cluster.Service.Books(default)).Any(b => b.Id == "book-of-good"), Patience);
    }

    [Fact]
    public async Task A_search_and_an_island_that_cannot_be_read_begin_anew()
    {
        await using var cluster = await GrainCluster.Start(1);
        cluster.Storage.LeaveBytes("search", cluster.Grains.GetGrain<IPairGrain>("c1/0").GetGrainId(), Damaged);
        foreach (var slot in (string[])["odd", "even"])
            cluster.Storage.LeaveBytes(slot, cluster.Grains.GetGrain<IIslandGrain>("c1/0/0").GetGrainId(), Damaged);

        await cluster.Service.StartCampaign(Request("c1"), default);

        Assert.Equal(CampaignState.Completed, (await Last(cluster.Service, "c1")).State);
        Assert.Equal(Content(BookOf(Settings)), Content((await cluster.Service.Book("book-of-c1", default)).Book));
        await Eventually.Is("an empty storage",
            () => Task.FromResult(!cluster.Storage.Rows.Any(row => row.Contains("c1/", StringComparison.Ordinal))), Patience);
    }

    [Fact]
    public async Task A_book_that_cannot_be_read_says_so_until_it_is_put_again()
    {
        await using var cluster = await GrainCluster.Start(1);
        var (service, book) = (cluster.Service, BookOf(Settings));
        await service.PutBook("b", book, default);
        await service.PutBook("b", book with { ReferenceEnergy = 1 }, default);
        var keeper = cluster.Grains.GetGrain<IBookGrain>("b");
        await cluster.Deactivate(keeper);
        cluster.Storage.LeaveBytes("book", keeper.GetGrainId(), Damaged);

        Assert.Contains("put it again", await Conflict(() => service.Book("b", default)));
        Assert.Contains("put it again", await Conflict(() => service.Predict("b", new PredictionRequest(), default)));
        Assert.Equal([("b", 2)], (await service.Books(default)).Select(b => (b.Id, b.Version)));

        Assert.Equal(3, await service.PutBook("b", book, default));
        Assert.Equal(3, (await service.Book("b", default)).Version);
    }

    [Fact]
    public async Task A_catalog_that_cannot_be_read_is_made_anew_from_what_is_stored()
    {
        var storage = new LastingStorage();
        await using (var cluster = await GrainCluster.Start(1, storage: storage))
        {
            await cluster.Service.PutBook("b", BookOf(Settings), default);
            await cluster.Service.StartCampaign(Request("ended", Endless), default);
            await cluster.Service.Control("ended", CampaignOrder.Cancel, default);
            await Last(cluster.Service, "ended");
            await cluster.Service.StartCampaign(Request("open", Endless), default);
            await cluster.KillAll();
            storage.LeaveBytes("catalog", cluster.Grains.GetGrain<ICatalogGrain>(0).GetGrainId(), Damaged);
        }

        await using var anew = await GrainCluster.Start(1, storage: storage);

        Assert.Contains("b", (await anew.Service.Books(default)).Select(b => b.Id));
        Assert.Equal(
            [("ended", CampaignState.Cancelled), ("open", CampaignState.Running)],
            (await anew.Service.Campaigns(default)).Select(c => (c.Id, c.State)).Order());
        var catalog = anew.Grains.GetGrain<ICatalogGrain>(0);
        await Eventually.Is("the end to be known again", async () => (await catalog.Pending(default)).Open is ["open"], Patience);
    }

    private static void Leave(GrainCluster cluster, string campaign, DateTimeOffset started)
    {
        var grain = cluster.Grains.GetGrain<ICampaignGrain>(campaign).GetGrainId();
        cluster.Storage.Leave("request", grain, new StoredRequest { Request = Request(campaign), Started = started });
        cluster.Storage.Leave("progress", grain, new CampaignProgress());
    }

    private static async Task<CampaignStatus> Last(IDefectService service, string campaign)
    {
        using var patience = new CancellationTokenSource(Patience);
        CampaignStatus? last = null;
        await foreach (var status in service.Watch(campaign, patience.Token))
            last = status;
        return last!;
    }

    private static async Task<string> Conflict<T>(Func<Task<T>> call)
    {
        var fault = await Assert.ThrowsAsync<DefectServiceException>(call);
        Assert.Equal(ServiceFault.Conflict, fault.Fault);
        return fault.Message;
    }
}
