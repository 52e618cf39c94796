using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Cli.Serving;

/// <summary>The HTTP API and web page on this machine, over the engine alone, without keys.</summary>
internal static class LocalServer
{
    // Searches keep the pool's threads busy; those who answer shall not wait for one.
    private const int ThreadsForAnswers = 16;

    /// <summary>Serves until the token says stop.</summary>
    /// <param name="service">What is served.</param>
    /// <param name="addresses">Where to listen.</param>
    /// <param name="log">Takes what goes wrong: see <see cref="ServerLog"/>.</param>
    /// <param name="started">Told the addresses once there is an answer.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InputException">An address can't be listened at.</exception>
    public static async Task Run(IDefectService service, IEnumerable<Uri> addresses, Action<string> log,
        Action<IEnumerable<string>> started, CancellationToken cancellation)
    {
        ThreadPool.GetMinThreads(out var workers, out var others);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + ThreadsForAnswers), others);
        // Not the folder that the command was called in: its files are no settings of ours.
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = "Production" });
        builder.Logging.ClearProviders().AddProvider(new ServerLog(log, TimeProvider.System));
        // Why the server can't start is told in a line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.WebHost.UseUrls([.. addresses.Select(a => a.AbsoluteUri)]);
        builder.Services.AddSingleton(service);
        builder.Services.AddDefectApi();
        builder.Services.AddProbes();
        builder.Services.AllowAnyone();
        await using var app = builder.Build();
        app.MapDefectApi();
        app.MapProbes();
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or FormatException or NotSupportedException)
        {
            throw new InputException(
                $"--urls: {e.Message.TrimEnd('.')}; expected a free address of this machine such as http://127.0.0.1:5080", e);
        }
        started(app.Urls);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await app.StopAsync(CancellationToken.None);
    }
}
