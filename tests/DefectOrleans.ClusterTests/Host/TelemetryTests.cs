using DefectOrleans.ServiceDefaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Where traces, metrics and logs go.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Signals = ["Trace", "Metrics", "Logs"];

    [Fact]
    public async Task Without_a_collector_of_ours_the_one_of_OpenTelemetrys_variables_gets_all_under_the_name_that_they_give()
    {
        await using var collector = await CollectorServer.Start();
        await using var program = await Program(ours: null, standard: collector.Address);
        await Eventually.Is("all signals", () => IsTold(program, collector, "silo-7"), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_collector_of_ours_goes_before_that_of_OpenTelemetrys_variables()
    {
        await using var ours = await CollectorServer.Start();
        await using var other = await CollectorServer.Start();
        await using var program = await Program(new Uri(ours.Address), other.Address);
        await Eventually.Is("all signals", () => IsTold(program, ours, "silo-7"), TimeSpan.FromMinutes(1));
        Assert.True(other.IsEmpty);
    }

    private static async Task<bool> IsTold(WebApplication program, CollectorServer collector, string name)
    {
        // A request makes a trace; that the program started is in its log.
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(new Uri(program.Urls.Single()), "/health/startup"));
        return answer.IsSuccessStatusCode && Signals.All(signal => collector.Has(signal, name));
    }

    private static async Task<WebApplication> Program(Uri? ours, string standard)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = standard,
            ["OTEL_SERVICE_NAME"] = "silo-7",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        });
        builder.AddServiceDefaults("DefectOrleans.Silo", ours);
        var program = builder.Build();
        program.MapServiceDefaults();
        await program.StartAsync();
        return program;
    }
}
