using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>What a book says of one structure; energies and levels in eV, null where the book has no formula for them.</summary>
[DataContract]
public sealed record Prediction
{
    /// <summary>The structure's id or file name.</summary>
    [DataMember(Order = 0)]
    public required string Id { get; init; }

    /// <summary>Defect kinds, ordered by name; one entry a defect.</summary>
    [DataMember(Order = 1)]
    public required IReadOnlyList<string> Defects { get; init; }

    /// <summary>Formation energy.</summary>
    [DataMember(Order = 2)]
    public double? FormationEnergy { get; init; }

    /// <summary>Formation energy over the number of defects; null without defects.</summary>
    [DataMember(Order = 3)]
    public double? EnergyPerSite { get; init; }

    /// <summary>Highest occupied level.</summary>
    [DataMember(Order = 4)]
    public double? Homo { get; init; }

    /// <summary>Lowest unoccupied level.</summary>
    [DataMember(Order = 5)]
    public double? Lumo { get; init; }

    /// <summary>LUMO − HOMO.</summary>
    [DataMember(Order = 6)]
    public double? Gap { get; init; }

    /// <summary>One standard deviation of each of the above.</summary>
    [DataMember(Order = 7)]
    public required PredictionUncertainty Uncertainty { get; init; }

    /// <summary>Each pair's share of the energy.</summary>
    [DataMember(Order = 8)]
    public required IReadOnlyList<PairShare> Pairs { get; init; }

    /// <summary>Where the structure leaves what the book learned.</summary>
    [DataMember(Order = 9)]
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Why each value that is null is.</summary>
    [DataMember(Order = 10)]
    public IReadOnlyList<MissingValue> Missing { get; init; } = [];

    /// <summary>Other properties that the book has formulas for; null where it has none.</summary>
    [DataMember(Order = 11)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PredictedProperty>? Others { get; init; }
}

/// <summary>What a book says of a property that predictions have no member for.</summary>
/// <param name="Property">The property.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Unit">Its unit, for people.</param>
/// <param name="Value">Its value; null where it can't be told.</param>
/// <param name="Uncertainty">One standard deviation of it; null where there is no value.</param>
[DataContract]
public sealed record PredictedProperty(
    [property: DataMember(Order = 0)] Property Property,
    [property: DataMember(Order = 1)] string Name,
    [property: DataMember(Order = 2)] string Unit,
    [property: DataMember(Order = 3)] double? Value,
    [property: DataMember(Order = 4)] double? Uncertainty);

/// <summary>Why a value of a prediction is missing.</summary>
/// <param name="Value">formation_energy, energy_per_site, homo, lumo, gap, or the word of another property.</param>
/// <param name="Reason">Why, for people.</param>
[DataContract]
public sealed record MissingValue(
    [property: DataMember(Order = 0)] string Value,
    [property: DataMember(Order = 1)] string Reason);

/// <summary>Expected errors of a prediction, eV; null where nothing was predicted.</summary>
[DataContract]
public sealed record PredictionUncertainty(
    [property: DataMember(Order = 0)] double? FormationEnergy,
    [property: DataMember(Order = 1)] double? EnergyPerSite,
    [property: DataMember(Order = 2)] double? Homo,
    [property: DataMember(Order = 3)] double? Lumo,
    [property: DataMember(Order = 4)] double? Gap);

/// <summary>One pair's part in a prediction.</summary>
/// <param name="Type">Pair type.</param>
/// <param name="Side">How its sites lie to the layer's middle plane.</param>
/// <param name="Distance">Minimum-image distance, Å.</param>
/// <param name="Energy">V(r), in small cells summed over near images, eV; null where the book has no formula for it.</param>
[DataContract]
public sealed record PairShare(
    [property: DataMember(Order = 0)] string Type,
    [property: DataMember(Order = 1)] Side Side,
    [property: DataMember(Order = 2)] double Distance,
    [property: DataMember(Order = 3)] double? Energy);
