using System.Collections;
using DefectOrleans.Gateway.Settings;
using Microsoft.Extensions.Logging.Console;

namespace DefectOrleans.Gateway.Hosting;

/// <summary>What silo and gateway have in common as programs: settings, log lines, addresses.</summary>
public static partial class ProgramHost
{
    /// <summary>The setting of the addresses that a program answers HTTP on.</summary>
    public const string AddressSetting = "Urls";

    /// <summary>
    /// Settings come from the program's appsettings.json, then the environment, then the command line; logs go to standard
    /// output, one line each.
    /// </summary>
    public static WebApplicationBuilder Create(string[] args, string? environment = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args, ContentRootPath = AppContext.BaseDirectory, EnvironmentName = environment,
        });
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(v => KeyValuePair.Create((string)v.Key, (string)v.Value!));
        builder.Configuration.AddDefectVariables(variables).AddCommandLine(args);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        // StartUp tells why a program can't start; the host would add a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder;
    }

    /// <summary>
    /// The addresses that the program answers HTTP on: <c>--urls</c>, else the setting <c>Urls</c>, else these.
    /// </summary>
    public static void UseAddresses(this WebApplicationBuilder builder, string otherwise) =>
        builder.WebHost.UseUrls((builder.Configuration["urls"]
            ?? builder.Configuration[$"{EnvironmentSettings.Section}:{AddressSetting}"]
            ?? otherwise).Split(';', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Warns of settings that the program does not know, by the names of their variables.</summary>
    public static void WarnOf(this WebApplication app, IReadOnlyList<string> strangers)
    {
        foreach (var stranger in strangers)
            Unknown(app.Logger, EnvironmentSettings.VariableOf(stranger));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Setting} is no setting of this program; docs/cluster.md lists them")]
    private static partial void Unknown(ILogger log, string setting);
}
