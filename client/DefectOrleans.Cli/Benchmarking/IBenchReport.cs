using Spectre.Console;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>What a benchmark found, for people, for programs, and as a page.</summary>
internal interface IBenchReport
{
    /// <summary>Writes it for people.</summary>
    void Write(IAnsiConsole console);

    /// <summary>The document of <c>--json</c>.</summary>
    object Json();

    /// <summary>A page of it.</summary>
    /// <param name="command">The command that makes the page again.</param>
    /// <param name="machine">What it ran on.</param>
    /// <param name="date">When.</param>
    Markdown Page(string command, Machine machine, DateTimeOffset date);
}
