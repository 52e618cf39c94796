using System.Globalization;
using DefectOrleans.Client;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.ServiceDefaults;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterTests.Host;

/// <summary>Silos and a gateway as processes, on a PostgreSQL database of their own, and on a Redis where one is given.</summary>
internal sealed class ClusterUnderTest : IDisposable
{
    /// <summary>How long the gateway tries again while silos die.</summary>
    public static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(20);

    private readonly string _postgres;
    private readonly int _checkpointSeconds;
    private readonly string? _redis;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(2) };
    private readonly (string Silo, string Gateway)[] _ports;
    private readonly ProgramUnderTest?[] _silos;
    private ProgramUnderTest? _gateway;

    private ClusterUnderTest(string postgres, string? redis, int silos, int checkpointSeconds)
    {
        (_postgres, _redis, _checkpointSeconds) = (postgres, redis, checkpointSeconds);
        _ports = [.. Enumerable.Range(0, silos).Select(_ => ($"{FreePort.Next()}", $"{FreePort.Next()}"))];
        _silos = new ProgramUnderTest?[silos];
    }

    /// <summary>The API as it answers, without a second try of the client's.</summary>
    public DefectClient Api => new(_http, new DefectClientOptions
    {
        Address = _gateway!.Address!, RetryFor = TimeSpan.Zero, Format = new MessagePackBodyFormat(),
    });

    /// <summary>Its silos, as they were started last.</summary>
    public IReadOnlyList<ProgramUnderTest> Silos => _silos!;

    /// <summary>Its gateway, as it was started last.</summary>
    public ProgramUnderTest Gateway => _gateway!;

    /// <summary>All that its programs wrote: what to look at when a test fails.</summary>
    public string Output => string.Join('\n', _silos.Append(_gateway).Select(program => program?.Output));

    /// <summary>Starts a cluster and waits until it answers.</summary>
    /// <param name="postgres">Where states are, and where silos find each other unless there is a Redis.</param>
    /// <param name="database">A name for the cluster's database.</param>
    /// <param name="silos">Number of silos.</param>
    /// <param name="redis">Connection string of a Redis where silos find each other; null for none.</param>
    /// <param name="checkpointSeconds">Time between snapshots of a search, s.</param>
    public static async Task<ClusterUnderTest> Start(
        PostgresServer postgres, string database, int silos = 2, string? redis = null, int checkpointSeconds = 2)
    {
        var cluster = new ClusterUnderTest(postgres.Create(database), redis, silos, checkpointSeconds);
        await cluster.RenewSchema();
        cluster._gateway = ProgramUnderTest.Start(Built.Gateway, cluster.Settings());
        await Task.WhenAll(Enumerable.Range(0, silos).Select(cluster.StartSilo));
        await cluster._gateway.IsHealthy(SiloHost.ReadyPath);
        return cluster;
    }

    /// <summary>Makes or renews the tables.</summary>
    public async Task RenewSchema()
    {
        var (code, output) = await ProgramUnderTest.Run(Built.Silo, Settings(), "schema");
        if (code != 0)
            throw new InvalidOperationException($"schema ended with {code}: {output}");
    }

    /// <summary>Starts a silo, for the first time or again, and waits until it is one of the cluster.</summary>
    public async Task StartSilo(int number)
    {
        _silos[number]?.Dispose();
        _silos[number] = ProgramUnderTest.Start(Built.Silo, Settings(_ports[number]));
        await _silos[number]!.IsHealthy(SiloHost.ReadyPath);
    }

    /// <summary>Starts the gateway again and waits until it has met a silo; it has another address then.</summary>
    public async Task StartGateway()
    {
        _gateway?.Dispose();
        _gateway = ProgramUnderTest.Start(Built.Gateway, Settings());
        await _gateway.IsHealthy(SiloHost.ReadyPath);
    }

    /// <summary>
    /// Age in seconds of the oldest snapshot of a search that a silo runs, as its metrics tell; what a crash would lose.
    /// </summary>
    public Task<double> OldestSnapshot(int number) => Metric(number, "defects_search_checkpoint_age");

    /// <summary>Searches that a silo drives, as its metrics tell.</summary>
    public Task<double> RunningSearches(int number) => Metric(number, "defects_search_running");

    /// <summary>Ends a silo as <c>kill -9</c> does.</summary>
    public Task Kill(int number) => _silos[number]!.Kill();

    /// <summary>Ends a silo as <c>kill</c> does.</summary>
    public Task<int> Terminate(int number) => _silos[number]!.Terminate();

    public void Dispose()
    {
        foreach (var program in _silos.Append(_gateway))
            program?.Dispose();
        _http.Dispose();
    }

    private async Task<double> Metric(int number, string name)
    {
        var metrics = await _http.GetStringAsync(new Uri(_silos[number]!.Address!, Telemetry.MetricsPath));
        return metrics.Split('\n').Where(line => line.StartsWith(name, StringComparison.Ordinal))
            .Select(line =>
                double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0],
                    CultureInfo.InvariantCulture))
            .DefaultIfEmpty().Max();
    }

    private Dictionary<string, string> Settings((string Silo, string Gateway)? ports = null) => new()
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["DEFECTS_CLUSTERING"] = _redis is null ? "postgresql" : "redis",
        ["DEFECTS_POSTGRES"] = _postgres,
        ["DEFECTS_REDIS"] = _redis ?? "",
        ["DEFECTS_SILO_PORT"] = ports?.Silo ?? "11111",
        ["DEFECTS_GATEWAY_PORT"] = ports?.Gateway ?? "30000",
        ["DEFECTS_CORES"] = "1",
        ["DEFECTS_CHECKPOINT_SECONDS"] = $"{_checkpointSeconds}",
        ["DEFECTS_RETRY_SECONDS"] = $"{RetryWindow.TotalSeconds}",
    };
}
