using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>A campaign in the catalog.</summary>
/// <param name="Id">The campaign's id.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Final">How it ended; null while it has not.</param>
[DataContract]
public sealed record CampaignEntry(
    [property: DataMember(Order = 0)] string Id,
    [property: DataMember(Order = 1)] DateTimeOffset Started,
    [property: DataMember(Order = 2)] CampaignStatus? Final);
