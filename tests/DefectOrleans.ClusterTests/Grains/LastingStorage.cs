using System.Collections.Concurrent;
using DefectOrleans.Grains;
using Orleans.Storage;

namespace DefectOrleans.ClusterTests.Grains;

/// <summary>A storage that outlives every silo, as a database does: bytes by name and grain, with versions.</summary>
internal sealed class LastingStorage : IGrainStorage, IStoredKeys
{
    private static readonly StateSerializer Serializer = new();

    private readonly ConcurrentDictionary<(string, GrainId), (int Version, byte[] State)> _rows = new();

    /// <summary>A grain whose states can't be reached, as where a database breaks on one row.</summary>
    public GrainId? OutOfReach { get; set; }

    /// <summary>What is stored, by state and grain.</summary>
    public IEnumerable<string> Rows => _rows.Keys.Select(k => $"{k.Item1} {k.Item2}");

    /// <summary>Stores a state as an earlier silo has left it.</summary>
    public void Leave<T>(string stateName, GrainId grainId, T state) =>
        LeaveBytes(stateName, grainId, Serializer.Serialize(state).ToArray());

    /// <summary>Stores bytes that may be no state at all.</summary>
    public void LeaveBytes(string stateName, GrainId grainId, byte[] bytes) => _rows[(stateName, grainId)] = (1, bytes);

    /// <summary>A state as a later silo will find it.</summary>
    public T Left<T>(string stateName, GrainId grainId) =>
        Serializer.Deserialize<T>(new BinaryData(_rows[(stateName, grainId)].State));

    public Task<IReadOnlyList<string>> Keys(string state, string prefix, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>(
            [
                .. _rows.Keys.Where(k => k.Item1 == state).Select(k => k.Item2.Key.ToString()!)
                    .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            ]);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainId == OutOfReach)
            throw new IOException("out of reach");
        grainState.RecordExists = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.ETag = grainState.RecordExists ? $"{row.Version}" : null;
        grainState.State = grainState.RecordExists
            ? Serializer.Deserialize<T>(new BinaryData(row.State))
            : Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var bytes = Serializer.Serialize(grainState.State).ToArray();
        var row = _rows.AddOrUpdate(
            (stateName, grainId),
            _ => (Expect(grainState, null), bytes),
            (_, before) => (Expect(grainState, before.Version), bytes));
        (grainState.ETag, grainState.RecordExists) = ($"{row.Version}", true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_rows.TryGetValue((stateName, grainId), out var row))
            Expect(grainState, row.Version);
        _rows.TryRemove((stateName, grainId), out _);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        grainState.State = Activator.CreateInstance<T>();
        return Task.CompletedTask;
    }

    private static int Expect<T>(IGrainState<T> state, int? stored) => state.ETag == (stored is { } version ? $"{version}" : null)
        ? (stored ?? 0) + 1
        : throw new InconsistentStateException($"version {state.ETag} was written over {stored}");
}
