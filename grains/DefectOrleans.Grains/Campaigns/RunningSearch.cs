using System.Runtime.Serialization;
using DefectOrleans.Contracts;

namespace DefectOrleans.Grains;

/// <summary>A search that runs.</summary>
/// <param name="Search">Its number.</param>
/// <param name="BudgetSeconds">Its share of the time, s; null when epochs bound it.</param>
/// <param name="Seen">Where it stood at the last look; null before the first.</param>
[DataContract]
public sealed record RunningSearch(
    [property: DataMember(Order = 0)] int Search,
    [property: DataMember(Order = 1)] double? BudgetSeconds,
    [property: DataMember(Order = 2)] SearchStatus? Seen);
