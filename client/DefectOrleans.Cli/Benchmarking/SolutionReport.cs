using System.Globalization;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Plots;
using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>How often the one chosen formula is the law, beside what others publish.</summary>
/// <param name="Title">What the problems are.</param>
/// <param name="Protocol">Where they and their points come from.</param>
/// <param name="Elsewhere">Published rates.</param>
/// <param name="Problems">Each problem's runs.</param>
/// <param name="Skipped">Equations that are no problem here.</param>
internal sealed record SolutionReport(
    string Title, string Protocol, string Elsewhere, IReadOnlyList<ProblemRecovery> Problems,
    IReadOnlyList<SkippedEquation> Skipped)
{
    private static readonly string[] Headings = ["Problem", "Law", "Chosen formula", "Chosen", "On the front", "Seconds"];

    private string Solved => Share(p => p.Solved);

    private string Rates => Paragraph.Of(
        typeof(SolutionReport), "solution-rates", ("chosen", Solved), ("front", Share(p => p.Recovered)));

    private string LeftOut => Skipped.Count == 0
        ? ""
        : $"Left out: {string.Join("; ", Skipped.Select(s => $"{s.Name} ({s.Reason.TrimEnd('.')})"))}.";

    /// <summary>Settings in a sentence.</summary>
    public static string Settings(RecoveryRequest request)
    {
        var (options, settings) = (request.Options, RecoverySettings.Of(request.Options));
        return Paragraph.Of(
            typeof(SolutionReport), "solution-settings",
            ("runs", options.Runs),
            ("bound", settings.Bound),
            ("noise", 100 * options.Noise),
            ("islands", Wording.Count(options.Islands, "island", "islands")),
            ("threads", Wording.Count(options.Threads, "thread", "threads")),
            ("all", request.Threads),
            ("seed", options.Seed));
    }

    /// <summary>Answers a request: JSON or a table, and the page where one is asked for.</summary>
    public void Answer(Session session, RecoveryRequest request)
    {
        if (request.Json)
            JsonDocuments.Write(session.Out, Json(request));
        else
            Write(session.Answers);
        if (request.Page is { } page)
            Page(request, Machine.This(), session.Clock.GetUtcNow()).WriteTo(page);
    }

    /// <summary>A page with the table.</summary>
    public Markdown Page(RecoveryRequest request, Machine machine, DateTimeOffset date)
    {
        var page = new Markdown(Title, request.Command, machine, date).Say(Protocol).Say(Settings(request)).Say(Rates);
        if (LeftOut.Length > 0)
            page.Say(LeftOut);
        return page.Say(Elsewhere).Table(3, Headings, Rows(Markdown.Code));
    }

    private object Json(RecoveryRequest request) => new
    {
        problems = Problems.Select(p => new
        {
            name = p.Problem.Name,
            law = p.Problem.Law,
            runs = p.Runs,
            solved = p.Solved,
            chosen = p.Chosen,
            recovered = p.Recovered,
            seconds = p.Seconds,
        }),
        skipped = Skipped.Select(s => new { name = s.Name, reason = s.Reason }),
        chosen_percent = ProblemRecovery.Percent(Problems, p => p.Solved),
        recovery_percent = ProblemRecovery.Percent(Problems),
        noise = request.Options.Noise,
        settings = Settings(request),
    };

    private void Write(IAnsiConsole console)
    {
        var table = Tables.New(3, Headings);
        foreach (var row in Rows(code: text => text))
            table.Add(row);
        console.Write(table);
        console.Line(Rates);
        if (LeftOut.Length > 0)
            console.Line(LeftOut);
    }

    private IEnumerable<string[]> Rows(Func<string, string> code) => Problems.Select(p =>
        (string[])[
            p.Problem.Name, code(p.Problem.Law), code(p.Chosen), $"{p.Solved}/{p.Runs}", $"{p.Recovered}/{p.Runs}",
            Number(p.Seconds)
        ]);

    private string Share(Func<ProblemRecovery, int> counted) => Number(ProblemRecovery.Percent(Problems, counted)) + " %";

    private static string Number(double value) =>
        double.IsFinite(value) ? value.ToString("0.0", CultureInfo.InvariantCulture) : "–";
}
