using DefectOrleans.Web;
using Microsoft.AspNetCore.Builder;

namespace DefectOrleans.ServiceDefaults;

/// <summary>What silo and gateway show to operators alike: traces, metrics and logs, and three probes.</summary>
public static class ProgramDefaults
{
    /// <summary>Registers all of it.</summary>
    /// <param name="builder">The program that is built.</param>
    /// <param name="program">Its name in traces.</param>
    /// <param name="collector">An OTLP collector; null for the one of OpenTelemetry's own variables, if any.</param>
    public static void AddServiceDefaults(this WebApplicationBuilder builder, string program, Uri? collector)
    {
        builder.AddTelemetry(program, collector);
        builder.Services.AddProbes();
    }

    /// <summary>Maps metrics and probes.</summary>
    public static void MapServiceDefaults(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint(Telemetry.MetricsPath);
        app.MapProbes();
    }
}
