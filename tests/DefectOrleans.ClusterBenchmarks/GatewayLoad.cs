using System.Diagnostics;
using System.Globalization;
using DefectOrleans.Client;
using DefectOrleans.Gateway.Bodies;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>What a gateway answers a second, and how soon.</summary>
internal sealed class GatewayLoad(Uri address, string book, string? key)
{
    private const int Structures = 1_000_000, BatchSize = 10_000, Connections = 2;
    private const int RequestsPerSecond = 100, Seconds = 30, WarmUp = 200;

    private readonly HttpClient _http = new();

    public async Task Run(TextWriter output)
    {
        var api = new DefectClient(_http, new DefectClientOptions { Address = address, Key = key, Format = new MessagePackBodyFormat() });
        var triples = new Triples((await api.Book(book, default)).Book);
        await Batches(api, triples, output);
        await Singles(api, triples, output);
        await Memory(output);
    }

    private async Task Batches(DefectClient api, Triples triples, TextWriter output)
    {
        // Drawn before the clock starts; the time of writing, sending, answering and reading counts.
        var batches = Enumerable.Range(0, Structures / BatchSize).Select(_ => triples.Batch(BatchSize)).ToList();
        for (var i = 0; i < 5; i++)
            await api.Predict(book, batches[i], default);
        var latencies = new double[batches.Count];
        var watch = Stopwatch.StartNew();
        await Parallel.ForAsync(0, batches.Count, new ParallelOptions { MaxDegreeOfParallelism = Connections }, async (i, cancellation) =>
        {
            var begun = watch.Elapsed;
            await api.Predict(book, batches[i], cancellation);
            latencies[i] = (watch.Elapsed - begun).TotalMilliseconds;
        });
        var rate = Structures / watch.Elapsed.TotalSeconds;
        output.WriteLine(Line($"batches of {BatchSize}: {rate:0} structures/s; {Quantiles(latencies)} for a batch"));
    }

    private async Task Singles(DefectClient api, Triples triples, TextWriter output)
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
        output.WriteLine(Line($"single structures, {RequestsPerSecond} requests/s: {Quantiles(latencies)}"));

        async Task Ask(int i, TimeSpan due)
        {
            await api.Predict(book, questions[i], default);
            latencies[i] = (watch.Elapsed - due).TotalMilliseconds;
        }
    }

    private async Task Memory(TextWriter output)
    {
        const string Metric = "dotnet_process_memory_working_set_bytes";
        var metrics = await _http.GetStringAsync(new Uri(address, Gateway.Hosting.Telemetry.MetricsPath));
        var line = metrics.Split('\n').FirstOrDefault(l => l.StartsWith(Metric, StringComparison.Ordinal));
        if (line is not null && double.TryParse(line.Split(' ')[1], CultureInfo.InvariantCulture, out var bytes))
            output.WriteLine(Line($"gateway's memory: {bytes / (1 << 20):0} MB"));
    }

    private static string Quantiles(double[] milliseconds)
    {
        var sorted = milliseconds.Order().ToArray();
        return Line($"p50 {sorted[sorted.Length / 2]:0.0} ms, p99 {sorted[(int)(0.99 * sorted.Length)]:0.0} ms");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
