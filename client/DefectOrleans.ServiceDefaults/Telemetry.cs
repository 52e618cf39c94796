using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DefectOrleans.ServiceDefaults;

/// <summary>Traces, metrics and logs: Prometheus reads metrics at <c>/metrics</c>, a collector gets all of it.</summary>
public static class Telemetry
{
    /// <summary>Where Prometheus reads metrics.</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>The setting that names the collector: an OTLP address.</summary>
    public const string CollectorSetting = "OtlpEndpoint";

    // OpenTelemetry's own, which its exporter reads by itself; .NET Aspire sets it.
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    // s, from a single structure in memory to a large batch.
    private static readonly double[] Durations = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10];

    /// <summary>Collects what the program, ASP.NET Core and Orleans measure.</summary>
    /// <param name="builder">The program that is built.</param>
    /// <param name="program">Its name in traces, unless OpenTelemetry's own variables give another.</param>
    /// <param name="collector">An OTLP collector; null for the one of OpenTelemetry's own variables, if any.</param>
    public static void AddTelemetry(this IHostApplicationBuilder builder, string program, Uri? collector)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(program).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => metrics
                .AddMeter("DefectOrleans*", "Microsoft.Orleans", "System.Runtime")
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddView("defects.prediction.duration", new ExplicitBucketHistogramConfiguration { Boundaries = Durations })
                .AddPrometheusExporter());
        if (collector is null && string.IsNullOrWhiteSpace(builder.Configuration[CollectorVariable]))
            return;
        telemetry
            .WithMetrics(metrics => metrics.AddOtlpExporter(Send))
            .WithTracing(traces => traces
                .AddSource("DefectOrleans*")
                .AddSource("Microsoft.Orleans.Application", "Microsoft.Orleans.Lifecycle", "Microsoft.Orleans.Storage")
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(Send))
            .WithLogging(logs => logs.AddOtlpExporter(Send));

        void Send(OtlpExporterOptions otlp)
        {
            if (collector is not null)
                otlp.Endpoint = collector;
        }
    }
}
