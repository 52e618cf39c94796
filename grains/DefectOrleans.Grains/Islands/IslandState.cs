using System.Runtime.Serialization;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>An island as it is stored.</summary>
[DataContract]
public sealed record IslandState : StoredState
{
    /// <summary>Which snapshot it is part of; null where there is none.</summary>
    [DataMember(Order = 0)]
    public IslandSnapshot? Snapshot { get; init; }

    /// <summary>The island's own bytes.</summary>
    [DataMember(Order = 1)]
    public byte[] Island { get; init; } = [];
}
