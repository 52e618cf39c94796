namespace DefectOrleans.Contracts;

/// <summary>What a book says of one structure; energies and levels in eV, null where the book has no formula for them.</summary>
public sealed record Prediction
{
    /// <summary>The structure's id or file name.</summary>
    public required string Id { get; init; }

    /// <summary>Defect kinds, ordered by name; one entry a defect.</summary>
    public required IReadOnlyList<string> Defects { get; init; }

    /// <summary>Formation energy.</summary>
    public double? FormationEnergy { get; init; }

    /// <summary>Formation energy over the number of defects; null without defects.</summary>
    public double? EnergyPerSite { get; init; }

    /// <summary>Highest occupied level.</summary>
    public double? Homo { get; init; }

    /// <summary>Lowest unoccupied level.</summary>
    public double? Lumo { get; init; }

    /// <summary>LUMO − HOMO.</summary>
    public double? Gap { get; init; }

    /// <summary>One standard deviation of each of the above.</summary>
    public required PredictionUncertainty Uncertainty { get; init; }

    /// <summary>Each pair's share of the energy.</summary>
    public required IReadOnlyList<PairShare> Pairs { get; init; }

    /// <summary>Where the structure leaves what the book learned.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>Expected errors of a prediction, eV; null where nothing was predicted.</summary>
public sealed record PredictionUncertainty(double? FormationEnergy, double? EnergyPerSite, double? Homo, double? Lumo, double? Gap);

/// <summary>One pair's part in a prediction.</summary>
/// <param name="Type">Pair type.</param>
/// <param name="Side">How its sites lie to the layer's middle plane.</param>
/// <param name="Distance">Minimum-image distance, Å.</param>
/// <param name="Energy">V(r), eV; null where the book has no formula for it.</param>
public sealed record PairShare(string Type, Side Side, double Distance, double? Energy);
