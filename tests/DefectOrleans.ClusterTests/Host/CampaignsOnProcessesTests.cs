using System.Diagnostics;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;
using Xunit.Abstractions;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Campaigns on silos that are processes of their own, and that are killed.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class CampaignsOnProcessesTests(PostgresServer postgres, ITestOutputHelper output)
{
    // The long form: DEFECTS_TEST_KILLS=20.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("DEFECTS_TEST_KILLS"), out var kills)
        ? kills
        : 2;

    // Of a search, by a crash.
    private static readonly TimeSpan MostRedone = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3 + Kills);

    private static CancellationToken Never => CancellationToken.None;

    [PostgresFact]
    public async Task A_campaign_outlives_its_silos_one_by_one_and_queries_see_no_error()
    {
        using var cluster = await ClusterUnderTest.Start(postgres, "one_by_one");
        var settings = SmallCampaigns.Settings with { Epochs = 3 * Kills + 4 };
        var known = SmallCampaigns.BookOf(SmallCampaigns.Settings);
        await cluster.Api.PutBook("known", known, Never);
        await cluster.Api.StartCampaign(SmallCampaigns.Request("hunted", settings), Never);

        using var end = new CancellationTokenSource();
        var queries = Ask(cluster, known, end.Token);
        var random = new Random(5);
        var oldest = 0.0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1 + 3 * random.NextDouble()));
            var silo = random.Next(2);
            oldest = Math.Max(oldest, await cluster.OldestSnapshot(silo));
            await cluster.Kill(silo);
            await cluster.StartSilo(silo);
        }
        await Completed(cluster, "hunted");
        await end.CancelAsync();
        output.WriteLine($"{await queries} queries answered, {Kills} silos killed, their oldest snapshot {oldest:0.0} s old");
        Assert.InRange(oldest, 0, MostRedone.TotalSeconds);

        var book = await cluster.Api.Book("book-of-hunted", Never);
        Assert.Equal(1, book.Version);
        Assert.Equal(SmallCampaigns.Content(SmallCampaigns.BookOf(settings)), SmallCampaigns.Content(book.Book));
    }

    [PostgresFact]
    public async Task A_campaign_goes_on_after_all_silos_died_at_once_and_meanwhile_the_answer_is_unavailable()
    {
        using var cluster = await ClusterUnderTest.Start(postgres, "at_once");
        var settings = SmallCampaigns.Settings with { Epochs = 8 };
        await cluster.Api.StartCampaign(SmallCampaigns.Request("fallen", settings), Never);
        await Searching(cluster, "fallen", epoch: 2);

        await Task.WhenAll(cluster.Kill(0), cluster.Kill(1));
        var watch = Stopwatch.StartNew();
        var fault = await Assert.ThrowsAsync<DefectServiceException>(() => cluster.Api.Books(Never));
        Assert.Equal(ServiceFault.Unavailable, fault.Fault);
        output.WriteLine($"unavailable after {watch.Elapsed.TotalSeconds:0.0} s");

        await Task.WhenAll(cluster.StartSilo(0), cluster.StartSilo(1));
        await Completed(cluster, "fallen");
        var book = await cluster.Api.Book("book-of-fallen", Never);
        Assert.Equal(1, book.Version);
        Assert.Equal(SmallCampaigns.Content(SmallCampaigns.BookOf(settings)), SmallCampaigns.Content(book.Book));
    }

    [PostgresFact]
    public async Task Silos_that_are_asked_to_end_lose_nothing()
    {
        using var cluster = await ClusterUnderTest.Start(postgres, "asked");
        var settings = SmallCampaigns.Settings with { Epochs = 8 };
        await cluster.Api.StartCampaign(SmallCampaigns.Request("paused", settings), Never);
        var before = await Searching(cluster, "paused", epoch: 2);

        var codes = await Task.WhenAll(cluster.Terminate(0), cluster.Terminate(1));
        Assert.Equal([0, 0], codes);
        await Task.WhenAll(cluster.StartSilo(0), cluster.StartSilo(1));
        var after = await cluster.Api.Campaign("paused", Never);
        Assert.All(before.Searches, search => Assert.True(
            after.Searches.Single(s => s.Name == search.Name).Epoch >= search.Epoch,
            $"{search.Name} went back from epoch {search.Epoch}"));

        await Completed(cluster, "paused");
        var book = await cluster.Api.Book("book-of-paused", Never);
        Assert.Equal(SmallCampaigns.Content(SmallCampaigns.BookOf(settings)), SmallCampaigns.Content(book.Book));
    }

    /// <summary>Asks for the same predictions again and again; every answer has to be there and right.</summary>
    /// <returns>How many were answered.</returns>
    private static async Task<int> Ask(ClusterUnderTest cluster, FormulaBook book, CancellationToken end)
    {
        var request = SmallCampaigns.Request("any");
        var training = CampaignRequests.TrainingOf(request);
        var composer = new Composer(book);
        var right = training.Samples.Take(3).Select(sample => composer.Predict(sample.Structure).FormationEnergy!.Value);
        var question = new PredictionRequest { Structures = [.. request.Samples.Take(3).Select(sample => sample.Structure)] };
        var asked = 0;
        for (; !end.IsCancellationRequested; asked++)
        {
            var answer = await cluster.Api.Predict("known", question, Never);
            Assert.Equal(right, answer.Predictions.Select(prediction => prediction.FormationEnergy!.Value));
        }
        return asked;
    }

    /// <summary>Waits until a search has done some epochs.</summary>
    private static async Task<CampaignStatus> Searching(ClusterUnderTest cluster, string campaign, int epoch)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var status in cluster.Api.Watch(campaign, patience.Token))
        {
            Assert.Equal(CampaignState.Running, status.State);
            if (status.Searches.Any(search => search.Epoch >= epoch))
                return status;
        }
        throw new InvalidOperationException($"the campaign ended before epoch {epoch}");
    }

    private static async Task Completed(ClusterUnderTest cluster, string campaign)
    {
        using var patience = new CancellationTokenSource(Patience);
        CampaignStatus? last = null;
        try
        {
            await foreach (var status in cluster.Api.Watch(campaign, patience.Token))
                last = status;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"not at its end after {Patience.TotalMinutes} minutes: {last}\n{cluster.Output}");
        }
        Assert.True(last?.State == CampaignState.Completed, $"{last}\n{cluster.Output}");
    }
}
