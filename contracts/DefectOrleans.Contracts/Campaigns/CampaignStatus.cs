using System.Runtime.Serialization;

namespace DefectOrleans.Contracts;

/// <summary>Where a campaign is on its way.</summary>
public enum CampaignState
{
    /// <summary>Its searches run or wait for a core.</summary>
    Running,

    /// <summary>Held; its searches keep what they have.</summary>
    Paused,

    /// <summary>Ended by a user, with a book of what there was, if there was anything.</summary>
    Cancelled,

    /// <summary>Done; its book is served.</summary>
    Completed,

    /// <summary>It can't go on; the message says why.</summary>
    Failed,

    /// <summary>What is stored of it can't be read; the message says why. It can be deleted.</summary>
    Unreadable,
}

/// <summary>Where a campaign stands.</summary>
[DataContract]
public sealed record CampaignStatus
{
    /// <summary>The campaign's id.</summary>
    [DataMember(Order = 0)]
    public required string Id { get; init; }

    /// <summary>Whether it runs.</summary>
    [DataMember(Order = 1)]
    public required CampaignState State { get; init; }

    /// <summary>What is going on, for people: pair tables, search, refinement.</summary>
    [DataMember(Order = 2)]
    public required string Stage { get; init; }

    /// <summary>Its searches, by name.</summary>
    [DataMember(Order = 3)]
    public required IReadOnlyList<SearchStatus> Searches { get; init; }

    /// <summary>The book that it makes.</summary>
    [DataMember(Order = 4)]
    public required string Book { get; init; }

    /// <summary>The version under which its book is served; null before.</summary>
    [DataMember(Order = 5)]
    public int? BookVersion { get; init; }

    /// <summary>Since its start, s; pauses count.</summary>
    [DataMember(Order = 6)]
    public required double Seconds { get; init; }

    /// <summary>Until the budget is spent, s; null when unknown.</summary>
    [DataMember(Order = 7)]
    public double? SecondsLeft { get; init; }

    /// <summary>Why it failed, or what there is to say.</summary>
    [DataMember(Order = 8)]
    public string? Message { get; init; }
}

/// <summary>Where one search of a campaign stands.</summary>
[DataContract]
public sealed record SearchStatus
{
    /// <summary>Pair channel and property, such as <c>V_Mo|V_S energy</c>.</summary>
    [DataMember(Order = 0)]
    public required string Name { get; init; }

    /// <summary>Whether it has ended.</summary>
    [DataMember(Order = 1)]
    public required bool Done { get; init; }

    /// <summary>Epochs that all its islands have done.</summary>
    [DataMember(Order = 2)]
    public required int Epoch { get; init; }

    /// <summary>Formulas scored, over all islands.</summary>
    [DataMember(Order = 3)]
    public required long Scored { get; init; }

    /// <summary>Formulas scored per second.</summary>
    [DataMember(Order = 4)]
    public required double CandidatesPerSecond { get; init; }

    /// <summary>
    /// Root mean square error of the best formula on the pair table, in <see cref="Unit"/>; null before the first epoch's end.
    /// </summary>
    [DataMember(Order = 5)]
    public double? BestError { get; init; }

    /// <summary>That formula, shortened for people.</summary>
    [DataMember(Order = 6)]
    public string BestFormula { get; init; } = "";

    /// <summary>The unit of the error, such as eV or µB.</summary>
    [DataMember(Order = 7)]
    public string Unit { get; init; } = "eV";
}
