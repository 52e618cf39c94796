using System.Runtime.Serialization;
using System.Text.Json.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>Answers to a <see cref="LatticeBatch"/>, in its order; eV or the unit told, NaN where the book can't tell.</summary>
[DataContract]
public sealed record PredictedBatch
{
    /// <summary>Version of the book that answered; the same for the whole batch.</summary>
    [DataMember(Order = 0)]
    public required int BookVersion { get; init; }

    /// <summary>Formation energies.</summary>
    [DataMember(Order = 1)]
    public required double[] FormationEnergies { get; init; }

    /// <summary>Highest occupied levels; empty where the book has no formulas for them.</summary>
    [DataMember(Order = 2)]
    public required double[] Homos { get; init; }

    /// <summary>Lowest unoccupied levels; empty where the book has no formulas for them.</summary>
    [DataMember(Order = 3)]
    public required double[] Lumos { get; init; }

    /// <summary>Gaps; empty where the book has no formulas for them.</summary>
    [DataMember(Order = 4)]
    public required double[] Gaps { get; init; }

    /// <summary>Structures, by number, that leave what the book learned; ask for one alone to read the warnings.</summary>
    [DataMember(Order = 5)]
    public required int[] Outside { get; init; }

    /// <summary>Properties that have no member of their own and formulas in the book; null where there are none.</summary>
    [DataMember(Order = 6)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PredictedValues>? Others { get; init; }
}

/// <summary>What a book says of one property of a batch's structures.</summary>
/// <param name="Property">The property.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Unit">Its unit, for people.</param>
/// <param name="Values">Its values in the batch's order; NaN where the book can't tell.</param>
[DataContract]
public sealed record PredictedValues(
    [property: DataMember(Order = 0)] Property Property,
    [property: DataMember(Order = 1)] string Name,
    [property: DataMember(Order = 2)] string Unit,
    [property: DataMember(Order = 3)] double[] Values);
