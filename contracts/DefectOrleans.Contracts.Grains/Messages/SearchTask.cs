using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>What one search of a campaign has to do: a pair table and how to search.</summary>
[DataContract]
public sealed record SearchTask
{
    /// <summary>The pair type, such as <c>V_Mo|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string PairType { get; init; }

    /// <summary>How the two sites lie to the layer's middle plane.</summary>
    [DataMember(Order = 1)]
    public required Side Side { get; init; }

    /// <summary>The property.</summary>
    [DataMember(Order = 2)]
    public required Property Property { get; init; }

    /// <summary>The pair table, nearest first.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<TablePoint> Points { get; init; }

    /// <summary>Most complex formula to look for.</summary>
    [DataMember(Order = 4)]
    public required int MaxComplexity { get; init; }

    /// <summary>Network backend, <c>managed</c> or <c>torch</c>.</summary>
    [DataMember(Order = 5)]
    public required string Network { get; init; }

    /// <summary>The search's seed, which its islands' seeds come from.</summary>
    [DataMember(Order = 6)]
    public required ulong Seed { get; init; }

    /// <summary>Number of islands.</summary>
    [DataMember(Order = 7)]
    public required int Islands { get; init; }

    /// <summary>Epochs of each island; null when time bounds the search.</summary>
    [DataMember(Order = 8)]
    public int? Epochs { get; init; }

    /// <summary>The search's share of the campaign's time, s; null when epochs bound it.</summary>
    [DataMember(Order = 9)]
    public double? BudgetSeconds { get; init; }

    /// <summary>What a level is expected to be far apart, eV; null where nothing is.</summary>
    [DataMember(Order = 10)]
    public double? Limit { get; init; }

    /// <summary>The channels of a law's search, whose tables the law is for; empty where one channel's formula is searched, and
    /// <see cref="PairType"/>, <see cref="Side"/> and <see cref="Points"/> say which.</summary>
    [DataMember(Order = 11)]
    public IReadOnlyList<LawChannel> Channels { get; init; } = [];

    /// <summary>Forms that a law's search begins with, as tokens in prefix order.</summary>
    [DataMember(Order = 12)]
    public IReadOnlyList<byte[]> Forms { get; init; } = [];
}

/// <summary>A channel of a law's search.</summary>
/// <param name="PairType">The pair type, such as <c>V_Mo|V_S</c>.</param>
/// <param name="Side">How the two sites lie to the layer's middle plane.</param>
/// <param name="Points">The pair table, nearest first.</param>
/// <param name="Limit">What a level is expected to be far apart, eV; null where nothing is.</param>
[DataContract]
public sealed record LawChannel(
    [property: DataMember(Order = 0)] string PairType,
    [property: DataMember(Order = 1)] Side Side,
    [property: DataMember(Order = 2)] IReadOnlyList<TablePoint> Points,
    [property: DataMember(Order = 3)] double? Limit);
