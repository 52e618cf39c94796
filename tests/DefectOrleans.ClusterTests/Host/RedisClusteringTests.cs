using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.Contracts;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Silos and a gateway that find each other in Redis; states are in PostgreSQL.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Slow")]
public sealed class RedisClusteringTests(PostgresServer postgres)
{
    [RedisFact]
    public async Task A_campaign_completes_and_its_book_answers_also_after_a_silo_died()
    {
        using var redis = await RedisServer.Start();
        using var cluster = await ClusterUnderTest.Start(postgres, "beside_redis", redis: redis.Connection);
        var request = SmallCampaigns.Request("small");
        var question = new PredictionRequest { Structures = [request.Samples[0].Structure] };

        await cluster.Api.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in cluster.Api.Watch("small", default))
            last = status;

        Assert.True(last?.State == CampaignState.Completed, $"{last}\n{cluster.Output}");
        var book = (await cluster.Api.Book(request.Book, default)).Book;
        Assert.Equal(SmallCampaigns.Content(SmallCampaigns.BookOf(SmallCampaigns.Settings)), SmallCampaigns.Content(book));
        var before = await cluster.Api.Predict(request.Book, question, default);
        await cluster.Kill(0);
        Assert.Equivalent(before, await cluster.Api.Predict(request.Book, question, default));
    }
}
