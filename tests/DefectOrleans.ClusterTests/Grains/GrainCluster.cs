using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Grains;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>Silos of one core each in this process, over a storage that outlives them.</summary>
internal sealed class GrainCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private GrainCluster(InProcessTestCluster cluster, LastingStorage storage) => (_cluster, Storage) = (cluster, storage);

    public static GrainSettings Settings { get; } = new()
    {
        Cores = 1,
        CheckpointEvery = TimeSpan.FromSeconds(1),
        LookEvery = TimeSpan.FromMilliseconds(200),
        WakeEvery = TimeSpan.FromMilliseconds(500),
        // Many tests drive searches that no campaign knows.
        SweepEvery = TimeSpan.FromHours(1),
        BookCheckEvery = TimeSpan.FromMilliseconds(200),
    };

    public LastingStorage Storage { get; }

    public IGrainFactory Grains => _cluster.Client;

    public IServiceProvider Silo => _cluster.Silos[0].ServiceProvider;

    public IDefectService Service => new GrainDefectService(_cluster.Client);

    public static async Task<GrainCluster> Start(
        short silos, GrainSettings? settings = null, LastingStorage? storage = null, bool inMemory = false)
    {
        storage ??= new LastingStorage();
        var builder = new InProcessTestClusterBuilder(silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddDefectGrains(settings ?? Settings);
            foreach (var name in (string[])[DefectStorage.Name, DefectStorage.Checkpoints])
            {
                if (inMemory)
                    silo.AddMemoryGrainStorage(name);
                else
                    silo.Services.AddKeyedSingleton<IGrainStorage>(name, storage);
            }
            if (!inMemory)
                silo.Services.AddSingleton<IStoredKeys>(storage);
            silo.Configure<ClusterMembershipOptions>(o =>
            {
                o.ProbeTimeout = TimeSpan.FromSeconds(2);
                o.NumMissedProbesLimit = 2;
                o.NumVotesForDeathDeclaration = 1;
            });
        });
        builder.ConfigureClient(client => client.Services.AddDefectMessages());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new GrainCluster(cluster, storage);
    }

    /// <summary>Kills a silo as a crash does: nothing is stored or told.</summary>
    public Task Kill(int silo) => _cluster.KillSiloAsync(_cluster.Silos[silo]);

    /// <summary>Stops a silo as an orderly shutdown does.</summary>
    public Task Stop(int silo) => _cluster.StopSiloAsync(_cluster.Silos[silo]);

    public async Task KillAll()
    {
        foreach (var silo in _cluster.Silos.ToList())
            await _cluster.KillSiloAsync(silo);
    }

    public Task Deactivate(IAddressable grain) => _cluster.DeactivateAsync(grain);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
