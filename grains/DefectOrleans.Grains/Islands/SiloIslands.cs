using System.Collections.Concurrent;
using DefectOrleans.Contracts.Grains;
using Microsoft.Extensions.Logging;

namespace DefectOrleans.Grains;

/// <summary>
/// The islands in this silo's memory. When the silo shuts down their searches are held first, each with a snapshot, so
/// that other silos go on where they were.
/// </summary>
internal sealed class SiloIslands(IGrainFactory grains, ILogger<SiloIslands> log) : ILifecycleParticipant<ISiloLifecycle>
{
    private readonly ConcurrentDictionary<IslandKey, byte> _islands = new();

    public void Add(IslandKey island) => _islands[island] = 0;

    public void Remove(IslandKey island) => _islands.TryRemove(island, out _);

    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloIslands), ServiceLifecycleStage.Active, _ => Task.CompletedTask, HandOver);

    private async Task HandOver(CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(_islands.Keys.Select(i => i.Search).Distinct()
                .Select(search => grains.GetGrain<IPairGrain>(search.ToString()).Hold(cancellation))).WaitAsync(cancellation);
        }
        catch (Exception fault)
        {
            PairLog.NotHandedOver(log, fault);
        }
    }
}
