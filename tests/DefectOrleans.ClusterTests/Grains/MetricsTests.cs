using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>What a silo measures while campaigns come and go.</summary>
[Trait("Category", "Slow")]
public class MetricsTests
{
    private const string Running = "defects.search.running", CheckpointAge = "defects.search.checkpoint_age";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Searches_are_measured_as_long_as_they_run()
    {
        await using var cluster = await GrainCluster.Start(1);
        using var metrics = new SiloMetrics(cluster.Silo);
        await cluster.Service.StartCampaign(Request("held", Endless), default);
        await Until("two searches that run", () => metrics.Read()[Running] == 2 && metrics.Read()[CheckpointAge] > 0);

        await cluster.Service.Control("held", CampaignOrder.Pause, default);
        await Until("no search that runs", () => metrics.Read()[Running] == 0);
        Assert.Equal(0, metrics.Read()[CheckpointAge]);

        await cluster.Service.Control("held", CampaignOrder.Resume, default);
        await Until("two searches that run again", () => metrics.Read()[Running] == 2);
        await cluster.Service.Control("held", CampaignOrder.Cancel, default);
        await Until("no search that runs after the end", () => metrics.Read()[Running] == 0);
        Assert.Equal(0, metrics.Read()[CheckpointAge]);
    }

    [Fact]
    public async Task Searches_and_books_add_no_series()
    {
        const int Many = 150;
        var request = Request("c1", Settings with { Epochs = 1, Islands = 1 });
        var plan = new CampaignPlan(CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 1));
        var task = SearchTasks.ToMessage(plan, request.Settings, new AssignedSearch(0, null), []);
        var (book, question) = (BookOf(Settings), new PredictionRequest { Structures = [request.Samples[0].Structure] });
        await using var cluster = await GrainCluster.Start(1);
        using var metrics = new SiloMetrics(cluster.Silo);

        for (var i = 0; i < Many; i++)
        {
            await cluster.Grains.GetGrain<IPairGrain>(new SearchKey($"campaign-{i}", 0).ToString()).Run(task, default);
            await cluster.Service.PutBook($"book-{i}", book, default);
            await cluster.Service.Predict($"book-{i}", question, default);
        }
        await Until("the end of all searches",
            () => metrics.Read().GetValueOrDefault("defects.search.epochs") >= Many && metrics.Read()[Running] == 0);

        // One for each measure: none has labels.
        Assert.Subset(metrics.Instruments.Select(instrument => instrument.Name).ToHashSet(), metrics.Read().Keys.ToHashSet());
    }

    [Fact]
    public async Task Silos_in_one_process_measure_apart()
    {
        await using GrainCluster busy = await GrainCluster.Start(1), idle = await GrainCluster.Start(1);
        using SiloMetrics ofBusy = new(busy.Silo), ofIdle = new(idle.Silo);
        await busy.Service.StartCampaign(Request("here", Endless), default);

        await Until("searches on one silo", () => ofBusy.Read()[Running] == 2);

        Assert.Equal(0, ofIdle.Read()[Running]);
    }

    private static Task Until(string what, Func<bool> seen) => Eventually.Is(what, () => Task.FromResult(seen()), Patience);
}
