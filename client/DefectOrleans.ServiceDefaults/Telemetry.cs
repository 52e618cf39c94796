using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DefectOrleans.ServiceDefaults;

/// <summary>Traces and metrics: Prometheus reads them at <c>/metrics</c>, and a collector gets them where one is set.</summary>
public static class Telemetry
{
    /// <summary>Where Prometheus reads metrics.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>The setting that names the collector: an OTLP address.</summary>
    public const string CollectorSetting = "OtlpEndpoint";

    // s, from a single structure in memory to a large batch.
    private static readonly double[] Durations = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    /// <summary>Collects what the program, ASP.NET Core and Orleans measure.</summary>
    /// <param name="builder">The program that is built.</param>
    /// <param name="program">The program's name in traces.</param>
    /// <param name="collector">An OTLP collector; null sends nothing.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string program, Uri? collector)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter("DefectOrleans*", "Microsoft.Orleans", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime");
                metrics.AddView("defects.prediction.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Durations });
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
