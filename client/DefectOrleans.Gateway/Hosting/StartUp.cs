using System.Net.Sockets;
using DefectOrleans.Gateway.Servers;
using DefectOrleans.Gateway.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace DefectOrleans.Gateway.Hosting;

/// <summary>Runs a program and tells the person who started it why it can't, without a stack trace.</summary>
public static class StartUp
{
    /// <summary>Exit code of a program that was started with wrong settings or before what it needs.</summary>
    public const int BadStart = 2;

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The program's own exit code, or 2 where it can't start.</returns>
    public static async Task<int> Run(string program, TextWriter errors, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception e) when (Explain(e) is { } fault)
        {
            await errors.WriteLineAsync($"{program} can't start:");
            foreach (var line in fault.Split('\n'))
                await errors.WriteLineAsync($"  {line}");
            return BadStart;
        }
    }

    /// <summary>Runs a host until it is asked to end; that may be before it has started.</summary>
    /// <param name="app">The host.</param>
    /// <param name="cluster">The servers that it uses.</param>
    /// <returns>0.</returns>
    /// <exception cref="SettingsException">A server fails at start; the message says which and what to do.</exception>
    public static async Task<int> Run(WebApplication app, ClusterSettings cluster)
    {
        var (started, stopping) = (app.Lifetime.ApplicationStarted, app.Lifetime.ApplicationStopping);
        try
        {
            await app.RunAsync();
        }
        catch (Exception) when (stopping.IsCancellationRequested && !started.IsCancellationRequested)
        {
            // What was still starting was broken off, as asked.
        }
        catch (Exception e) when (!started.IsCancellationRequested && ServerFaults.Explain(e, cluster) is { } fault)
        {
            throw new SettingsException(fault, e);
        }
        return 0;
    }

    private static string? Explain(Exception e) => e switch
    {
        SettingsException => e.Message,
        OptionsValidationException options => string.Join('\n', options.Failures),
        AggregateException { InnerException: { } inner } => Explain(inner),
        IOException { InnerException: AddressInUseException } => $"{e.Message} End the program that has it, or set DEFECTS_URLS.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"{e.Message}; this machine has no such address: correct DEFECTS_URLS or DEFECTS_ADDRESS.",
        _ => null,
    };
}
