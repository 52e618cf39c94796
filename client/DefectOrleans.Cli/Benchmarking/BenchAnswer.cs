using System.CommandLine;
using DefectOrleans.Cli.Output;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>Gives a benchmark's answer: on the console or as JSON, and as a page where one is asked for.</summary>
internal static class BenchAnswer
{
    /// <summary>Gives it.</summary>
    /// <param name="session">Where it goes.</param>
    /// <param name="words">The words that asked for it.</param>
    /// <param name="report">What was found.</param>
    /// <param name="json">Whether JSON is wanted.</param>
    /// <param name="page">Where a page goes; null for none.</param>
    /// <param name="done">What was done when it is ended early, such as <c>searches</c>.</param>
    /// <returns>The exit code.</returns>
    public static int Give(Session session, ParseResult words, IBenchReport report, bool json, string? page, string done)
    {
        if (json)
            JsonDocuments.Write(session.Out, report.Json());
        else
            report.Write(session.Answers);
        if (page is not null)
            report.Page(Markdown.CommandLine(words), Machine.This(), session.Clock.GetUtcNow()).WriteTo(page);
        if (!session.Cancellation.IsCancellationRequested)
            return ExitCode.Done;
        session.Say($"defects: ended early; the answer is of the {done} that were done");
        return ExitCode.EndedEarly;
    }
}
