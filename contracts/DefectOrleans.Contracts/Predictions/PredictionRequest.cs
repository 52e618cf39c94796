using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>Structures to predict, as files, as defects on lattice sites, or both; files are answered first.</summary>
[DataContract]
public sealed record PredictionRequest
{
    /// <summary>Structures as text.</summary>
    [DataMember(Order = 0)]
    public IReadOnlyList<StructureFile> Files { get; init; } = [];

    /// <summary>Structures as defects on lattice sites.</summary>
    [DataMember(Order = 1)]
    public IReadOnlyList<LatticeStructure> Structures { get; init; } = [];

    /// <summary>Which of the book's readings answers; null for the one that the book names.</summary>
    [DataMember(Order = 2)]
    public Reading? Reading { get; init; }
}

/// <summary>
/// Answers, all of one book's version, in the order of the questions; a file of several structures has as many.
/// </summary>
[DataContract]
public sealed record PredictionAnswer(
    [property: DataMember(Order = 0)] int BookVersion,
    [property: DataMember(Order = 1)] IReadOnlyList<Prediction> Predictions);
