using System.Collections.Concurrent;
using System.Text.Json;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Contracts;
using DefectOrleans.Tests.Web;

namespace DefectOrleans.Tests.Cli;

/// <summary>A fault of the program is found again in the server's log by what the answer calls it.</summary>
public sealed class ServerLogTests
{
    [Fact]
    public async Task A_fault_of_ours_is_logged_under_the_trace_id_that_its_answer_carries()
    {
        var (told, log) = await Asked(new InvalidOperationException("inside"));
        Assert.Equal(500, told.GetProperty("status").GetInt32());
        Assert.DoesNotContain("inside", told.GetRawText(), StringComparison.Ordinal);
        var entry = Assert.Single(log);
        Assert.Contains(
            $"GET /api/books/x failed (trace {told.GetProperty("traceId").GetString()})", entry, StringComparison.Ordinal);
        Assert.Contains("System.InvalidOperationException: inside", entry, StringComparison.Ordinal);
        Assert.Contains("   at DefectOrleans.Web.", entry, StringComparison.Ordinal);
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", entry);
    }

    [Fact]
    public async Task What_is_a_fault_of_the_asker_is_not_logged()
    {
        var (told, log) = await Asked(new DefectServiceException(ServiceFault.Invalid, "wrong"));
        Assert.Equal(400, told.GetProperty("status").GetInt32());
        Assert.Empty(log);
    }

    private static async Task<(JsonElement Told, ConcurrentQueue<string> Log)> Asked(Exception fault)
    {
        var log = new ConcurrentQueue<string>();
        var listening = new TaskCompletionSource<string>();
        using var end = new CancellationTokenSource();
        var server = LocalServer.Run(new StubService { Fault = fault }, [new Uri("http://127.0.0.1:0")], log.Enqueue,
            urls => listening.SetResult(urls.Single()), end.Token);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(await listening.Task + "/api/books/x"));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        await end.CancelAsync();
        await server;
        return (problem.RootElement.Clone(), log);
    }
}
