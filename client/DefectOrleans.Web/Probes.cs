using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
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
        app.MapHealthChecks(StartupPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Startup) });
        app.MapHealthChecks(LivePath, new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks(ReadyPath, new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready) });
        return app;
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
