using Spectre.Console;

namespace DefectOrleans.Cli.Output;

/// <summary>Consoles over the program's streams.</summary>
internal static class Consoles
{
    /// <summary>Columns of what goes to a file or another program: wide enough for every table, the same everywhere.</summary>
    private const int PlainWidth = 120;

    /// <summary>A console over a stream: as the terminal is if the stream is one, plain text of fixed width otherwise.</summary>
    public static IAnsiConsole Over(TextWriter writer)
    {
        var terminal = IsTerminal(writer);
        var colour = terminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        if (!terminal)
            console.Profile.Width = PlainWidth;
        return console;
    }

    /// <summary>Whether a stream of this process is a terminal.</summary>
    public static bool IsTerminal(TextWriter writer) =>
        (ReferenceEquals(writer, Console.Out) && !Console.IsOutputRedirected)
        || (ReferenceEquals(writer, Console.Error) && !Console.IsErrorRedirected);
}
