using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace DefectOrleans.ClusterTests.Grains;

public class HostingTests
{
    [Fact]
    public void Settings_out_of_range_are_named_all_at_once()
    {
        var fault = Assert.Throws<InputException>(() => new GrainSettings
        {
            Cores = 0, CheckpointEvery = TimeSpan.FromMinutes(1), LookEvery = TimeSpan.Zero, WakeEvery = TimeSpan.FromHours(1),
            BookCheckEvery = TimeSpan.Zero, BookVersions = 0,
            KeepCampaigns = -1, KeepFor = TimeSpan.FromDays(-1),
        }.Validate());

        Assert.Equal(8, fault.Message.Split("; expected").Length - 1);
        new GrainSettings().Validate();
    }

    [Fact]
    public async Task A_host_s_storages_write_states_by_the_order_of_their_members()
    {
        await using var cluster = await GrainCluster.Start(1, inMemory: true);
        var options = cluster.Silo.GetRequiredService<IOptionsMonitor<MemoryGrainStorageOptions>>();

        foreach (var name in (string[])[DefectStorage.Name, DefectStorage.Checkpoints])
            Assert.IsType<StateSerializer>(options.Get(name).GrainStorageSerializer);
    }

    [Fact]
    public void Every_measure_tells_its_unit_and_what_it_is()
    {
        using var metrics = new SiloMetrics();

        Assert.Contains(metrics.Instruments, m => m.Name == "defects.search.candidates");
        Assert.All(
            metrics.Instruments, m => Assert.False(string.IsNullOrEmpty(m.Unit) || string.IsNullOrEmpty(m.Description), m.Name));
    }

    [Fact]
    public async Task A_question_to_a_program_that_ends_is_answered_as_unavailable()
    {
        var cluster = await GrainCluster.Start(1);
        var service = cluster.Service;
        await cluster.DisposeAsync();
        foreach (var ask in (Func<Task>[])[() => service.Books(default), () => service.Campaign("c1", default)])
            Assert.Equal(ServiceFault.Unavailable, (await Assert.ThrowsAsync<DefectServiceException>(ask)).Fault);
    }
}
