using System.Collections.Immutable;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>A search that is given out.</summary>
/// <param name="Search">Its number in the plan.</param>
/// <param name="Budget">Its share of the time; null when epochs bound it.</param>
public sealed record AssignedSearch(int Search, TimeSpan? Budget)
{
    /// <summary>
    /// The lowest number, 0 or more, that no other running search has: one that begins where another ended has that one's,
    /// so that who spreads searches by it spreads those that run.
    /// </summary>
    public int Lane { get; init; }
}

/// <summary>Which searches of a campaign wait, run and have ended, and whose turn it is. For one thread at a time.</summary>
/// <param name="plan">The searches.</param>
/// <param name="planned">Time that the campaign had taken when they were planned.</param>
public sealed class SearchTurns(CampaignPlan plan, TimeSpan planned = default)
{
    private readonly TimeSpan? _until = plan.SearchUntil(planned);
    private readonly SortedSet<int> _waiting = [.. Enumerable.Range(0, plan.Searches.Length)];
    private readonly SortedDictionary<int, AssignedSearch> _running = [];
    private readonly ImmutableArray<Candidate>?[] _fronts = new ImmutableArray<Candidate>?[plan.Searches.Length];

    /// <summary>The searches that run.</summary>
    public IReadOnlyCollection<AssignedSearch> Running => _running.Values;

    /// <summary>How many have ended.</summary>
    public int Done => _fronts.Count(f => f is not null);

    /// <summary>Whether none waits or runs.</summary>
    public bool AllDone => _waiting.Count + _running.Count == 0;

    /// <summary>By the number of the search; empty where it has not ended.</summary>
    public ImmutableArray<ImmutableArray<Candidate>> Fronts => [.. _fronts.Select(f => f ?? [])];

    /// <summary>Whether a search has ended.</summary>
    public bool HasEnded(int search) => _fronts[search] is not null;

    /// <summary>Gives out the next search; null when none waits, or those wait for others that run.</summary>
    /// <param name="elapsed">Time that the campaign has taken.</param>
    /// <param name="sideBySide">Searches that run at a time.</param>
    public AssignedSearch? Next(TimeSpan elapsed, int sideBySide)
    {
        foreach (var search in _waiting)
        {
            if (plan.Before(search).All(HasEnded))
                return GoOn(new AssignedSearch(search, plan.Share(_until - elapsed, search, _waiting, sideBySide)));
        }
        return null;
    }

    /// <summary>Notes a search that was given out before.</summary>
    /// <returns>The search with its lane.</returns>
    public AssignedSearch GoOn(AssignedSearch given)
    {
        _waiting.Remove(given.Search);
        var taken = _running.Values.Where(other => other.Search != given.Search).Select(other => other.Lane).ToHashSet();
        return _running[given.Search] = given with
        {
            Lane = Enumerable.Range(0, taken.Count + 1).First(lane => !taken.Contains(lane))
        };
    }

    /// <summary>Notes that a search has ended; the first end counts.</summary>
    public void End(int search, ImmutableArray<Candidate> front)
    {
        _waiting.Remove(search);
        _running.Remove(search);
        _fronts[search] ??= front;
    }

    /// <summary>Gives out nothing more.</summary>
    public void DropWaiting() => _waiting.Clear();
}
