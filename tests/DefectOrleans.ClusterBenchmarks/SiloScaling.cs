using System.Diagnostics;
using System.Globalization;
using DefectOrleans.Client;
using DefectOrleans.ClusterTests.Host;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Discovery;
using DefectOrleans.Gateway.Bodies;
using DefectOrleans.Silo;

namespace DefectOrleans.ClusterBenchmarks;

/// <summary>The same campaign on one silo of one core and on two, state in memory: candidates a second from its start to its end.</summary>
internal static class SiloScaling
{
    private const int Epochs = 8;

    public static async Task Run(string folder, TextWriter output)
    {
        var training = new TrainingSelection().Pick([DatasetReader.Read(folder)], []);
        var request = CampaignRequests.ToMessage("measured", "measured", training, new DiscoveryOptions { Epochs = Epochs });
        var one = await Rate(silos: 1, request);
        output.WriteLine(Line($"one silo: {one:0} candidates/s"));
        var two = await Rate(silos: 2, request);
        output.WriteLine(Line($"two silos: {two:0} candidates/s, {two / one:0.00} times one"));
    }

    private static async Task<double> Rate(int silos, CampaignRequest request)
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
            return await Rate(gateway.Address!, request);
        }
        finally
        {
            programs.ForEach(program => program.Dispose());
        }
    }

    private static async Task<double> Rate(Uri gateway, CampaignRequest request)
    {
        using var http = new HttpClient();
        var api = new DefectClient(http, new DefectClientOptions { Address = gateway, Format = new MessagePackBodyFormat() });
        var watch = Stopwatch.StartNew();
        await api.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in api.Watch(request.Id, default))
            last = status;
        return last!.State == CampaignState.Completed
            ? last.Searches.Sum(search => (double)search.Scored) / watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"the campaign ended as {last.State}: {last.Message}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
