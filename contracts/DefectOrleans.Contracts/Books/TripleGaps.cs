using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>
/// A table, not a formula: by how much the gaps of three defects of some kinds differ from their pairs' smallest one. It is
/// told from like training triples: Σ w·(c² + s²·exp(−|x − x'|²/2)), the mean over orders of like defects, where x holds
/// e^(−r/3 Å) of the three pairs, whether they are on one side, their gaps, and whether a defect is freed of its symmetric
/// form, each times its scale.
/// </summary>
[DataContract]
public sealed record TripleGaps
{
    /// <summary>The three kinds, ordered, such as <c>V_Mo|V_S|V_S</c>.</summary>
    [DataMember(Order = 0)]
    public required string Kinds { get; init; }

    /// <summary>s, eV.</summary>
    [DataMember(Order = 1)]
    public required double Deviation { get; init; }

    /// <summary>c: how far the whole class is expected to be shifted, eV.</summary>
    [DataMember(Order = 2)]
    public required double Shared { get; init; }

    /// <summary>Scales of distances, sides, gaps (1/eV) and of being freed.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<double> Scales { get; init; }

    /// <summary>The training triples.</summary>
    [DataMember(Order = 4)]
    public required IReadOnlyList<TripleGapPoint> Points { get; init; }

    /// <summary>Mean absolute error of the pairs' smallest gap on these triples, eV.</summary>
    [DataMember(Order = 5)]
    public required double WithoutTable { get; init; }

    /// <summary>The same with the table that the other triples make, eV.</summary>
    [DataMember(Order = 6)]
    public required double LeftOutError { get; init; }
}

/// <summary>A training triple of a table of gaps.</summary>
[DataContract]
public sealed record TripleGapPoint
{
    /// <summary>Distances of the first and second, first and third, second and third defect, Å.</summary>
    [DataMember(Order = 0)]
    public required IReadOnlyList<double> Distances { get; init; }

    /// <summary>How these pairs lie to the layer's middle plane.</summary>
    [DataMember(Order = 1)]
    public required IReadOnlyList<Side> Sides { get; init; }

    /// <summary>Their gaps alone, eV.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<double> Gaps { get; init; }

    /// <summary>Whether a defect of it is freed.</summary>
    [DataMember(Order = 3)]
    public required bool IsFreed { get; init; }

    /// <summary>w, 1/eV.</summary>
    [DataMember(Order = 4)]
    public required double Weight { get; init; }
}
