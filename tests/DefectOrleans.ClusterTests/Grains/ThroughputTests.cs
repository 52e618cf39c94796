using System.Diagnostics;
using DefectOrleans.Contracts;
using Xunit.Abstractions;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>What a second silo brings; on demand (DEFECTS_MEASURE=1), since it needs two quiet cores.</summary>
[Trait("Category", "Slow")]
public class ThroughputTests(ITestOutputHelper output)
{
    [MeasureFact]
    public async Task Two_silos_of_one_core_each_score_almost_twice_the_candidates_of_one()
    {
        var one = await CandidatesPerSecond(silos: 1);
        var two = await CandidatesPerSecond(silos: 2);

        output.WriteLine($"one silo {one:0} candidates/s, two silos {two:0}, ratio {two / one:0.00}");
        Assert.True(two / one >= 1.8, $"{one:0} and {two:0} candidates/s");
    }

    /// <summary>The same campaign of 16 searches, over all of its time.</summary>
    private static async Task<double> CandidatesPerSecond(short silos)
    {
        await using var cluster = await GrainCluster.Start(silos, inMemory: true);
        var request = WholeRequest("c1", Settings with { Properties = [Property.Energy, Property.Homo, Property.Lumo, Property.Gap], Epochs = 8 });
        var began = Stopwatch.GetTimestamp();
        await cluster.Service.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in cluster.Service.Watch("c1", default))
            last = status;
        Assert.Equal((CampaignState.Completed, 16), (last!.State, last.Searches.Count));
        return last.Searches.Sum(s => s.Scored) / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}

/// <summary>Runs where DEFECTS_MEASURE is 1.</summary>
internal sealed class MeasureFactAttribute : FactAttribute
{
    public MeasureFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("DEFECTS_MEASURE") != "1")
            Skip = "a measurement: set DEFECTS_MEASURE=1 on a machine with two quiet cores";
    }
}
