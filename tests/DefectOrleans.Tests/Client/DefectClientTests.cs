using System.Net;
using DefectOrleans.Client;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Predictions;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Client;

/// <summary>The client against a real server.</summary>
public sealed class DefectClientTests(ServedApi served) : IClassFixture<ServedApi>
{
    [Fact]
    public async Task Every_call_says_over_http_what_the_service_says_itself()
    {
        var (client, service) = (served.Client, served.Service);
        Assert.Equivalent(await service.Books(default), await client.Books(default));
        Assert.Equivalent(await service.Book("MadeUp", default), await client.Book("MadeUp", default));
        var request = new PredictionRequest { Structures = [ServedApi.Three] };
        Assert.Equivalent(await service.Predict("MadeUp", request, default), await client.Predict("MadeUp", request, default));
        var batch = new LatticeBatch
        {
            CellA = 8,
            CellB = 6,
            Kinds = ["V_Nb", "Se_Te"],
            Counts = [1, 1],
            Sites = [0, 48],
            KindIndices = [0, 1]
        };
        Assert.Equal((await service.Predict("MadeUp", batch, default)).FormationEnergies,
            (await client.Predict("MadeUp", batch, default)).FormationEnergies);
        Assert.Equal(1, await client.PutBook("put", MadeUpData.TrueBook(), default));
        Assert.Equal(1, await client.PutBook("put", MadeUpData.TrueBook(), default));
        Assert.Equal(2, await client.PutBook("put", MadeUpData.TrueBook() with { ReferenceEnergy = 1 }, default));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public async Task A_campaign_is_started_watched_and_steered_over_http()
    {
        var client = served.Client;
        await client.StartCampaign(SmallCampaign.Endless("steered", "steered"), default);
        var states = new HashSet<CampaignState>();
        await foreach (var status in client.Watch("steered", default))
        {
            if (status.State == CampaignState.Running && status.Searches.Any(s => s.Epoch > 0))
            {
                await client.Control(
                    "steered", states.Contains(CampaignState.Paused) ? CampaignOrder.Cancel : CampaignOrder.Pause, default);
            }
            else if (status.State == CampaignState.Paused)
            {
                await client.Control("steered", CampaignOrder.Resume, default);
            }
            states.Add(status.State);
        }
        Assert.Superset(new HashSet<CampaignState> { CampaignState.Paused, CampaignState.Cancelled }, states);
        Assert.Contains("steered", (await client.Campaigns(default)).Select(c => c.Id));
        Assert.False((await client.Book("steered", default)).Book.Provenance.Complete);
        await client.Delete("steered", default);
        Assert.DoesNotContain("steered", (await client.Campaigns(default)).Select(c => c.Id));
        Assert.Equal(ServiceFault.NotFound,
            (await Assert.ThrowsAsync<DefectServiceException>(() => client.Delete("steered", default))).Fault);
        Assert.False((await client.Book("steered", default)).Book.Provenance.Complete);
    }

    [Fact]
    public async Task A_deletion_whose_answer_was_lost_is_done()
    {
        var stub = new StubService();
        stub.OnCall = calls =>
            stub.Fault = new DefectServiceException(calls == 1 ? ServiceFault.Unavailable : ServiceFault.NotFound, "said so");
        await using var server = await ApiServer.Start(stub);
        await Of(server.Address, new HurriedClock()).Delete("x", default);
        Assert.Equal(2, stub.Calls);
    }

    [Fact]
    public async Task A_watch_ends_with_a_campaign_that_can_not_be_read()
    {
        await using var server = await ApiServer.Start(new StubService { Told = [StubService.Status(CampaignState.Unreadable)] });
        await using var watch = Of(server.Address).Watch("stub", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CampaignState.Unreadable, watch.Current.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Theory]
    [InlineData(ServiceFault.Invalid)]
    [InlineData(ServiceFault.NotFound)]
    [InlineData(ServiceFault.Conflict)]
    [InlineData(ServiceFault.TooLarge)]
    [InlineData(ServiceFault.Unauthorized)]
    [InlineData(ServiceFault.Forbidden)]
    [InlineData(ServiceFault.NotSupported)]
    public async Task A_fault_comes_back_as_it_was_said_and_is_not_tried_again(ServiceFault fault)
    {
        var stub = new StubService { Fault = new DefectServiceException(fault, "said so") };
        await using var server = await ApiServer.Start(stub);
        var told = await Assert.ThrowsAsync<DefectServiceException>(() => Of(server.Address).Book("x", default));
        Assert.Equal((fault, "said so", 1), (told.Fault, told.Message, stub.Calls));
    }

    [Theory]
    [InlineData(ServiceFault.Busy)]
    [InlineData(ServiceFault.Unavailable)]
    public async Task A_fault_of_the_moment_is_tried_again_until_the_time_is_over(ServiceFault fault)
    {
        var stub = new StubService { Fault = new DefectServiceException(fault, "later") };
        await using var server = await ApiServer.Start(stub);
        var clock = new HurriedClock();
        var told = await Assert.ThrowsAsync<DefectServiceException>(() => Of(server.Address, clock).Book("x", default));
        Assert.Equal((fault, "later"), (told.Fault, told.Message));
        // The server asks for a second before each next try.
        Assert.All(clock.Pauses, pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(6)));
        Assert.InRange(clock.Pauses.Count, 5, 30);
        Assert.Equal(clock.Pauses.Count + 1, stub.Calls);
        Assert.True(clock.Passed <= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_is_asked_again()
    {
        var stub = new StubService();
        var server = await ApiServer.Start(stub);
        var address = server.Address;
        var client = Of(address);
        Assert.Empty(await client.Books(default));
        await server.DisposeAsync();
        var asked = client.Books(default);
        await using var again = await ApiServer.Start(stub, port: address.Port);
        Assert.Empty(await asked);
    }

    [Fact]
    public async Task A_watch_is_taken_up_again_by_a_server_that_comes_back()
    {
        var gone = new TaskCompletionSource();
        var server =
            await ApiServer.Start(new StubService { Told = [StubService.Status(CampaignState.Running, "first"), gone.Task] });
        var address = server.Address;
        await using var watch = Of(address).Watch("stub", default).GetAsyncEnumerator();
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("first", watch.Current.Stage);
        var next = watch.MoveNextAsync().AsTask();
        await server.DisposeAsync();
        await using var again = await ApiServer.Start(
            new StubService
            {
                Told = [StubService.Status(CampaignState.Running, "second"), StubService.Status(CampaignState.Completed)]
            }, port: address.Port);
        Assert.True(await next);
        Assert.Equal("second", watch.Current.Stage);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal(CampaignState.Completed, watch.Current.State);
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Nobody_there_is_said_with_the_address()
    {
        var told = await Assert.ThrowsAsync<DefectServiceException>(() =>
            Of(new Uri("http://127.0.0.1:1"), new HurriedClock()).Books(default));
        Assert.Equal(ServiceFault.Unavailable, told.Fault);
        Assert.StartsWith("http://127.0.0.1:1/ can't be reached", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_can_be_ended_while_it_waits()
    {
        var stub = new StubService { Gate = new TaskCompletionSource() };
        await using var server = await ApiServer.Start(stub);
        using var end = new CancellationTokenSource();
        var asked = Of(server.Address).Predict("x", new PredictionRequest(), end.Token);
        await stub.Asked.Task;
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task The_key_goes_along_and_what_is_no_service_is_noticed()
    {
        var keys = new List<string>();
        using var http = new HttpClient(new Answering(request =>
        {
            keys.AddRange(request.Headers.GetValues("X-Api-Key"));
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("<html>", null, "text/html") };
        }));
        var client = new DefectClient(http, new DefectClientOptions { Address = new Uri("http://127.0.0.1/under"), Key = "k" });
        var told = await Assert.ThrowsAsync<DefectServiceException>(() => client.Books(default));
        Assert.Contains("is it a DefectOrleans service", told.Message, StringComparison.Ordinal);
        Assert.Equal(["k"], keys);
    }

    [Fact]
    public void Options_that_can_not_be_used_are_all_named()
    {
        using var http = new HttpClient();
        var fault = Assert.Throws<ArgumentException>(() => new DefectClient(http, new DefectClientOptions
        {
            Address = new Uri("ftp://x"), RetryFor = TimeSpan.FromSeconds(-1), FirstPause = TimeSpan.Zero,
        }));
        Assert.All((string[])["ftp://x", "retries for -00:00:01", "pauses from 00:00:00"],
            each => Assert.Contains(each, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_batch_of_many_triples_equals_the_composer()
    {
        var book = SampleBooks.Small with { Cell = UnitCells.ToMessage(SampleCells.MoS2()) };
        await served.Client.PutBook("MoS2", book, default);
        var batch = BatchComposerTests.Triples(5000);
        var answer = await served.Client.Predict("MoS2", batch, default);
        var alone = new BatchComposer(new Composer(book), new DefectFinder(SampleCells.MoS2())).Predict(batch, 1, default);
        Assert.Equal(alone.FormationEnergies, answer.FormationEnergies);
    }

    private DefectClient Of(Uri address, TimeProvider? clock = null) =>
        new(served.Http,
            new DefectClientOptions { Address = address, Clock = clock ?? TimeProvider.System, Random = new Random(1) });

    private sealed class Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
