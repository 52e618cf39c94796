using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>An island in this silo's memory. It computes on <see cref="SearchCores"/>, never on the threads of grains.</summary>
[IslandPlacement]
internal sealed class IslandGrain(
    IGrainContext context,
    SearchCores cores,
    SiloIslands local,
    DefectMetrics metrics,
    [FromKeyedServices(DefectStorage.Checkpoints)] IGrainStorage storage) : Grain, IIslandGrain
{
    private readonly IslandKey _key = IslandKey.Parse(context.GrainId.Key.ToString()!);
    private readonly IslandSnapshots _snapshots = new(context.GrainId, storage);
    private Island? _island;
    private Task _work = Task.CompletedTask;
    private int _attempt;

    public async Task Open(IslandStart start, CancellationToken cancellation)
    {
        if (start.Attempt < _attempt)
            throw Lost(start.Attempt, start.From?.Epoch ?? 0);
        _attempt = start.Attempt;
        Drop();
        var state = start.From is { } snapshot ? await _snapshots.Read(snapshot) : null;
        _island = await cores.Run(_key.Search.Campaign, () => Make(start.Task, state), cancellation);
        local.Add(_key);
    }

    public Task<EpochReport> RunEpoch(EpochOrder order, CancellationToken cancellation)
    {
        var island = At(order.Attempt, order.Epoch);
        var work = cores.Run(_key.Search.Campaign, Epoch, cancellation);
        _work = work;
        return work;

        EpochReport Epoch()
        {
            using var activity = DefectActivities.Source.StartActivity("epoch");
            activity?.SetTag("island", _key.ToString());
            var scored = island.Scored;
            island.Receive(Candidates.FromMessage(order.Immigrants));
            island.RunEpoch(CancellationToken.None);
            metrics.Epochs.Add(1);
            metrics.Candidates.Add(island.Scored - scored);
            return Candidates.ToMessage(IslandStanding.Of(island));
        }
    }

    public async Task Write(IslandSnapshot snapshot, CancellationToken cancellation)
    {
        var island = At(snapshot.Attempt, snapshot.Epoch);
        await _snapshots.Write(snapshot, await Task.Run(() => Written(island), cancellation));
    }

    public async Task Close(bool keepSnapshots, CancellationToken cancellation)
    {
        Drop();
        if (!keepSnapshots)
            await _snapshots.Clear();
        DeactivateOnIdle();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // A silo that may wait no longer leaves a running epoch its memory.
        if (_work.IsCompleted)
            Drop();
        return Task.CompletedTask;
    }

    private Island Make(SearchTask task, byte[]? state)
    {
        var search = SearchTasks.FromMessage(task);
        var (problem, options, seed) = (search.Problem, search.Options, SearchRound.SeedOf(task.Seed, _key.Island));
        var (network, reader) = (NetworkBackends.Open(task.Network), NetworkBackends.Reader(task.Network));
        if (state is null)
        {
            var island = new Island(problem, options, network, seed);
            island.Plant(SearchTasks.FormsOf(task), CancellationToken.None);
            return island;
        }
        try
        {
            return Island.Read(new MemoryStream(state, writable: false), reader, problem, options, network, seed);
        }
        catch (InputException fault)
        {
            // Written by another release, or damaged: as good as none, and the search begins anew.
            throw new GrainFaultException(
                ServiceFault.NotFound, $"island {_key}: its snapshot can't be taken up: {fault.Message}");
        }
    }

    private static byte[] Written(Island island)
    {
        using var stream = new MemoryStream();
        island.Write(stream);
        return stream.ToArray();
    }

    private Island At(int attempt, int epoch) =>
        _island is { } island && attempt == _attempt && epoch == island.Epoch ? island : throw Lost(attempt, epoch);

    private GrainFaultException Lost(int attempt, int epoch) => new(ServiceFault.Conflict,
        $"island {_key}: asked for attempt {attempt} at epoch {epoch}; it is in attempt {_attempt} at "
            + $"{(_island is null ? "none" : _island.Epoch)}");

    private void Drop()
    {
        local.Remove(_key);
        _island?.Dispose();
        _island = null;
    }
}
