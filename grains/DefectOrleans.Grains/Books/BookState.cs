using System.Runtime.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;

namespace DefectOrleans.Grains;

/// <summary>A book as it is stored.</summary>
[DataContract]
public sealed record BookState : StoredState
{
    /// <summary>The last versions, the latest last.</summary>
    [DataMember(Order = 0)]
    public ServedBook[] Versions { get; init; } = [];

    /// <summary>Campaigns that have put a book here.</summary>
    [DataMember(Order = 1)]
    public CampaignBook[] Campaigns { get; init; } = [];
}

/// <summary>A campaign's book.</summary>
/// <param name="Campaign">The campaign's id.</param>
/// <param name="Version">The version that its book is, or was, served under.</param>
[DataContract]
public sealed record CampaignBook(
    [property: DataMember(Order = 0)] string Campaign,
    [property: DataMember(Order = 1)] int Version);

/// <summary>The catalog as it is stored.</summary>
[DataContract]
public sealed record CatalogState : StoredState
{
    /// <summary>By id.</summary>
    [DataMember(Order = 0)]
    public BookInfo[] Books { get; init; } = [];

    /// <summary>Latest first.</summary>
    [DataMember(Order = 1)]
    public CampaignEntry[] Campaigns { get; init; } = [];
}
