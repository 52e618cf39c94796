using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// A table, not a formula: what the reading <see cref="Reading.Close"/> adds to its formulas for pairs and triples that stand as
/// in training structures; cluster expansions call its numbers effective cluster interactions. Elsewhere it adds nothing.
/// </summary>
[DataContract]
public sealed record ArrangementTable
{
    /// <summary>Triples whose second shortest side is longer have no entry, Å.</summary>
    [DataMember(Order = 0)]
    public required double Reach { get; init; }

    /// <summary>The arrangements.</summary>
    [DataMember(Order = 1)]
    public required IReadOnlyList<ArrangementEnergy> Entries { get; init; }

    /// <summary>Why it was taken, for people: errors on left-out training structures without and with it.</summary>
    [DataMember(Order = 2)]
    public string Reason { get; init; } = "";
}

/// <summary>The energy of two or three defects that stand in one way.</summary>
[DataContract]
public sealed record ArrangementEnergy
{
    /// <summary>Two or three kinds, ordered, such as <c>V_Mo|V_S|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string Kinds { get; init; }

    /// <summary>
    /// How the sites of each pair of these kinds lie to the layer's middle plane: of first and second, and of three defects then
    /// of first and third, second and third.
    /// </summary>
    [DataMember(Order = 1)]
    public required IReadOnlyList<Side> Sides { get; init; }

    /// <summary>The distances of these pairs in the same order, Å.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<double> Distances { get; init; }

    /// <summary>What it adds, eV.</summary>
    [DataMember(Order = 3)]
    public required double Energy { get; init; }

    /// <summary>One standard deviation, eV.</summary>
    [DataMember(Order = 4)]
    public required double Deviation { get; init; }

    /// <summary>How many training structures hold such an arrangement.</summary>
    [DataMember(Order = 5)]
    public required int Structures { get; init; }
}
