using DefectOrleans.Gateway.Settings;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DefectOrleans.Gateway.Hosting;

/// <summary>Traces and metrics: Prometheus reads them at <c>/metrics</c>, and a collector gets them where one is set.</summary>
public static class Telemetry
{
    /// <summary>Where Prometheus reads metrics.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>The setting that names the collector: an OTLP address.</summary>
    public const string CollectorSetting = "OtlpEndpoint";

    /// <summary>Collects what the program, ASP.NET Core and Orleans measure.</summary>
    /// <param name="services">The program's services.</param>
    /// <param name="program">The program's name in traces.</param>
    /// <param name="collector">An OTLP collector; null sends nothing.</param>
    public static void AddTelemetry(this IServiceCollection services, string program, Uri? collector)
    {
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("DefectOrleans*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                metrics.AddPrometheusExporter();
                if (collector is not null)
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector);
            });
        if (collector is not null)
        {
            telemetry.WithTracing(traces => traces
                .AddSource("DefectOrleans*", "Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage")
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = collector));
        }
    }
}
