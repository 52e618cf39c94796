using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>The two last snapshots of one island, in storage. While one is written the other stays whole.</summary>
internal sealed class IslandSnapshots(GrainId island, IGrainStorage storage)
{
    private readonly GrainState<IslandState>?[] _slots = new GrainState<IslandState>?[2];

    /// <summary>Names of the states.</summary>
    public static string[] Names { get; } = ["even", "odd"];

    /// <summary>Reads a snapshot.</summary>
    /// <exception cref="GrainFaultException">It is not there.</exception>
    public async Task<byte[]> Read(IslandSnapshot snapshot)
    {
        // What this island wrote itself is kept in storage alone.
        _slots[snapshot.Generation % 2] = null;
        var slot = await Slot(snapshot.Generation);
        if (!slot.RecordExists || slot.State?.Snapshot != snapshot)
            throw new GrainFaultException(ServiceFault.NotFound,
                $"{island}: no snapshot {snapshot.Generation} of attempt {snapshot.Attempt} at epoch {snapshot.Epoch}");
        var state = slot.State.Island;
        slot.State = new IslandState();
        return state;
    }

    /// <summary>Writes a snapshot in place of the one before the last.</summary>
    public async Task Write(IslandSnapshot snapshot, byte[] state)
    {
        var slot = await Slot(snapshot.Generation);
        slot.State = new IslandState { Snapshot = snapshot, Island = state };
        await Ask(snapshot.Generation, () => storage.WriteStateAsync(Name(snapshot.Generation), island, slot));
        slot.State = new IslandState();
    }

    /// <summary>Forgets both.</summary>
    public async Task Clear()
    {
        foreach (var i in (int[])[0, 1])
        {
            var slot = await Slot(i);
            if (slot.RecordExists)
                await Ask(i, () => storage.ClearStateAsync(Name(i), island, slot));
        }
    }

    private static string Name(int generation) => Names[generation % 2];

    private async Task<GrainState<IslandState>> Slot(int generation)
    {
        if (_slots[generation % 2] is { } known)
            return known;
        var slot = new GrainState<IslandState>(new IslandState());
        await Ask(generation, () => storage.ReadStateAsync(Name(generation), island, slot));
        return _slots[generation % 2] = slot;
    }

    private async Task Ask(int generation, Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception fault)
        {
            // What is stored now is not known: it is read again before it is used.
            _slots[generation % 2] = null;
            throw new GrainFaultException(ServiceFault.Unavailable, $"{island}: its snapshots can't be reached: {fault.Message}");
        }
    }
}
