using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>Asks an island for its next epoch.</summary>
/// <param name="Attempt">The attempt that the island was opened under.</param>
/// <param name="Epoch">Epochs that the island has done.</param>
/// <param name="Immigrants">Formulas of the other islands that it takes in first.</param>
[DataContract]
public sealed record EpochOrder(
    [property: DataMember(Order = 0)] int Attempt,
    [property: DataMember(Order = 1)] int Epoch,
    [property: DataMember(Order = 2)] FoundFormula[] Immigrants);

/// <summary>Where an island stands at the end of an epoch.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="ProgressEpoch">The epoch of the last progress of its best error.</param>
/// <param name="Scored">Formulas scored since its beginning.</param>
/// <param name="Fitted">Those whose constants were fitted.</param>
/// <param name="Front">Its Pareto front, simplest first.</param>
[DataContract]
public sealed record EpochReport(
    [property: DataMember(Order = 0)] int Epoch,
    [property: DataMember(Order = 1)] int ProgressEpoch,
    [property: DataMember(Order = 2)] long Scored,
    [property: DataMember(Order = 3)] long Fitted,
    [property: DataMember(Order = 4)] FoundFormula[] Front);
