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
}
