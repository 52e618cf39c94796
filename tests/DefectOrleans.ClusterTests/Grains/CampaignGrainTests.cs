using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

[Trait("Category", "Slow")]
public class CampaignGrainTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_cluster_makes_the_book_that_one_process_makes(short silos)
    {
        await using var cluster = await GrainCluster.Start(silos, inMemory: silos == 1);

        var started = await cluster.Service.StartCampaign(Request("c1"), default);
        var seen = await Watched(cluster.Service, "c1");

        Assert.Equal((CampaignState.Running, 3), (started.State, started.Searches.Count));
        var end = seen[^1];
        Assert.Equal((CampaignState.Completed, 1, "book-of-c1"), (end.State, end.BookVersion, end.Book));
        Assert.All(end.Searches, s => Assert.True(s is { Done: true, Epoch: 6, Scored: > 0, BestError: < 1 }));
        Assert.Equal(Content(BookOf(Settings)), Content((await cluster.Service.Book("book-of-c1", default)).Book));
        Assert.Equal([end.Id], (await cluster.Service.Campaigns(default)).Select(c => c.Id));
        Assert.Equal(["book-of-c1"], (await cluster.Service.Books(default)).Select(b => b.Id));
        // Searches and their snapshots are gone.
        Assert.DoesNotContain(
            cluster.Storage.Rows, row =>
                row.StartsWith("odd", StringComparison.Ordinal) || row.StartsWith("even", StringComparison.Ordinal)
                    || row.StartsWith("search", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1e300, null, 2, "a budget of 1E+300 s")]
    [InlineData(-1.0, null, 2, "a budget of -1 s")]
    [InlineData(double.NaN, null, 2, "a budget of NaN s")]
    [InlineData(null, 1_000_000_000, 2, "1000000000 epochs")]
    [InlineData(null, 1, 0, "0 islands")]
    public async Task Settings_that_make_no_sense_are_refused_and_nothing_is_stored(
        double? budget, int? epochs, int islands, string said)
    {
        await using var cluster = await GrainCluster.Start(1);
        var settings = new CampaignSettings { BudgetSeconds = budget, Epochs = epochs, Islands = islands };
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() =>
            cluster.Service.StartCampaign(Request("c1", settings), default));
        Assert.Equal(ServiceFault.Invalid, fault.Fault);
        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await cluster.Service.Campaigns(default));
    }

    [Fact]
    public async Task Three_body_terms_gaps_and_error_bars_are_those_of_one_process()
    {
        await using var cluster = await GrainCluster.Start(2);
        var request = RequestWithTriples("c1");
        var here = BookOf(request);
        Assert.NotEmpty(here.Calibrations);

        await cluster.Service.StartCampaign(request, default);
        Assert.Equal(CampaignState.Completed, (await Watched(cluster.Service, "c1"))[^1].State);

        Assert.Equal(Content(here), Content((await cluster.Service.Book(request.Book, default)).Book));
    }

    [Fact]
    public async Task A_campaign_outlives_a_silo()
    {
        await using var cluster = await GrainCluster.Start(2);
        await cluster.Service.StartCampaign(Request("c1", Settings with { Epochs = 10 }), default);
        await Until(cluster.Service, "c1", s => s.Searches.Any(search => search.Epoch >= 4));

        await cluster.Kill(1);

        await AssertMakesTheSameBook(cluster, Settings with { Epochs = 10 });
    }

    [Fact]
    public async Task A_campaign_goes_on_when_a_silo_shuts_down_in_order()
    {
        await using var cluster = await GrainCluster.Start(
            2, GrainCluster.Settings with { CheckpointEvery = TimeSpan.FromSeconds(25) });
        await cluster.Service.StartCampaign(Request("c1"), default);
        await Until(cluster.Service, "c1", s => s.Searches.Any(search => search.Epoch >= 3));

        await cluster.Stop(1);

        // A snapshot was taken before its time.
        Assert.Contains(cluster.Storage.Rows, row => row.StartsWith("odd", StringComparison.Ordinal));
        await AssertMakesTheSameBook(cluster, Settings);
    }

    [Fact]
    public async Task Campaigns_share_the_cores()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("first", Endless), default);
        var before = Epoch(await Until(cluster.Service, "first", s => Epoch(s) >= 3));

        await cluster.Service.StartCampaign(Request("second", Endless), default);
        await Until(cluster.Service, "second", s => Epoch(s) >= 8);

        // Each had its turn as often; looks at them may be some epochs old.
        Assert.InRange(Epoch(await cluster.Service.Campaign("first", default)) - before, 4, 16);

        static int Epoch(CampaignStatus status) => status.Searches.Max(s => s.Epoch);
    }

    [Fact]
    public async Task A_campaign_outlives_all_silos()
    {
        var storage = new LastingStorage();
        await using (var cluster = await GrainCluster.Start(2, storage: storage))
        {
            await cluster.Service.StartCampaign(Request("c1", Settings with { Epochs = 10 }), default);
            await Until(cluster.Service, "c1", s => s.Searches.Any(search => search.Done));
            await cluster.KillAll();
        }

        await using var anew = await GrainCluster.Start(1, storage: storage);

        await AssertMakesTheSameBook(anew, Settings with { Epochs = 10 });
    }

    [Fact]
    public async Task A_search_begins_anew_where_another_release_wrote_its_snapshots()
    {
        var (storage, settings) = (new LastingStorage(), Settings with { Epochs = 10 });
        var often = GrainCluster.Settings with
        {
            CheckpointEvery = TimeSpan.FromMilliseconds(1),
            LookEvery = TimeSpan.FromMilliseconds(10)
        };
        var snapshots = 0;
        await using (var cluster = await GrainCluster.Start(1, often, storage))
        {
            await cluster.Service.StartCampaign(Request("c1", settings), default);
            await Until(cluster.Service, "c1", s => s.Searches.Any(search => search is { Epoch: >= 2, Done: false }));
            await cluster.KillAll();
            foreach (var island in ((string[])["c1/0/0", "c1/0/1", "c1/1/0", "c1/1/1"])
                .Select(key => cluster.Grains.GetGrain<IIslandGrain>(key).GetGrainId()))
            {
                foreach (var slot in ((string[])["odd", "even"]).Where(slot => storage.Rows.Contains($"{slot} {island}")))
                {
                    storage.Leave(
                        slot, island, storage.Left<IslandState>(slot, island) with { Island = [.. "an earlier format"u8] });
                    snapshots++;
                }
            }
        }
        Assert.NotEqual(0, snapshots);

        await using var anew = await GrainCluster.Start(1, storage: storage);

        await AssertMakesTheSameBook(anew, settings);
    }

    [Fact]
    public async Task A_search_goes_back_to_its_snapshot_when_an_island_is_lost()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("c1"), default);

        foreach (var key in (string[])["c1/0/1", "c1/1/0"])
        {
            await Until(cluster.Service, "c1",
                s => s.State != CampaignState.Running || s.Searches[SearchKey.Parse(key[..^2]).Search].Epoch >= 2);
            await cluster.Deactivate(cluster.Grains.GetGrain<IIslandGrain>(key));
        }

        await AssertMakesTheSameBook(cluster, Settings);
    }

    [Fact]
    public async Task A_paused_campaign_stands_still_and_goes_on_where_it_was()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("c1"), default);
        await Until(cluster.Service, "c1", s => s.Searches.Any(search => search.Epoch >= 2));

        Assert.Equal(CampaignState.Paused, (await cluster.Service.Control("c1", CampaignOrder.Pause, default)).State);
        Assert.Equal(CampaignState.Paused, (await cluster.Service.Control("c1", CampaignOrder.Pause, default)).State);
        var running = cluster.Grains.GetGrain<IPairGrain>("c1/0");
        await running.Hold(default);
        await cluster.Deactivate(cluster.Grains.GetGrain<ICampaignGrain>("c1"));
        Assert.Equal(CampaignState.Paused, (await cluster.Service.Campaign("c1", default)).State);
        await cluster.Service.Control("c1", CampaignOrder.Resume, default);

        await AssertMakesTheSameBook(cluster, Settings);
    }

    [Fact]
    public async Task A_campaign_can_be_cancelled_while_it_looks_for_three_body_terms()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(RequestWithTriples("c1") with { Settings = Endless }, default);
        Assert.Equal("pair tables", (await Until(cluster.Service, "c1", _ => true)).Stage);

        await cluster.Service.Control("c1", CampaignOrder.Cancel, default);

        var end = await Until(cluster.Service, "c1", s => s.State != CampaignState.Running);
        Assert.Equal((CampaignState.Cancelled, "cancelled before the first formula was found", null),
            (end.State, end.Message, end.BookVersion));
    }

    [Fact]
    public async Task A_cancelled_campaign_serves_the_book_of_what_there_was()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("c1", Endless), default);
        await Until(cluster.Service, "c1", s => s.Searches.Any(search => search.Epoch >= 1));

        await cluster.Service.Control("c1", CampaignOrder.Cancel, default);

        var end = (await Watched(cluster.Service, "c1"))[^1];
        Assert.Equal((CampaignState.Cancelled, 1), (end.State, end.BookVersion));
        var book = (await cluster.Service.Book("book-of-c1", default)).Book;
        Assert.False(book.Provenance.Complete);
        Assert.InRange(book.Pairs.Count, 1, 2);
        Assert.Equal(CampaignState.Cancelled, (await cluster.Service.Control("c1", CampaignOrder.Cancel, default)).State);
        Assert.Equal(ServiceFault.Conflict, await Fault(() => cluster.Service.Control("c1", CampaignOrder.Resume, default)));
    }

    [Fact]
    public async Task A_budget_ends_a_campaign_with_a_formula_for_each_pair_type()
    {
        await using var cluster = await GrainCluster.Start(1);
        await cluster.Service.StartCampaign(Request("c1", Settings with { Epochs = null, BudgetSeconds = 2 }), default);

        var end = (await Watched(cluster.Service, "c1"))[^1];

        Assert.Equal(CampaignState.Completed, end.State);
        var book = (await cluster.Service.Book("book-of-c1", default)).Book;
        Assert.Equal((true, "budget 2 s", 2), (book.Provenance.Complete, book.Provenance.Bound, book.Pairs.Count));
    }

    [Fact]
    public async Task A_campaign_asked_for_twice_is_one_and_with_other_settings_a_conflict()
    {
        await using var cluster = await GrainCluster.Start(1);
        var request = Request("c1", Endless);

        var twice = await Task.WhenAll(
            cluster.Service.StartCampaign(request, default), cluster.Service.StartCampaign(request, default));
        var other = await Fault(() =>
            cluster.Service.StartCampaign(request with { Settings = Endless with { Seed = 4 } }, default));

        Assert.All(twice, s => Assert.Equal(CampaignState.Running, s.State));
        Assert.Equal(ServiceFault.Conflict, other);
        Assert.Single(await cluster.Service.Campaigns(default));
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_as_a_fault()
    {
        await using var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        var request = Request("c1");

        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Campaign("none", default)));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Control("none", CampaignOrder.Pause, default)));
        Assert.Equal(ServiceFault.NotFound, await Fault(async () => (await Watched(service, "none")).Count));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Book("none", default)));
        Assert.Equal(ServiceFault.NotFound, await Fault(() => service.Predict("none", new PredictionRequest(), default)));
        Assert.Equal(ServiceFault.Invalid, await Fault(() => service.Book("no/such id", default)));
        Assert.Equal(ServiceFault.Invalid,
            await Fault(() => service.StartCampaign(request with { Settings = Settings with { Epochs = 0 } }, default)));
        Assert.Equal(ServiceFault.Invalid,
            await Fault(() => service.StartCampaign(request with { Settings = Settings with { Network = "abacus" } }, default)));
        Assert.Equal(ServiceFault.Invalid, await Fault(() => service.StartCampaign(request with { Samples = [] }, default)));
        Assert.Empty(await service.Campaigns(default));
    }

    private static async Task AssertMakesTheSameBook(GrainCluster cluster, CampaignSettings settings)
    {
        var end = await Until(cluster.Service, "c1", s => s.State != CampaignState.Running);

        Assert.Equal((CampaignState.Completed, null, 1), (end.State, end.Message, end.BookVersion));
        Assert.Equal(Content(BookOf(settings)), Content((await cluster.Service.Book("book-of-c1", default)).Book));
    }

    private static async Task<ServiceFault> Fault<T>(Func<Task<T>> call) =>
        (await Assert.ThrowsAsync<DefectServiceException>(call)).Fault;

    private static async Task<List<CampaignStatus>> Watched(IDefectService service, string campaign)
    {
        var seen = new List<CampaignStatus>();
        await foreach (var status in service.Watch(campaign, default))
            seen.Add(status);
        return seen;
    }

    /// <summary>Watches until something is so, over silos that die.</summary>
    private static async Task<CampaignStatus> Until(IDefectService service, string campaign, Func<CampaignStatus, bool> enough)
    {
        while (true)
        {
            try
            {
                await foreach (var status in service.Watch(campaign, default))
                {
                    if (enough(status))
                        return status;
                }
            }
            catch (DefectServiceException fault) when (fault.Fault == ServiceFault.Unavailable)
            {
                // The watched silo is gone: watch another.
            }
        }
    }
}
