using System.Diagnostics;
using DefectOrleans.Client;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Discovery;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>What silos of one core each did of the same campaign.</summary>
/// <param name="Silos">How many.</param>
/// <param name="Searches">Searches of the campaign.</param>
/// <param name="Rate">Candidates scored a second, from the campaign's start to its end.</param>
internal sealed record ScalingFigures(int Silos, int Searches, double Rate);

/// <summary>A campaign on silos of one core each, every one a process, state in memory.</summary>
internal sealed class SiloScaling(string folder)
{
    public const string Book = "measured";
    public const int Epochs = 20;

    private readonly TrainingSet _training = new TrainingSelection().Pick([DatasetReader.Read(folder)], []);

    /// <summary>Runs the campaign, then whatever else shall be asked of the gateway while its cluster lives.</summary>
    public async Task<(ScalingFigures Scaling, T Then)> Run<T>(int silos, Func<Uri, Task<T>> then)
    {
        var programs = new List<ProgramUnderTest>();
        try
        {
            var (primary, gateways) = ($"{FreePort.Next()}", new List<string>());
            for (var i = 0; i < silos; i++)
            {
                gateways.Add($"{FreePort.Next()}");
                programs.Add(ProgramUnderTest.Start(Built.Silo, new Dictionary<string, string>
                {
                    ["DOTNET_ENVIRONMENT"] = "Development",
                    ["DEFECTS_CORES"] = "1",
                    ["DEFECTS_SILO_PORT"] = i == 0 ? primary : $"{FreePort.Next()}",
                    ["DEFECTS_PRIMARY_SILO_PORT"] = primary,
                    ["DEFECTS_GATEWAY_PORT"] = gateways[i],
                }));
                await programs[i].IsHealthy(SiloHost.ReadyPath);
            }
            var gateway = ProgramUnderTest.Start(Built.Gateway, new Dictionary<string, string>
            {
                ["DOTNET_ENVIRONMENT"] = "Development", ["DEFECTS_GATEWAY_PORTS"] = string.Join(',', gateways),
            });
            programs.Add(gateway);
            await gateway.IsHealthy(SiloHost.ReadyPath);
            // A first, short campaign: programs compile what they run.
            await Campaign(silos, gateway.Address!, "warm-up", epochs: 1);
            return (await Campaign(silos, gateway.Address!, Book, Epochs), await then(gateway.Address!));
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    private async Task<ScalingFigures> Campaign(int silos, Uri gateway, string book, int epochs)
    {
        var request = CampaignRequests.ToMessage(book, book, _training, new DiscoveryOptions { Epochs = epochs });
        using var http = new HttpClient();
        var api = new DefectClient(http, new DefectClientOptions { Address = gateway, Format = new MessagePackBodyFormat() });
        var watch = Stopwatch.StartNew();
        await api.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in api.Watch(request.Id, default))
            last = status;
        return last!.State == CampaignState.Completed
            ? new ScalingFigures(silos, last.Searches.Count, last.Searches.Sum(search => (double)search.Scored) / watch.Elapsed.TotalSeconds)
            : throw new InvalidOperationException($"the campaign ended as {last.State}: {last.Message}");
    }
}
