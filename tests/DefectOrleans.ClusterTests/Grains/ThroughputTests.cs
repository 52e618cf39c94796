using System.Diagnostics;
using System.Diagnostics.Metrics;
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

        output.WriteLine($"one silo {one.Rate:0} candidates/s, two silos {two.Rate:0}, ratio {two.Rate / one.Rate:0.00}; cores had work {one.Use:P0} and {two.Use:P0} of the time");
        Assert.True(two.Rate / one.Rate >= 1.8, $"{one.Rate:0} and {two.Rate:0} candidates/s");
    }

    /// <summary>The same campaign of 16 searches, over all of its time.</summary>
    private static async Task<(double Rate, double Use)> CandidatesPerSecond(short silos)
    {
        await using var cluster = await GrainCluster.Start(silos, inMemory: true);
        var request = WholeRequest("c1", Settings with { Properties = [Property.Energy, Property.Homo, Property.Lumo, Property.Gap], Epochs = 4 });
        var busy = 0.0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (measure, to) =>
        {
            if (measure.Name == "defects.search.busy")
                to.EnableMeasurementEvents(measure);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Add(ref busy, seconds));
        listener.Start();
        var began = Stopwatch.GetTimestamp();
        await cluster.Service.StartCampaign(request, default);
        CampaignStatus? last = null;
        await foreach (var status in cluster.Service.Watch("c1", default))
            last = status;
        Assert.Equal((CampaignState.Completed, 16), (last!.State, last.Searches.Count));
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return (last.Searches.Sum(s => s.Scored) / seconds, busy / (silos * seconds));
    }

    private static void Add(ref double sum, double more)
    {
        for (double before; Interlocked.CompareExchange(ref sum, (before = sum) + more, before) != before;)
        {
        }
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
