using System.Runtime.Serialization;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>A search that has ended.</summary>
/// <param name="Search">Its number.</param>
/// <param name="Report">How it ended.</param>
[DataContract]
public sealed record EndedSearch(
    [property: DataMember(Order = 0)] int Search,
    [property: DataMember(Order = 1)] SearchReport Report);
