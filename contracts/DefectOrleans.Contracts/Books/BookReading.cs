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

    /// <summary>E_i of the book's single defects, in their order; null where it is not known.</summary>
    [DataMember(Order = 2)]
    public required IReadOnlyList<double?> Singles { get; init; }

    /// <summary>The formulas that predictions use, in the order of the book's pairs.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<Formula> Formulas { get; init; }

    /// <summary>How far predictions are to be trusted, by property.</summary>
    [DataMember(Order = 4)]
    public IReadOnlyList<ErrorCalibration> Calibrations { get; init; } = [];
}
