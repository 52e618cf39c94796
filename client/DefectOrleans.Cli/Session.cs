using DefectOrleans.Cli.Output;
using Spectre.Console;

namespace DefectOrleans.Cli;

/// <summary>What a command works with: where it writes, what time it is, and when to stop.</summary>
internal sealed class Session(TextWriter stdout, TextWriter stderr, TimeProvider clock, CancellationToken cancellation)
{
    /// <summary>Standard output, for documents that go out as they are.</summary>
    public TextWriter Out => stdout;

    /// <summary>Standard output, for tables.</summary>
    public IAnsiConsole Answers { get; } = Consoles.Over(stdout);

    /// <summary>Standard error, for progress.</summary>
    public IAnsiConsole Progress { get; } = Consoles.Over(stderr);

    /// <summary>Time.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Cancelled when the command is to end early.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Whether somebody sits at a terminal who can be asked.</summary>
    public bool CanAsk => Consoles.IsTerminal(stderr) && !Console.IsInputRedirected;

    /// <summary>Asks on the terminal; null where no answer comes.</summary>
    public string? Ask(string question)
    {
        stderr.Write(question + " ");
        stderr.Flush();
        return Console.In.ReadLine();
    }

    /// <summary>Writes to standard error as it is, for a log.</summary>
    public void Log(string text) => stderr.WriteLine(text);

    /// <summary>Says something on standard error, on one line.</summary>
    public void Say(string message) => stderr.WriteLine(message.ReplaceLineEndings(" "));
}
