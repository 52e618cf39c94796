using System.Runtime.Serialization;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>A search as it is stored: what it has to do, and where it was at its last snapshot.</summary>
[DataContract]
public sealed record PairState : StoredState
{
    /// <summary>What it has to do; null before its first run.</summary>
    [DataMember(Order = 0)]
    public SearchTask? Task { get; init; }

    /// <summary>Times that it was begun or taken back.</summary>
    [DataMember(Order = 1)]
    public int Attempt { get; init; }

    /// <summary>The islands' last whole snapshot; null before the first.</summary>
    [DataMember(Order = 2)]
    public IslandSnapshot? Snapshot { get; init; }

    /// <summary>Where the islands stood at the snapshot, by number.</summary>
    [DataMember(Order = 3)]
    public EpochReport[] Islands { get; init; } = [];

    /// <summary>Time that the search had taken at the snapshot, s.</summary>
    [DataMember(Order = 4)]
    public double ElapsedSeconds { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    [DataMember(Order = 5)]
    public SearchReport? End { get; init; }
}
