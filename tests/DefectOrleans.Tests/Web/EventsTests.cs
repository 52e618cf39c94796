using System.Net.ServerSentEvents;
using DefectOrleans.Contracts;

namespace DefectOrleans.Tests.Web;

/// <summary>A campaign's states as server-sent events.</summary>
public sealed class EventsTests
{
    [Fact]
    public async Task States_are_told_in_order_and_the_stream_ends_with_the_campaign()
    {
        await using var server = await ApiServer.Start(new StubService
        {
            Told = [
                StubService.Status(CampaignState.Running, "pair tables"), StubService.Status(CampaignState.Running),
                StubService.Status(CampaignState.Completed)
            ],
        });
        var events = await Read(server);
        Assert.All(events, e => Assert.Equal("status", e.EventType));
        Assert.Equal(
            [("pair tables", CampaignState.Running), ("search", CampaignState.Running), ("search", CampaignState.Completed)],
            events.Select(e => JsonBodyFormat.Strict.FromText<CampaignStatus>(e.Data)).Select(s => (s.Stage, s.State)));
    }

    [Fact]
    public async Task A_silent_stream_shows_signs_of_life()
    {
        var silence = new TaskCompletionSource();
        await using var server = await ApiServer.Start(
            new StubService
            {
                Told = [StubService.Status(CampaignState.Running), silence.Task, StubService.Status(CampaignState.Completed)]
            },
            settings => settings.HeartbeatSeconds = 0.02);
        using var http = new HttpClient();
        using var reader = new StreamReader(await http.GetStreamAsync(new Uri(server.Address, "/api/campaigns/stub/events")));
        while (await reader.ReadLineAsync() is { } line && !line.StartsWith(':'))
        {
        }
        silence.SetResult();
        Assert.Contains("completed", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_fails_on_the_way_says_so_in_the_stream()
    {
        await using var server = await ApiServer.Start(new StubService
        {
            Told = [
                StubService.Status(CampaignState.Running),
                new DefectServiceException(ServiceFault.Unavailable, "the silo is gone")
            ],
        });
        var events = await Read(server);
        Assert.Equal(["status", "fault"], events.Select(e => e.EventType));
        Assert.Contains("the silo is gone", events[1].Data, StringComparison.Ordinal);
        Assert.Contains("\"fault\":\"unavailable\"", events[1].Data, StringComparison.Ordinal);
    }

    private static async Task<List<SseItem<string>>> Read(ApiServer server)
    {
        using var http = new HttpClient();
        using var stream = await http.GetStreamAsync(new Uri(server.Address, "/api/campaigns/stub/events"));
        var events = new List<SseItem<string>>();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
            events.Add(item);
        return events;
    }
}
