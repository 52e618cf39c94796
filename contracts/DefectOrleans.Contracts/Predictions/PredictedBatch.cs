using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>Answers to a <see cref="LatticeBatch"/>, in its order; eV, NaN where the book can't tell.</summary>
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
}
