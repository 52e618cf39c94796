using System.Runtime.InteropServices;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>What a measurement ran on.</summary>
/// <param name="Processor">Its name, as the system tells it.</param>
/// <param name="Cores">Processors that this process may use.</param>
/// <param name="System">Operating system.</param>
/// <param name="Runtime">.NET's version.</param>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime)
{
    /// <summary>This machine.</summary>
    public static Machine This() => new(
        ProcessorName(), Environment.ProcessorCount, RuntimeInformation.OSDescription, RuntimeInformation.FrameworkDescription);

    private static string ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        var line = File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
