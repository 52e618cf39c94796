using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// A defect whose symmetric form is not its lowest: calculations that begin with a mirror plane through it keep the plane, and
/// with it the higher form. Where the other defects leave no such plane it falls into the lower one, once, however many they
/// are.
/// </summary>
[DataContract]
public sealed record SymmetryBreaking
{
    /// <summary>The kind, such as <c>V_W</c>.</summary>
    [DataMember(Order = 0)]
    public required string Kind { get; init; }

    /// <summary>Energy of the lower form less that of the symmetric one, eV.</summary>
    [DataMember(Order = 1)]
    public required double Energy { get; init; }

    /// <summary>One standard deviation, eV.</summary>
    [DataMember(Order = 2)]
    public required double Deviation { get; init; }

    /// <summary>Neighbours that leave no mirror plane and yet were too weak to move it from the symmetric form.</summary>
    [DataMember(Order = 3)]
    public IReadOnlyList<ChannelDistance> Weak { get; init; } = [];
}

/// <summary>A distance of a pair channel.</summary>
/// <param name="PairType">The pair type, such as <c>V_Mo|V_S</c>.</param>
/// <param name="Side">How the two sites lie to the layer's middle plane.</param>
/// <param name="Distance">r, Å.</param>
[DataContract]
public sealed record ChannelDistance(
    [property: DataMember(Order = 0)] string PairType,
    [property: DataMember(Order = 1)] Side Side,
    [property: DataMember(Order = 2)] double Distance);
