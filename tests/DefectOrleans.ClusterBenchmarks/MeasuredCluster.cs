using System.Diagnostics;
using DefectOrleans.Client;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterBenchmarks;

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
    /// <returns>Its searches, and candidates scored a second from the campaign's start to its end.</returns>
    /// <exception cref="InvalidOperationException">The campaign did not complete.</exception>
    public async Task<(int Searches, double Rate)> Campaign(string book, TrainingSet training, DiscoveryOptions options)
    {
        var request = CampaignRequests.ToMessage(book, book, training, options);
        using var http = new HttpClient();
        var api = new DefectClient(http, new DefectClientOptions { Address = Address, Format = new MessagePackBodyFormat() });
        var watch = Stopwatch.StartNew();
        await api.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in api.Watch(request.Id, default))
        {
            if (status.Stage != last?.Stage)
                await Console.Error.WriteLineAsync($"{watch.Elapsed.TotalSeconds,6:0.0} s {status.Stage}");
            last = status;
        }
        return last!.State == CampaignState.Completed
            ? (last.Searches.Count, last.Searches.Sum(search => (double)search.Scored) / watch.Elapsed.TotalSeconds)
            : throw new InvalidOperationException($"the campaign ended as {last.State}: {last.Message}");
    }

    public void Dispose() => _programs.ForEach(program => program.Dispose());

    private Task Add(ProgramUnderTest program)
    {
        _programs.Add(program);
        return program.IsHealthy(SiloHost.ReadyPath);
    }
}
