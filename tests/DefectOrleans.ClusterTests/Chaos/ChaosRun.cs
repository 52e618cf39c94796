using DefectOrleans.ClusterTests.Host;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>What a run of faults by a seed did, and what did not hold.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Faults">How often what befell which kind of part.</param>
/// <param name="Campaigns">Campaigns that were acknowledged.</param>
/// <param name="Asked">Calls of the gateway, questions of books and of campaigns.</param>
/// <param name="Answered">Those that were answered.</param>
/// <param name="Refused">Those refused while something was out, or within the retry window after.</param>
/// <param name="Slowest">The longest that an answer took.</param>
/// <param name="LeftRows">Stored rows of searches that have ended.</param>
/// <param name="Broken">What did not hold.</param>
internal sealed record ChaosReport(
    ulong Seed, IReadOnlyDictionary<(string Part, FaultKind Kind), int> Faults, int Campaigns, int Asked,
    int Answered, int Refused,
    TimeSpan Slowest, long LeftRows, IReadOnlyList<string> Broken)
{
    /// <summary>How often something befell a kind of part.</summary>
    public int Count(string part, FaultKind kind) => Faults.GetValueOrDefault((part, kind));
}

/// <summary>
/// Two silos, a gateway and a database that are killed, frozen and restarted at random moments while campaigns run and queries
/// flow; then what has to hold.
/// </summary>
internal static class ChaosRun
{
    private const int Silos = 2;

    // Islands' snapshots and searches; a campaign that ends clears them.
    private const string RowsOfSearches =
        "SELECT count(*) FROM OrleansStorage WHERE PayloadBinary IS NOT NULL AND GrainTypeString IN ('odd', 'even', 'search')";

    private static readonly TimeSpan ClearPatience = TimeSpan.FromSeconds(30), Step = TimeSpan.FromSeconds(1);

    /// <summary>Runs faults by a seed for some time, and checks what has to hold afterwards.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="duration">Time that faults happen.</param>
    /// <param name="keepsRows">Whether rows that ended searches left are counted alone; else they break what has to hold.</param>
    public static async Task<ChaosReport> Make(ulong seed, TimeSpan duration, bool keepsRows)
    {
        var (time, database) = (TimeProvider.System, $"chaos_{seed}");
        CampaignSeries.Prepare();
        using var postgres = new PostgresServer();
        using var cluster = await ClusterUnderTest.Start(postgres, database, Silos);
        var (calls, availability) = (new Calls(time), new Availability(Silos, ClusterUnderTest.RetryWindow, time));
        var traffic = new Traffic(cluster, calls, time);
        await cluster.Api.PutBook(Traffic.Book, traffic.Known, CancellationToken.None);
        var (campaigns, faults) = (
            new CampaignSeries(cluster, calls, traffic.Known, time), new RandomFaults(
                cluster, postgres, availability, seed, time));

        using CancellationTokenSource campaignsEnd = new(), trafficEnd = new();
        var (queries, series) = (traffic.Run(trafficEnd.Token), campaigns.Run(campaignsEnd.Token));
        await faults.Run(duration);
        await campaignsEnd.CancelAsync();
        await series;
        await trafficEnd.CancelAsync();
        await queries;

        var rows = await LeftRows(postgres, database, time);
        var unexcused = calls.Refusals.Where(refusal => !availability.Excuses(refusal.Asked, refusal.Refused)).ToList();
        List<string> broken =
        [
            .. await campaigns.Faults(),
            .. calls.Wrong,
            .. unexcused.Select(r =>
                $"{r.What} was refused after {time.GetElapsedTime(r.Asked, r.Refused).TotalSeconds:0.0} s though something was "
                    + $"up: {r.Fault}"),
            .. faults.Ended,
        ];
        if (rows > 0 && !keepsRows)
            broken.Add($"{rows} rows of searches that have ended are still stored");
        return new ChaosReport(
            seed, faults.Counts, campaigns.Campaigns, calls.Asked, calls.Answered, calls.Refusals.Count - unexcused.Count,
            calls.Slowest, rows, broken);
    }

    private static async Task<long> LeftRows(PostgresServer postgres, string database, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var rows = await postgres.Ask<long>(database, RowsOfSearches);
        for (; rows > 0 && time.GetElapsedTime(began) < ClearPatience; rows = await postgres.Ask<long>(database, RowsOfSearches))
            await Task.Delay(Step, time);
        return rows;
    }
}
