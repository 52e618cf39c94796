using System.Runtime.Serialization;
using DefectOrleans.Contracts;

namespace DefectOrleans.Grains;

/// <summary>A campaign's request as it is stored: written once.</summary>
[DataContract]
public sealed record StoredRequest : StoredState
{
    /// <summary>The request; null before there is one.</summary>
    [DataMember(Order = 0)]
    public CampaignRequest? Request { get; init; }

    /// <summary>When it was started.</summary>
    [DataMember(Order = 1)]
    public DateTimeOffset Started { get; init; }
}
