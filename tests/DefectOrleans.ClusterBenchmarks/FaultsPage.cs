using System.Globalization;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.ClusterTests.Chaos;
using DefectOrleans.ClusterTests.Host;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>Pages of what befell a cluster.</summary>
internal static class FaultsPage
{
    private static readonly (string Part, string Heading)[] Parts =
        [("silo", "Silos"), (Availability.Gateway, "Gateway"), (Availability.Database, "Database")];

    public static Markdown Of(string[] words, IReadOnlyList<FaultTrial> trials) => ClusterPage.Start("Faults of a cluster", words)
        .Say(Paragraph.Of(
            typeof(FaultsPage), "faults-trials",
            ("snapshot", FaultTrials.CheckpointSeconds),
            ("retry", ClusterUnderTest.RetryWindow.TotalSeconds.ToString("0", CultureInfo.InvariantCulture))))
        .Table(1,
        [
            "Fault", "Every search runs again after, s", "Longest standstill of a search, s", "Queries answered", "Refused",
            "Wrong", "Slowest, s"
        ],
        [
            .. trials.Select(t => (string[])
            [
                t.Fault, Seconds(t.Seconds), Seconds(t.Standstill), Number(t.Calls.Answered), Number(t.Calls.Refusals.Count),
                Number(t.Calls.Wrong.Count),
                Seconds(t.Calls.Slowest.TotalSeconds),
            ]),
        ]);

    public static Markdown Of(string[] words, double minutes, IReadOnlyList<ChaosReport> reports)
    {
        var page = ClusterPage.Start("Random faults of a cluster", words)
            .Say(Paragraph.Of(typeof(FaultsPage), "faults-random", ("minutes", minutes)))
            .Table(1,
            [
                "Seed", .. Parts.Select(part => part.Heading), "Campaigns", "Calls answered", "Refused while something was out",
                "Slowest, s", "Rows left", "Broken"
            ],
            [
                .. reports.Select(r => (string[])
                [
                    $"{r.Seed}",
                    .. Parts.Select(part =>
                        string.Join(" / ", Enum.GetValues<FaultKind>().Select(kind => r.Count(part.Part, kind)))),
                    Number(r.Campaigns), Number(r.Answered), Number(r.Refused), Seconds(r.Slowest.TotalSeconds),
                    Number(r.LeftRows), Number(r.Broken.Count),
                ]),
            ])
            .Say(Paragraph.Of(typeof(FaultsPage), "faults-broken"));
        foreach (var report in reports.Where(report => report.Broken.Count > 0))
        {
            var broken = report.Broken.Select(one => $"    {one.ReplaceLineEndings("\n    ")}");
            page.Say($"Seed {report.Seed}:\n\n{string.Join("\n\n", broken)}");
        }
        return page;
    }

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Seconds(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
