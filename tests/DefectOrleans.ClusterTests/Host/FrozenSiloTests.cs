using System.Diagnostics;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;
using Xunit.Abstractions;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>A silo that hangs: its connections are open and nothing comes.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class FrozenSiloTests(PostgresServer postgres, ITestOutputHelper output)
{
    // Six on a machine of its own; without Orleans' longest probe set it is eighteen.
    private static readonly TimeSpan MostToGiveUp = TimeSpan.FromSeconds(10);

    // A call that was with the silo is made again when it is given up; without that it waited for ten seconds or more.
    private static readonly TimeSpan MostToAnswer = TimeSpan.FromSeconds(9), AskEvery = TimeSpan.FromMilliseconds(200);

    // So many that some are asked for by way of each silo.
    private static readonly string[] Books = [.. Enumerable.Range(0, 8).Select(number => $"known-{number}")];

    [PostgresFact]
    public async Task It_is_given_up_soon_and_ends_when_it_wakes_and_no_answer_is_wrong()
    {
        using var cluster = await ClusterUnderTest.Start(postgres, "frozen");
        var settings = SmallCampaigns.Settings with { Epochs = 12 };
        var known = SmallCampaigns.BookOf(SmallCampaigns.Settings);
        foreach (var name in Books)
            await cluster.Api.PutBook(name, known, default);
        await cluster.Api.StartCampaign(SmallCampaigns.Request("frozen", settings), default);
        using var end = new CancellationTokenSource();
        var queries = Ask(cluster, known, end.Token);
        await foreach (var status in cluster.Api.Watch("frozen", default))
        {
            if (status.Searches.Any(search => search.Epoch >= 2))
                break;
        }

        cluster.Silos[0].Freeze();
        var watch = Stopwatch.StartNew();
        await cluster.Silos[1].Says("is dead");
        var given = watch.Elapsed;
        await Completed(cluster, "frozen");
        cluster.Silos[0].Thaw();
        var code = await cluster.Silos[0].Ended();
        await end.CancelAsync();
        var (asked, longest) = await queries;
        output.WriteLine(
            $"given up after {given.TotalSeconds:0.0} s; the longest of {asked} queries took {longest.TotalSeconds:0.0} s");

        Assert.Equal(3, code);
        var told = Assert.Single(cluster.Silos[0].Output.Split('\n'), line => line.Contains("declared it dead"));
        Assert.Contains("This silo ends with code 3, to be started again", told);
        Assert.DoesNotContain("   at Orleans.Runtime.MembershipService", cluster.Silos[0].Output);
        Assert.InRange(given, TimeSpan.Zero, MostToGiveUp);
        Assert.InRange(longest, TimeSpan.Zero, MostToAnswer);
        var book = await cluster.Api.Book("book-of-frozen", default);
        Assert.Equal(1, book.Version);
        Assert.Equal(SmallCampaigns.Content(SmallCampaigns.BookOf(settings)), SmallCampaigns.Content(book.Book));
    }

    /// <summary>Asks for the same predictions, many at a time; every answer has to be there and right.</summary>
    private static async Task<(int Asked, TimeSpan Longest)> Ask(
        ClusterUnderTest cluster, FormulaBook book, CancellationToken end)
    {
        var request = SmallCampaigns.Request("any");
        var composer = new Composer(book);
        var right = CampaignRequests.TrainingOf(request).Samples.Take(3)
            .Select(sample => composer.Predict(sample.Structure).FormationEnergy!.Value).ToList();
        var question = new PredictionRequest { Structures = [.. request.Samples.Take(3).Select(sample => sample.Structure)] };
        var answers = new List<Task<TimeSpan>>();
        using var turns = new PeriodicTimer(AskEvery);
        while (!end.IsCancellationRequested)
        {
            answers.Add(Answer(Books[answers.Count % Books.Length]));
            await turns.WaitForNextTickAsync(default);
        }
        var times = await Task.WhenAll(answers);
        return (times.Length, times.Max());

        async Task<TimeSpan> Answer(string name)
        {
            var watch = Stopwatch.StartNew();
            var answer = await cluster.Api.Predict(name, question, default);
            Assert.Equal(right, answer.Predictions.Select(prediction => prediction.FormationEnergy!.Value));
            return watch.Elapsed;
        }
    }

    private static async Task Completed(ClusterUnderTest cluster, string campaign)
    {
        CampaignStatus? last = null;
        await foreach (var status in cluster.Api.Watch(campaign, default))
            last = status;
        Assert.True(last?.State == CampaignState.Completed, $"{last}\n{cluster.Output}");
    }
}
