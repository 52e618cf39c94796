using System.Diagnostics;
using System.Globalization;
using DefectOrleans.Client;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Gateway.Bodies;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>What a gateway answered a second, and how soon.</summary>
/// <param name="Batches">Times of batches, ms.</param>
/// <param name="Rate">Structures a second in batches.</param>
/// <param name="Singles">Times of single structures, ms.</param>
/// <param name="Megabytes">Memory of the gateway afterwards; null where it does not tell.</param>
internal sealed record GatewayFigures(Latencies Batches, double Rate, Latencies Singles, double? Megabytes);

/// <summary>The half and the hundredth of some requests that took longest, ms.</summary>
internal sealed record Latencies(double Median, double Percentile99)
{
    public static Latencies Of(double[] milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        return new Latencies(Quantiles.Of(sorted, 0.5), Quantiles.Of(sorted, 0.99));
    }
}

/// <summary>A million triples in batches, then single structures at their times.</summary>
internal sealed class GatewayLoad(Uri address, string book, string? key)
{
    public const int Structures = 1_000_000, BatchSize = 10_000, Connections = 2, RequestsPerSecond = 100, Seconds = 30;
    private const int WarmUp = 200;

    private readonly HttpClient _http = new();

    public async Task<GatewayFigures> Run()
    {
        var api = new DefectClient(
            _http, new DefectClientOptions { Address = address, Key = key, Format = new MessagePackBodyFormat() });
        var triples = new Triples((await api.Book(book, default)).Book);
        var (batches, rate) = await Batches(api, triples);
        return new GatewayFigures(batches, rate, await Singles(api, triples), await Memory());
    }

    private async Task<(Latencies Latencies, double Rate)> Batches(DefectClient api, Triples triples)
    {
        // Drawn before the clock starts; the time of writing, sending, answering and reading counts.
        var batches = Enumerable.Range(0, Structures / BatchSize).Select(_ => triples.Batch(BatchSize)).ToList();
        for (var i = 0; i < 5; i++)
            await api.Predict(book, batches[i], default);
        var latencies = new double[batches.Count];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(
            0, batches.Count, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, cancellation) =>
            {
                var begun = watch.Elapsed;
                await api.Predict(book, batches[i], cancellation);
                latencies[i] = (watch.Elapsed - begun).TotalMilliseconds;
            });
        var rate = Structures / watch.Elapsed.TotalSeconds;
        return (Latencies.Of(latencies), rate);
    }

    private async Task<Latencies> Singles(DefectClient api, Triples triples)
    {
        var questions = Enumerable.Range(0, RequestsPerSecond * Seconds).Select(_ => triples.Single()).ToList();
        for (var i = 0; i < WarmUp; i++)
            await api.Predict(book, questions[i], default);
        // At their times whether or not the one before is answered: waiting in a queue counts.
        var latencies = new double[questions.Count];
        var watch = Stopwatch.StartNew();
        var asked = new List<Task>();
        for (var i = 0; i < questions.Count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / RequestsPerSecond);
            if (due - watch.Elapsed is { Ticks: > 0 } early)
                await Task.Delay(early);
            asked.Add(Ask(i, due));
        }
        await Task.WhenAll(asked);
        return Latencies.Of(latencies);

        async Task Ask(int i, TimeSpan due)
        {
            await api.Predict(book, questions[i], default);
            latencies[i] = (watch.Elapsed - due).TotalMilliseconds;
        }
    }

    private async Task<double?> Memory()
    {
        const string Metric = "dotnet_process_memory_working_set_bytes";
        const double Megabyte = 1 << 20;
        var metrics = await _http.GetStringAsync(new Uri(address, ServiceDefaults.Telemetry.MetricsPath));
        var line = metrics.Split('\n').FirstOrDefault(l => l.StartsWith(Metric, StringComparison.Ordinal));
        return line is not null && double.TryParse(line.Split(' ')[1], CultureInfo.InvariantCulture, out var bytes)
            ? bytes / Megabyte
            : null;
    }
}
