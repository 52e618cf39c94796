using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>What a campaign does next.</summary>
public abstract record CampaignDecision;

/// <summary>Finds three-body terms and plans the searches beside them (<see cref="PlannedCampaign"/>).</summary>
/// <param name="Known">Terms that were found before and are taken up; null where they are to be searched.</param>
/// <param name="Budget">Time for that search; null when epochs bound it.</param>
public sealed record PlanSearches(ImmutableArray<TripleFormula>? Known, TimeSpan? Budget) : CampaignDecision;

/// <summary>Starts searches.</summary>
/// <param name="Searches">These, beside those that run.</param>
public sealed record RunSearches(ImmutableArray<AssignedSearch> Searches) : CampaignDecision;

/// <summary>Waits for a search to end.</summary>
public sealed record AwaitSearches : CampaignDecision;

/// <summary>Holds searches; nothing is begun meanwhile.</summary>
/// <param name="Running">Those that run.</param>
public sealed record HoldSearches(ImmutableArray<AssignedSearch> Running) : CampaignDecision;

/// <summary>Ends searches with what they have.</summary>
/// <param name="Running">Those that run.</param>
public sealed record StopSearches(ImmutableArray<AssignedSearch> Running) : CampaignDecision;

/// <summary>Makes the book. It is decided once: what is ordered after it changes no book.</summary>
/// <param name="Fronts">By the number of the search; empty where it has found nothing or never ran.</param>
/// <param name="Cancelled">Whether it is the book of what there is.</param>
/// <param name="Elapsed">Time that the campaign has taken.</param>
public sealed record MakeBook(ImmutableArray<ImmutableArray<Candidate>> Fronts, bool Cancelled, TimeSpan Elapsed)
    : CampaignDecision;

/// <summary>Does nothing more.</summary>
public sealed record Rest : CampaignDecision;
