using System.Globalization;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.ClusterTests.Chaos;
using DefectOrleans.ClusterTests.Host;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>Pages of what befell a cluster.</summary>
internal static class FaultsPage
{
    private static readonly (string Part, string Heading)[] Parts = [("silo", "Silos"), (Availability.Gateway, "Gateway"), (Availability.Database, "Database")];

    public static Markdown Of(string[] words, IReadOnlyList<FaultTrial> trials) => ClusterPage.Start("Faults of a cluster", words)
        .Say($"Two silos of one core each, a gateway and PostgreSQL, all processes of one machine; a campaign on a made-up crystal runs on both, with a snapshot of each search every {FaultTrials.CheckpointSeconds} s, and the gateway is asked for predictions without pause. Searches run again when every one that ran tells a later epoch than before the fault: what a crash took has been done again. The silo that a fault befalls is the one that drives more of the searches. A search stands still while it tells no later epoch or nobody tells of it. Queries are counted from the fault until ten seconds after all was up again; the gateway tries for {ClusterUnderTest.RetryWindow.TotalSeconds:0} s before it refuses. Wrong is an answer that differs from one process's in any digit.")
        .Table(1, ["Fault", "Every search runs again after, s", "Longest standstill of a search, s", "Queries answered", "Refused", "Wrong", "Slowest, s"],
        [
            .. trials.Select(t => (string[])
            [
                t.Fault, Seconds(t.Seconds), Seconds(t.Standstill), Number(t.Calls.Answered), Number(t.Calls.Refusals.Count), Number(t.Calls.Wrong.Count),
                Seconds(t.Calls.Slowest.TotalSeconds),
            ]),
        ]);

    public static Markdown Of(string[] words, double minutes, IReadOnlyList<ChaosReport> reports)
    {
        var page = ClusterPage.Start("Random faults of a cluster", words)
            .Say($"Two silos of one core each, a gateway and PostgreSQL, all processes of one machine. For {minutes.ToString(CultureInfo.InvariantCulture)} minutes for each seed they are killed, frozen for 5 to 30 s and restarted in order at random moments, at times several at once, while small campaigns run one after another, every fourth of them cancelled, books are put, and the gateway is asked for predictions without pause. In a cell: killed / frozen / restarted.")
            .Table(1, ["Seed", .. Parts.Select(part => part.Heading), "Campaigns", "Calls answered", "Refused while something was out", "Slowest, s", "Rows left", "Broken"],
            [
                .. reports.Select(r => (string[])
                [
                    $"{r.Seed}",
                    .. Parts.Select(part => string.Join(" / ", Enum.GetValues<FaultKind>().Select(kind => r.Count(part.Part, kind)))),
                    Number(r.Campaigns), Number(r.Answered), Number(r.Refused), Seconds(r.Slowest.TotalSeconds), Number(r.LeftRows), Number(r.Broken.Count),
                ]),
            ])
            .Say("Broken counts what did not hold afterwards: an acknowledged campaign that did not end as it should, an acknowledged book that is not there or differs from one process's in any digit, an answer that does, a call that was refused though gateway, database and a silo were up and had been for the retry window, a process that ended by itself without having been frozen before. Rows left are stored states of searches that have ended.");
        foreach (var report in reports.Where(report => report.Broken.Count > 0))
            page.Say($"Seed {report.Seed}:\n\n{string.Join("\n\n", report.Broken.Select(broken => $"    {broken.ReplaceLineEndings("\n    ")}"))}");
        return page;
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Seconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
