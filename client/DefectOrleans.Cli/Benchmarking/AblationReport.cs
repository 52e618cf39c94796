using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Bench;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Recovery with each addition taken away in turn, by the network alone, and by the published algorithm.</summary>
/// <param name="Searches">One report a search.</param>
/// <param name="Pairs">The same searches on pair tables; empty where none were asked for.</param>
internal sealed record AblationReport(IReadOnlyList<RecoveryReport> Searches, IReadOnlyList<PairRow> Pairs)
{
    private string[] Headings =>
        ["Search", "Recovered", "±", "Chosen", "Seconds", "Formulas scored", "Elites sampled", "Front sampled",
            .. Searches[0].Problems.Select(p => p.Problem.Name)];

    private IEnumerable<string[]> Rows => Searches.Select(s => (string[])
        [s.Search, s.Percent, s.Deviation, s.ChosenPercent, s.Seconds, Count(MeanOf(s, p => p.Scored)),
            Percent(MeanOf(s, p => p.SampledElites)), Percent(MeanOf(s, p => p.SampledFront)),
            .. s.Problems.Select(RecoveryReport.Rate)]);

    /// <summary>A share in percent.</summary>
    public static string Percent(double? share) =>
        share is { } value && double.IsFinite(value) ? (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "–";

    /// <summary>A large number.</summary>
    public static string Count(double? value) =>
        value is { } count && double.IsFinite(count) ? count.ToString("0", CultureInfo.InvariantCulture) : "–";

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        Write(console, Headings, Rows);
        if (Pairs.Count > 0)
            Write(console, Pairs[0].Headings, Pairs.Select(row => row.Cells));
    }

    /// <summary>The searches as JSON.</summary>
    public IEnumerable<object> Json() => Searches.Select(s => new
    {
        search = s.Search,
        recovery_percent = ProblemRecovery.Percent([.. s.Problems]),
        chosen_percent = ProblemRecovery.Percent([.. s.Problems], p => p.Solved),
        elites_sampled_percent = 100 * MeanOf(s, p => p.SampledElites),
        front_sampled_percent = 100 * MeanOf(s, p => p.SampledFront),
        scored = MeanOf(s, p => p.Scored),
        problems = s.JsonProblems(),
    });

    /// <summary>A page with the tables and what each addition is.</summary>
    public Markdown Page(RecoveryRequest request, Machine machine, DateTimeOffset date)
    {
        var page = new Markdown("What each addition brings", request.Command, machine, date)
            .Say(RecoveryReport.Settings(request.Options, request.Threads))
            .Say(Paragraph.Of(
                typeof(AblationReport), "ablation-columns",
                ("complete", RecoverySuite.Complete), ("published", RecoverySuite.Published)))
            .Table(1, Headings, Rows);
        if (Pairs.Count > 0)
            page.Say(Paragraph.Of(typeof(AblationReport), "ablation-pairs", ("readable", PairBenchmark.Readable)))
                .Table(1, [.. Pairs[0].Headings], Pairs.Select(row => row.Cells));
        return page.Table(2, ["Addition", "Meaning"], AblatedPart.All.Select(a => (string[])[a.Name, a.Meaning]));
    }

    private static void Write(IAnsiConsole console, IEnumerable<string> headings, IEnumerable<string[]> rows)
    {
        var table = Tables.New(1, headings);
        foreach (var row in rows)
            table.Add(row);
        console.Write(table);
    }

    private static double? MeanOf(RecoveryReport search, Func<ProblemRecovery, double?> value) =>
        search.Problems.Where(p => p.Runs > 0).Average(value);
}
