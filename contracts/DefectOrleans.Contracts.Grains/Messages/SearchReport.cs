using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>Where a search stands.</summary>
/// <param name="Status">For people; tells whether it has ended.</param>
/// <param name="Front">Its Pareto front, simplest first, once it has ended.</param>
/// <param name="Cancelled">Whether it was ended before its bound.</param>
/// <param name="Failure">Why it can't go on; null while it can.</param>
[DataContract]
public sealed record SearchReport(
    [property: DataMember(Order = 0)] SearchStatus Status,
    [property: DataMember(Order = 1)] FoundFormula[] Front,
    [property: DataMember(Order = 2)] bool Cancelled,
    [property: DataMember(Order = 3)] string? Failure);
