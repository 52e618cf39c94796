using System.Runtime.Serialization;

namespace DefectOrleans.Contracts.Grains;

/// <summary>Campaigns that something is to be done about.</summary>
/// <param name="Open">Ids of those that have not ended: somebody has to run them.</param>
/// <param name="Expired">Ids of those that have ended and are kept no longer.</param>
[DataContract]
public sealed record PendingCampaigns(
    [property: DataMember(Order = 0)] string[] Open,
    [property: DataMember(Order = 1)] string[] Expired);
