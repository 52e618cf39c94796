using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// A campaign with all that it learns from, so that who runs it needs no file of the user's. Energies and levels in eV.
/// </summary>
[DataContract]
public sealed record CampaignRequest
{
    /// <summary>The campaign's id: asked for twice with like settings it is one campaign.</summary>
    [DataMember(Order = 0)]
    public required string Id { get; init; }

    /// <summary>The id of the book that it makes.</summary>
    [DataMember(Order = 1)]
    public required string Book { get; init; }

    /// <summary>The material.</summary>
    [DataMember(Order = 2)]
    public required string Material { get; init; }

    /// <summary>The pristine unit cell.</summary>
    [DataMember(Order = 3)]
    public required UnitCell Cell { get; init; }

    /// <summary>Which levels the samples tell.</summary>
    [DataMember(Order = 4)]
    public required LevelReference Levels { get; init; }

    /// <summary>Levels of the crystal without defects, where known.</summary>
    [DataMember(Order = 5)]
    public Levels? Pristine { get; init; }

    /// <summary>The structures and what was calculated for them.</summary>
    [DataMember(Order = 6)]
    public required IReadOnlyList<CampaignSample> Samples { get; init; }

    /// <summary>Where the samples came from, for the book's provenance.</summary>
    [DataMember(Order = 7)]
    public required IReadOnlyList<TrainingFolder> Folders { get; init; }

    /// <summary>How to search.</summary>
    [DataMember(Order = 8)]
    public required CampaignSettings Settings { get; init; }

    /// <summary>
    /// Ids of samples that were picked for their geometry, not drawn: they can't tell how large errors usually are.
    /// </summary>
    [DataMember(Order = 9)]
    public IReadOnlyList<string> Chosen { get; init; } = [];
}

/// <summary>A structure and what was calculated for it, eV; null where it was not.</summary>
[DataContract]
public sealed record CampaignSample(
    [property: DataMember(Order = 0)] LatticeStructure Structure,
    [property: DataMember(Order = 1)] double? Energy,
    [property: DataMember(Order = 2)] double? Homo,
    [property: DataMember(Order = 3)] double? Lumo,
    [property: DataMember(Order = 4)] double? Gap)
{
    /// <summary>Other properties that were calculated; null where none was.</summary>
    [DataMember(Order = 5)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PropertyValue>? Others { get; init; }
}

/// <summary>How a campaign searches; a budget or a number of epochs bounds it.</summary>
[DataContract]
public sealed record CampaignSettings
{
    /// <summary>Properties that get formulas.</summary>
    [DataMember(Order = 0)]
    public IReadOnlyList<Property> Properties { get; init; } = [Property.Energy, Property.Gap];

    /// <summary>Time for the campaign, s.</summary>
    [DataMember(Order = 1)]
    public double? BudgetSeconds { get; init; }

    /// <summary>Epochs of each island.</summary>
    [DataMember(Order = 2)]
    public int? Epochs { get; init; }

    /// <summary>Islands of each search.</summary>
    [DataMember(Order = 3)]
    public int Islands { get; init; } = 2;

    /// <summary>The seed that all others come from.</summary>
    [DataMember(Order = 4)]
    public long Seed { get; init; } = 1;

    /// <summary>Network backend, <c>managed</c> or <c>torch</c>.</summary>
    [DataMember(Order = 5)]
    public string Network { get; init; } = "managed";

    /// <summary>Most complex formula that the book may choose.</summary>
    [DataMember(Order = 6)]
    public int MaxComplexity { get; init; } = 40;
}
