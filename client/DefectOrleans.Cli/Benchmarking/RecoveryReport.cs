using System.Globalization;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Plots;
using DefectOrleans.Bench;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>How many runs found the law again.</summary>
/// <param name="Search">What searched.</param>
/// <param name="Problems">Each problem's runs.</param>
internal sealed record RecoveryReport(string Search, IReadOnlyList<ProblemRecovery> Problems)
{
    private static readonly string[] Headings =
        ["Problem", "Law", "Example", "Chosen", "Recovered", "Round front", "Plain front", "Exact", "Seconds"];

    /// <summary>Share of recovered runs in percent.</summary>
    public string Percent => Share(p => p.Recovered);

    /// <summary>Standard error of the share of recovered runs.</summary>
    public string Deviation
    {
        get
        {
            var (runs, share) = (Problems.Sum(p => p.Runs), ProblemRecovery.Percent([.. Problems]) / 100);
            return Number(100 * Math.Sqrt(share * (1 - share) / runs), "0.0");
        }
    }

    /// <summary>Share of runs whose one chosen formula is the law.</summary>
    public string ChosenPercent => Share(p => p.Solved);

    /// <summary>Share of runs whose one chosen formula is the law, and how that is counted.</summary>
    public string OfTheChosen => Paragraph.Of(typeof(RecoveryReport), "recovery-chosen", ("chosen", ChosenPercent));

    /// <summary>Shares of runs whose plainer fronts hold the law, in a sentence.</summary>
    public string OnPlainerFronts => Paragraph.Of(
        typeof(RecoveryReport), "recovery-fronts",
        ("round", Share(p => p.OnRoundFront)),
        ("plain", Share(p => p.OnPlainFront)));

    /// <summary>Median seconds of a run, mean over the problems.</summary>
    public string Seconds =>
        Number(Problems.Where(p => p.Runs > 0).Select(p => p.Seconds).DefaultIfEmpty(double.NaN).Average(), "0.0");

    /// <summary>Recovered runs of one problem.</summary>
    public static string Rate(ProblemRecovery problem) => $"{problem.Recovered}/{problem.Runs}";

    /// <summary>Settings in a sentence.</summary>
    public static string Settings(RecoveryOptions options, int threads)
    {
        var settings = RecoverySettings.Of(options);
        return Paragraph.Of(
            typeof(RecoveryReport), "recovery-settings",
            ("runs", options.Runs),
            ("bound", settings.Bound),
            ("noise", 100 * options.Noise),
            ("islands", Wording.Count(options.Islands, "island", "islands")),
            ("threads", Wording.Count(options.Threads, "thread", "threads")),
            ("all", threads),
            ("seed", options.Seed));
    }

    /// <summary>Writes a table for people.</summary>
    public void Write(IAnsiConsole console)
    {
        var table = Tables.New(3, Headings);
        foreach (var row in Rows(code: text => text))
            table.Add(row);
        console.Write(table);
        console.Line($"Recovered: {Percent}");
        console.Line(OnPlainerFronts);
        console.Line(OfTheChosen);
    }

    /// <summary>The problems as JSON.</summary>
    public IEnumerable<object> JsonProblems() => Problems.Select(p => new
    {
        name = p.Problem.Name,
        law = p.Problem.Law,
        runs = p.Runs,
        solved = p.Solved,
        chosen = p.Chosen,
        recovered = p.Recovered,
        onRoundFront = p.OnRoundFront,
        onPlainFront = p.OnPlainFront,
        exact = p.Exact,
        seconds = p.Seconds,
        formula = p.Formula,
    });

    /// <summary>A page with the table.</summary>
    public Markdown Page(string title, RecoveryRequest request, Machine machine, DateTimeOffset date) =>
        new Markdown(title, request.Command, machine, date)
            .Say(Settings(request.Options, request.Threads))
            .Say($"Recovered: {Percent}. {OnPlainerFronts} Seconds are the median of a run.")
            .Say(OfTheChosen)
            .Table(3, Headings, Rows(Markdown.Code));

    private IEnumerable<string[]> Rows(Func<string, string> code) =>
        Problems.Select(p =>
            (string[])[
                p.Problem.Name, code(p.Problem.Law), code(p.Formula), $"{p.Solved}/{p.Runs}", Rate(p),
                $"{p.OnRoundFront}/{p.Runs}", $"{p.OnPlainFront}/{p.Runs}", $"{p.Exact}/{p.Runs}", Number(p.Seconds, "0.0")
            ]);

    private string Share(Func<ProblemRecovery, int> counted) => Number(ProblemRecovery.Percent(Problems, counted), "0.0") + " %";

    private static string Number(double value, string format) =>
        double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "–";
}
