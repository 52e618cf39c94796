using DefectOrleans.ClusterTests.Chaos;
using DefectOrleans.ClusterTests.Grains;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>How a cluster took a fault.</summary>
/// <param name="Fault">What befell it.</param>
/// <param name="Seconds">From the fault until every search that ran told a later epoch than before it.</param>
/// <param name="Standstill">The longest that a search told no later epoch, from the fault until some seconds after all was up
/// again, s.</param>
/// <param name="Calls">The queries from the fault until some seconds after all was up again.</param>
internal sealed record FaultTrial(string Fault, double Seconds, double Standstill, Calls Calls);

/// <summary>One fault after another while a campaign runs on two silos and queries flow.</summary>
internal sealed class FaultTrials(ClusterUnderTest cluster, PostgresServer postgres)
{
    /// <summary>Time between snapshots of a search, s: a silo's default.</summary>
    public const int CheckpointSeconds = 10;

    private const string Campaign = "long";

    private static readonly TimeSpan
        Frozen = TimeSpan.FromSeconds(60), WithoutDatabase = TimeSpan.FromSeconds(40), Before = TimeSpan.FromSeconds(20),
        After = TimeSpan.FromSeconds(10), Patience = TimeSpan.FromMinutes(5), Look = TimeSpan.FromMilliseconds(200);

    // The silo that the next fault befalls.
    private int _hit;

    private static CancellationToken Never => CancellationToken.None;

    private static TimeProvider Time => TimeProvider.System;

    /// <summary>Measures all of them.</summary>
    public static async Task<IReadOnlyList<FaultTrial>> Measure()
    {
        using var postgres = new PostgresServer();
        using var cluster = await ClusterUnderTest.Start(postgres, "faults", checkpointSeconds: CheckpointSeconds);
        await cluster.Api.PutBook(Traffic.Book, SmallCampaigns.BookOf(SmallCampaigns.Settings), Never);
        await cluster.Api.StartCampaign(SmallCampaigns.WholeRequest(Campaign, SmallCampaigns.Endless), Never);
        var trials = new FaultTrials(cluster, postgres);
        return
        [
            await trials.Try("a silo killed (`kill -9`) and started again", trials.Kill),
            await trials.Try(
                $"a silo frozen for {Frozen.TotalSeconds:0} s (SIGSTOP), started again where it ended", trials.Freeze),
            await trials.Try("a silo asked to end (SIGTERM) and started again", trials.Terminate),
            await trials.Try(
                $"the database gone for {WithoutDatabase.TotalSeconds:0} s (`pg_ctl stop -m immediate`)", trials.StopDatabase),
        ];
    }

    private async Task<FaultTrial> Try(string name, Func<Task> fault)
    {
        // What the fault before drove to one silo is spread over both again.
        await cluster.Api.Control(Campaign, CampaignOrder.Pause, Never);
        await cluster.Api.Control(Campaign, CampaignOrder.Resume, Never);
        await Later(await Epochs());
        await Task.Delay(Before);
        _hit = await cluster.RunningSearches(0) >= await cluster.RunningSearches(1) ? 0 : 1;
        var before = await Epochs();
        var (calls, began) = (new Calls(Time), Time.GetTimestamp());
        using var end = new CancellationTokenSource();
        var queries = new Traffic(cluster, calls, Time).Run(end.Token);
        var (whole, later, standstill) = (fault(), Later(before), Standstill(before, end.Token));
        await later;
        var seconds = Time.GetElapsedTime(began).TotalSeconds;
        await whole;
        await Task.Delay(After);
        await end.CancelAsync();
        await queries;
        await Console.Error.WriteLineAsync($"{name}: {seconds:0.0} s");
        return new FaultTrial(name, seconds, await standstill, calls);
    }

    private async Task Kill()
    {
        await cluster.Silos[_hit].Kill();
        await cluster.StartSilo(_hit);
    }

    private async Task Freeze()
    {
        var silo = cluster.Silos[_hit];
        silo.Freeze();
        await Task.Delay(Frozen);
        silo.Thaw();
        await Eventually.Is("the frozen silo's answer or end",
            async () => silo.HasEnded || await silo.Status(SiloHost.ReadyPath) == 200, Patience);
        // It may look ready before it hears that it was declared dead.
        await Task.Delay(After);
        if (silo.HasEnded)
            await cluster.StartSilo(_hit);
    }

    private async Task Terminate()
    {
        await cluster.Silos[_hit].Terminate();
        await cluster.StartSilo(_hit);
    }

    private async Task StopDatabase()
    {
        await Task.Run(() => postgres.Stop());
        await Task.Delay(WithoutDatabase);
        await Task.Run(postgres.Start);
    }

    private async Task<Dictionary<string, int>> Epochs()
    {
        while (true)
        {
            try
            {
                var status = await cluster.Api.Campaign(Campaign, Never);
                if (status.State != CampaignState.Running)
                    throw new InvalidOperationException($"the campaign ended as {status.State}: {status.Message}");
                return status.Searches.Where(search => search is { Done: false, Epoch: > 0 })
                    .ToDictionary(search => search.Name, search => search.Epoch);
            }
            catch (DefectServiceException fault) when (fault.Fault == ServiceFault.Unavailable)
            {
                await Task.Delay(Look);
            }
        }
    }

    /// <summary>The longest that a search that runs told no later epoch, until the end, s.</summary>
    private async Task<double> Standstill(Dictionary<string, int> epochs, CancellationToken end)
    {
        var (last, longest) =
            (epochs.ToDictionary(search => search.Key, search => (Epoch: search.Value, Since: Time.GetTimestamp())),
                TimeSpan.Zero);
        while (!end.IsCancellationRequested)
        {
            foreach (var (search, epoch) in await Epochs())
            {
                if (!last.TryGetValue(search, out var before))
                    last[search] = before = (epoch, Time.GetTimestamp());
                longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Time.GetElapsedTime(before.Since).Ticks));
                if (epoch > before.Epoch)
                    last[search] = (epoch, Time.GetTimestamp());
            }
            await Task.Delay(Look, Never);
        }
        return longest.TotalSeconds;
    }

    private Task Later(Dictionary<string, int> before) => Eventually.Is(
        "a later epoch of every search",
        async () =>
            await Epochs() is { Count: > 0 } now
                && before.All(search => now.GetValueOrDefault(search.Key, int.MaxValue) > search.Value),
        Patience);
}
