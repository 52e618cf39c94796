using System.Diagnostics;
using System.Globalization;
using DefectOrleans.Client;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>What a campaign did.</summary>
/// <param name="Searches">Its searches.</param>
/// <param name="Rate">Candidates scored a second, from its start to its end.</param>
/// <param name="Busy">The part of that time that the silos' cores had work, between 0 and 1.</param>
internal sealed record CampaignFigures(int Searches, double Rate, double Busy);

/// <summary>Silos on one core each and a gateway, every one a process, state in memory.</summary>
internal sealed class MeasuredCluster : IDisposable
{
    private readonly List<ProgramUnderTest> _programs = [];

    private MeasuredCluster()
    {
    }

    /// <summary>Where its gateway answers.</summary>
    public Uri Address => _programs[^1].Address!;

    public static async Task<MeasuredCluster> Start(int silos)
    {
        var cluster = new MeasuredCluster();
        try
        {
            var (primary, gateways) = ($"{FreePort.Next()}", new List<string>());
            for (var i = 0; i < silos; i++)
            {
                gateways.Add($"{FreePort.Next()}");
                await cluster.Add(ProgramUnderTest.StartOn(core: i, Built.Silo, new Dictionary<string, string>
                {
                    ["DOTNET_ENVIRONMENT"] = "Development",
                    ["DEFECTS_CORES"] = "1",
                    ["DEFECTS_SILO_PORT"] = i == 0 ? primary : $"{FreePort.Next()}",
                    ["DEFECTS_PRIMARY_SILO_PORT"] = primary,
                    ["DEFECTS_GATEWAY_PORT"] = gateways[i],
                }));
            }
            await cluster.Add(ProgramUnderTest.Start(Built.Gateway, new Dictionary<string, string>
            {
                ["DOTNET_ENVIRONMENT"] = "Development", ["DEFECTS_GATEWAY_PORTS"] = string.Join(',', gateways),
            }));
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Runs a campaign to its end.</summary>
    /// <exception cref="InvalidOperationException">The campaign did not complete.</exception>
    public async Task<CampaignFigures> Campaign(string book, TrainingSet training, DiscoveryOptions options)
    {
        var request = CampaignRequests.ToMessage(book, book, training, options);
        using var http = new HttpClient();
        var api = new DefectClient(http, new DefectClientOptions { Address = Address, Format = new MessagePackBodyFormat() });
        var before = await Busy();
        var watch = Stopwatch.StartNew();
        await api.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in api.Watch(request.Id, default))
        {
            if (status.Stage != last?.Stage)
                await Console.Error.WriteLineAsync($"{watch.Elapsed.TotalSeconds,6:0.0} s {status.Stage}");
            last = status;
        }
        var seconds = watch.Elapsed.TotalSeconds;
        return last!.State == CampaignState.Completed
            ? new CampaignFigures(last.Searches.Count, last.Searches.Sum(search => (double)search.Scored) / seconds,
                (await Busy() - before) / seconds / Silos.Count())
            : throw new InvalidOperationException($"the campaign ended as {last.State}: {last.Message}");
    }

    private IEnumerable<ProgramUnderTest> Silos => _programs.SkipLast(1);

    /// <summary>Seconds that the cores of all silos had work.</summary>
    private async Task<double> Busy()
    {
        const string Metric = "defects_search_busy_seconds_total";
        var pages = await Task.WhenAll(Silos.Select(silo => silo.Text(ServiceDefaults.Telemetry.MetricsPath)));
        // A silo that has done nothing yet does not tell it.
        var lines = pages.Select(page =>
            page.Split('\n').FirstOrDefault(line => line.StartsWith(Metric, StringComparison.Ordinal)));
        return lines.OfType<string>().Sum(line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    public void Dispose() => _programs.ForEach(program => program.Dispose());

    private Task Add(ProgramUnderTest program)
    {
        _programs.Add(program);
        return program.IsHealthy(SiloHost.ReadyPath);
    }
}
