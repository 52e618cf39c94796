using Orleans.Storage;

namespace DefectOrleans.Silo.Cluster;

/// <summary>
/// States in PostgreSQL under their grains' keys as they are written. Orleans' provider takes a key that reads as a number
/// or a Guid for one, so that the campaigns <c>c1</c>, <c>C1</c> and <c>0c1</c> would share one row; behind a sign that no
/// number has, every key stays a text.
/// </summary>
internal sealed class TextKeyStorage(AdoNetGrainStorage storage) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>What stands before every key in the table.</summary>
    public const string Sign = "=";

    public void Participate(ISiloLifecycle lifecycle) => storage.Participate(lifecycle);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, AsText(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.WriteStateAsync(stateName, AsText(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, AsText(grainId), grainState);

    private static GrainId AsText(GrainId grain) => GrainId.Create(grain.Type, $"{Sign}{grain.Key}");
}
