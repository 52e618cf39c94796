using DefectOrleans.Cli.Output;
using DefectOrleans.Bench;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Recovery with each addition taken away in turn, and by the published algorithm.</summary>
/// <param name="Searches">One report a search.</param>
internal sealed record AblationReport(IReadOnlyList<RecoveryReport> Searches)
{
    private string[] Headings => ["Search", "Recovered", "Seconds", .. Searches[0].Problems.Select(p => p.Problem.Name)];

    private IEnumerable<string[]> Rows => Searches.Select(s =>
        (string[])[s.Search, s.Percent, s.Seconds, .. s.Problems.Select(RecoveryReport.Rate)]);

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(1, Headings);
        foreach (var row in Rows)
            table.Add(row);
        console.Write(table);
    }

    /// <summary>The searches as JSON.</summary>
    public IEnumerable<object> Json() => Searches.Select(s => new
    {
        search = s.Search,
        recovery_percent = ProblemRecovery.Percent([.. s.Problems]),
        problems = s.JsonProblems(),
    });

    /// <summary>A page with the table and what each addition is.</summary>
    public Markdown Page(RecoveryRequest request, Machine machine, DateTimeOffset date) =>
        new Markdown("What each addition brings", request.Command, machine, date)
            .Say(RecoveryReport.Settings(request.Options, request.Threads))
            .Say(
                $"`{RecoverySuite.Complete}` has all additions, `{RecoverySuite.Published}` none of them. Seconds are the median "
                    + "of a run, mean over the problems.")
            .Table(1, Headings, Rows)
            .Table(2, ["Addition", "Meaning"], AblatedPart.All.Select(a => (string[])[a.Name, a.Meaning]));
}
