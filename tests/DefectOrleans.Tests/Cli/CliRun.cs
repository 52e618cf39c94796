using DefectOrleans.Cli;

namespace DefectOrleans.Tests.Cli;

/// <summary>What one run of the program, in this process, said and returned.</summary>
internal sealed record CliRun(int Code, string Out, string Error)
{
    /// <summary>Runs the program with these words.</summary>
    public static CliRun Of(params string[] args)
    {
        using StringWriter stdout = new(), stderr = new();
        var code = CommandLineApp.Run(args, stdout, stderr, TimeProvider.System, CancellationToken.None);
        return new CliRun(code, stdout.ToString(), stderr.ToString());
    }

    /// <summary>The standard error's only line.</summary>
    public string OnlyErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
}
