using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using DefectOrleans.Cli.Commands;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli;

/// <summary>The program <c>defects</c>: words in, exit code out.</summary>
public static class CommandLineApp
{
    /// <summary>Environment variable that asks for the stack of an error.</summary>
    internal const string TraceVariable = "DEFECTS_TRACE";

    /// <summary>Runs one command.</summary>
    /// <param name="args">The words behind the program's name.</param>
    /// <param name="stdout">Takes the answer.</param>
    /// <param name="stderr">Takes progress and errors.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends long work early.</param>
    /// <returns>0 done, 1 a fault of the program, 2 wrong words or files, 3 ended early.</returns>
    public static int Run(
        IReadOnlyList<string> args, TextWriter stdout, TextWriter stderr, TimeProvider clock, CancellationToken cancellation)
    {
        var session = new Session(stdout, stderr, clock, cancellation);
        try
        {
            var words = Commands(session)
                .Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
            if (words.Action is ParseErrorAction)
                throw new InputException(WordFaults.Describe(words));
            return words.Invoke(new InvocationConfiguration
            {
                Output = stdout,
                Error = stderr,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception e)
        {
            var (code, message) = Explain(e, cancellation);
            session.Say($"defects: {message}");
            if (Environment.GetEnvironmentVariable(TraceVariable) == "1")
                stderr.WriteLine(e);
            return code;
        }
    }

    // A RootCommand would call itself after the process, which under a test or a host is another one.
    private static Command Commands(Session session) =>
        new("defects", "Learns short formulas for the interactions of point defects in 2D crystals and predicts with them.")
        {
            new HelpOption(),
            new VersionOption(),
            DemoCommand.Create(session),
            InspectCommand.Create(session),
            DiscoverCommand.Create(session),
            EvaluateCommand.Create(session),
            PredictCommand.Create(session),
            ChooseCommand.Create(session),
            FormulasCommand.Create(session),
            PlotCommand.Create(session),
            ScanCommand.Create(session),
            ComplexCommand.Create(session),
            SampleCommand.Create(session),
            FitCommand.Create(session),
            BenchCommand.Create(session),
            ServeCommand.Create(session),
            CampaignsCommand.Create(session),
            PretrainCommand.Create(session),
        };

    private static (int Code, string Message) Explain(Exception e, CancellationToken cancellation) => e switch
    {
        AggregateException { InnerException: { } inner } => Explain(inner, cancellation),
        InputException or DefectServiceException => (ExitCode.BadInput, e.Message),
        OperationCanceledException when cancellation.IsCancellationRequested =>
            (ExitCode.EndedEarly, "ended early; nothing was saved"),
        _ => (ExitCode.Fault, $"a fault of this program: {e.GetType().Name}: {e.Message} ({TraceVariable}=1 shows where)"),
    };
}
