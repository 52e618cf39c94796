using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>What a host calls to run the grains.</summary>
public static class SiloBuilderExtensions
{
    /// <summary>
    /// Adds the grains and their messages. The host adds clustering, and grain storages under the names of
    /// <see cref="DefectStorage"/>; these store by this project's own serializer.
    /// </summary>
    /// <exception cref="InputException">A setting is out of its range.</exception>
    public static ISiloBuilder AddDefectGrains(this ISiloBuilder silo, GrainSettings settings)
    {
        settings.Validate();
        silo.Services.AddDefectMessages();
        silo.Services.AddSingleton(settings);
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<IStoredKeys, NoStoredKeys>();
        silo.Services.AddMetrics();
        silo.Services.AddSingleton<SearchCores>();
        silo.Services.AddSingleton<SiloSearches>();
        silo.Services.AddSingleton<DefectMetrics>();
        silo.Services.AddSingleton<ClusterCores>();
        silo.Services.AddSingleton<CampaignServices>();
        silo.Services.AddSingleton<SiloIslands>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, CampaignWaker>();
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => services.GetRequiredService<SiloIslands>());
        silo.Services.AddPlacementDirector<IslandPlacement, IslandPlacementDirector>();
        silo.AddIncomingGrainCallFilter<FaultFilter>();
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer, StateSerializer>(DefectStorage.Name);
        silo.Services.AddKeyedSingleton<IGrainStorageSerializer, StateSerializer>(DefectStorage.Checkpoints);
        return silo;
    }
}
