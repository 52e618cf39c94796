using System.Globalization;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Gateway.Bodies;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>The figures as a page of docs.</summary>
internal sealed class ClusterPage
{
    private readonly Markdown _page;

    public ClusterPage(string[] words, SiloScaling? scaling, GatewayFigures load)
    {
        _page = Start("Throughput of a cluster", words);
        if (scaling is { Rounds: var rounds })
        {
            _page.Say(Paragraph.Of(
                    typeof(ClusterPage), "cluster-silos",
                    ("searches", scaling.Searches), ("epochs", SiloScaling.Epochs), ("warm-ups", SiloScaling.WarmUps)))
                .Table(1, ["Seed", "One silo, candidates/s", "Two silos", "Times one", "Busy"],
                [
                    .. rounds.Select(round => Row($"{round.Seed}", [round])),
                    Row("median", rounds),
                ]);
        }
        _page.Say(Paragraph.Of(
                typeof(ClusterPage), "cluster-predictions",
                ("triples", Number(GatewayLoad.Structures)),
                ("body", new MessagePackBodyFormat().MediaType),
                ("batch", Number(GatewayLoad.BatchSize)),
                ("connections", GatewayLoad.Connections),
                ("rate", GatewayLoad.RequestsPerSecond),
                ("seconds", GatewayLoad.Seconds)))
            .Table(1, ["Requests", "Structures/s", "p50, ms", "p99, ms"],
            [
                ["batches", Number(load.Rate), Time(load.Batches.Median), Time(load.Batches.Percentile99)],
                ["singles", Number(GatewayLoad.RequestsPerSecond), Time(load.Singles.Median), Time(load.Singles.Percentile99)],
            ]);
        if (load.Megabytes is { } memory)
            _page.Say($"The gateway holds {Number(memory)} MB afterwards.");
    }

    /// <summary>Starts a page that a command of this program makes.</summary>
    public static Markdown Start(string title, string[] words) => new(
        title, $"dotnet run -c Release --project tests/DefectOrleans.ClusterBenchmarks -- {string.Join(' ', words)}",
        Machine.This(), TimeProvider.System.GetUtcNow());

    public void WriteTo(string path) => _page.WriteTo(path);

    public override string ToString() => _page.ToString();

    private static string[] Row(string name, IReadOnlyList<ScalingRound> rounds) =>
    [
        name, Number(Median(rounds, r => r.One.Rate)), Number(Median(rounds, r => r.Two.Rate)),
        Median(rounds, r => r.Gain).ToString("0.00", CultureInfo.InvariantCulture),
        Median(rounds, r => r.Two.Busy).ToString("0.00", CultureInfo.InvariantCulture),
    ];

    private static double Median(IReadOnlyList<ScalingRound> rounds, Func<ScalingRound, double> figure) =>
        Quantiles.UpperMedian(rounds.Select(figure));

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    private static string Time(double milliseconds) => milliseconds.ToString("0.0", CultureInfo.InvariantCulture);
}
