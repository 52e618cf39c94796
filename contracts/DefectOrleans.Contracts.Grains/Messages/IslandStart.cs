using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>How an island begins.</summary>
/// <param name="Task">The search that it is part of.</param>
/// <param name="Attempt">Counts the times that the search was begun or taken back to a snapshot; an island obeys the
/// latest.</param>
/// <param name="From">The snapshot to go on from; null begins anew.</param>
[DataContract]
public sealed record IslandStart(
    [property: DataMember(Order = 0)] SearchTask Task,
    [property: DataMember(Order = 1)] int Attempt,
    [property: DataMember(Order = 2)] IslandSnapshot? From);

/// <summary>A state that all islands of a search have stored at one epoch.</summary>
/// <param name="Attempt">The attempt that wrote it.</param>
/// <param name="Generation">1 for a search's first snapshot, one more with each; two are kept.</param>
/// <param name="Epoch">Epochs done.</param>
[DataContract]
public sealed record IslandSnapshot(
    [property: DataMember(Order = 0)] int Attempt,
    [property: DataMember(Order = 1)] int Generation,
    [property: DataMember(Order = 2)] int Epoch);
