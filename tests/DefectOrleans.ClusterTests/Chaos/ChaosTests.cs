using DefectOrleans.ClusterTests.Host;
using Xunit.Abstractions;

namespace DefectOrleans.ClusterTests.Chaos;

/// <summary>A short run of random faults; the command <c>chaos</c> of the cluster's benchmarks makes long ones.</summary>
[Trait("Category", "Slow")]
public class ChaosTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(40), Patience = TimeSpan.FromMinutes(8);

    [PostgresFact]
    public async Task Nothing_is_lost_refused_or_wrong_while_parts_die_freeze_and_restart()
    {
        var report = await ChaosRun.Make(seed: 1, Duration, keepsRows: true).WaitAsync(Patience);

        output.WriteLine(
            $"{string.Join(", ", report.Faults.Select(f => $"{f.Key.Part} {f.Key.Kind} {f.Value}"))}; "
                + $"{report with { Broken = [] }}");
        Assert.True(report.Broken.Count == 0, string.Join('\n', report.Broken));
        Assert.NotEqual(0, report.Faults.Values.Sum());
        Assert.NotEqual(0, report.Campaigns);
    }
}
