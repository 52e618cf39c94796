using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace DefectOrleans.Web;

/// <summary>The three probes of every program that answers HTTP: has it started, does it live, can it be asked.</summary>
public static class Probes
{
    /// <summary>Answers 200 once the program has started; then never anything else.</summary>
    public const string StartupPath = "/health/startup";

    /// <summary>Answers 200 as long as the process does; asks nobody.</summary>
    public const string LivePath = "/health/live";

    /// <summary>Answers 200 while all checks with the tag <see cref="Ready"/> pass.</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Tag of the health checks that say whether questions can be answered.</summary>
    public const string Ready = "ready";

    private const string Startup = "startup";

    /// <summary>Registers them; the host adds checks with the tag <see cref="Ready"/>.</summary>
    public static IHealthChecksBuilder AddProbes(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<StartCheck>("started", tags: [Startup]);

    /// <summary>Maps them.</summary>
    public static WebApplication MapProbes(this WebApplication app)
    {
        app.MapProbe(StartupPath, check => check.Tags.Contains(Startup));
        app.MapProbe(LivePath, _ => false);
        app.MapProbe(ReadyPath, check => check.Tags.Contains(Ready));
        return app;
    }

    private static void MapProbe(this WebApplication app, string path, Func<HealthCheckRegistration, bool> asked) =>
        app.MapHealthChecks(path, new HealthCheckOptions { Predicate = asked, ResponseWriter = Write });

    /// <summary>Answers in words: <c>Healthy</c>, or <c>Unhealthy</c> and why, a line each.</summary>
    private static Task Write(HttpContext request, HealthReport report)
    {
        request.Response.ContentType = "text/plain; charset=utf-8";
        var faults = report.Entries.Values.Where(check => check.Status != HealthStatus.Healthy)
            .Select(check => check.Description);
        return request.Response.WriteAsync(string.Join('\n', faults.OfType<string>().Prepend($"{report.Status}")));
    }

    /// <summary>Started is a program whose host has: a silo has joined its cluster by then, a gateway has met one.</summary>
    private sealed class StartCheck(IHostApplicationLifetime program) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellation = default) =>
            Task.FromResult(program.ApplicationStarted.IsCancellationRequested
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("the program is still starting"));
    }
}
