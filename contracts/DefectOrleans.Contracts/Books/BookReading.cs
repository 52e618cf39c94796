using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>What another reading of a book has in place of the book's own formulas; energies in eV.</summary>
[DataContract]
public sealed record BookReading
{
    /// <summary>Which reading.</summary>
    [DataMember(Order = 0)]
    public required Reading Reading { get; init; }

    /// <summary>E0.</summary>
    [DataMember(Order = 1)]
    public required double ReferenceEnergy { get; init; }

    /// <summary>Energies of the book's single defects, in their order.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<SingleEnergy> Singles { get; init; }

    /// <summary>The formulas that predictions use, in the order of the book's pairs.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<Formula> Formulas { get; init; }

    /// <summary>How far predictions are to be trusted, by property.</summary>
    [DataMember(Order = 4)]
    public IReadOnlyList<ErrorCalibration> Calibrations { get; init; } = [];

    /// <summary>Its table of arrangements; null where it has none.</summary>
    [DataMember(Order = 5)]
    public ArrangementTable? Arrangements { get; init; }

    /// <summary>Its tables of triples' gaps; empty where it has none.</summary>
    [DataMember(Order = 6)]
    public IReadOnlyList<TripleGaps> TripleGaps { get; init; } = [];
}

/// <summary>E_i of a defect kind, eV; null where it is not known.</summary>
[DataContract]
public sealed record SingleEnergy(
    [property: DataMember(Order = 0)] string Kind,
    [property: DataMember(Order = 1)] double? Energy);
