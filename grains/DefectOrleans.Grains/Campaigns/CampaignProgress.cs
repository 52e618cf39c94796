using System.Runtime.Serialization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Grains;

/// <summary>Where a campaign stands, as it is stored.</summary>
[DataContract]
public sealed record CampaignProgress : StoredState
{
    /// <summary>Whether it runs.</summary>
    [DataMember(Order = 0)]
    public CampaignState State { get; init; }

    /// <summary>Whether a user has ended it; its book may still be on its way.</summary>
    [DataMember(Order = 1)]
    public bool Cancelled { get; init; }

    /// <summary>The searches that were given out and have not ended.</summary>
    [DataMember(Order = 2)]
    public RunningSearch[] Running { get; init; } = [];

    /// <summary>The searches that have ended.</summary>
    [DataMember(Order = 3)]
    public EndedSearch[] Ended { get; init; } = [];

    /// <summary>Time that it ran, pauses left out, s.</summary>
    [DataMember(Order = 4)]
    public double ActiveSeconds { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    [DataMember(Order = 5)]
    public DateTimeOffset? Finished { get; init; }

    /// <summary>The version under which its book is served.</summary>
    [DataMember(Order = 6)]
    public int? BookVersion { get; init; }

    /// <summary>Why it failed.</summary>
    [DataMember(Order = 7)]
    public string? Message { get; init; }

    /// <summary>Names of all its searches, by their numbers.</summary>
    [DataMember(Order = 8)]
    public string[] Searches { get; init; } = [];

    /// <summary>The three-body terms that its searches rest on; null before they are known.</summary>
    [DataMember(Order = 9)]
    public TripleFormula[]? Triples { get; init; }

    /// <summary>Whether it has come to its end.</summary>
    public bool HasEnded => State.IsFinal();

    /// <summary>Whether it runs, is held, is being cancelled or has ended.</summary>
    internal CampaignStanding Standing => new(State, Cancelled, Message);

    /// <summary>The same at another standing.</summary>
    internal CampaignProgress At(CampaignStanding standing) => this with
    {
        State = standing.State,
        Cancelled = standing.Cancelled,
        Message = standing.Message,
    };
}
