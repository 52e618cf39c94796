using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// The state machine of a campaign: is told what has happened, says what comes next. It computes, stores and waits for
/// nothing, and knows no clock but the time that it is told. One driver runs it on threads of this process
/// (<see cref="LocalCampaign"/>), another on a cluster's grains. For one thread at a time.
/// </summary>
/// <param name="budget">Time for the whole campaign; null when epochs bound it.</param>
/// <param name="terms">Three-body terms found by a run that was cut off; null where they are to be searched.</param>
/// <param name="standing">Where that run stood; null where there was none.</param>
public sealed class CampaignMachine(
    TimeSpan? budget, ImmutableArray<TripleFormula>? terms = null, CampaignStanding? standing = null)
{
    // Part of a budget that three-body terms get.
    private const double TermsShare = 0.15;

    private static readonly TimeSpan LeastTermsTime = TimeSpan.FromSeconds(0.1);

    private SearchTurns? _turns;
    private MakeBook? _book;

    /// <summary>Whether it runs, is held, is being cancelled or has ended.</summary>
    public CampaignStanding Standing { get; private set; } = standing ?? new CampaignStanding(CampaignState.Running);

    /// <summary>Whether its searches are known.</summary>
    public bool IsPlanned => _turns is not null;

    /// <summary>Whether its searches have all ended, or are not begun any more.</summary>
    public bool HasSearched => _turns is { AllDone: true };

    /// <summary>How many searches have ended.</summary>
    public int SearchesDone => _turns?.Done ?? 0;

    /// <summary>The searches that run.</summary>
    public ImmutableArray<AssignedSearch> Running => [.. _turns?.Running ?? []];

    /// <summary>What the searches have found, by their number; empty where one has not ended.</summary>
    public ImmutableArray<ImmutableArray<Candidate>> Fronts => _turns?.Fronts ?? [];

    /// <summary>Whether a search has ended.</summary>
    public bool HasEnded(int search) => _turns?.HasEnded(search) ?? false;

    /// <summary>
    /// What comes next. Asked again before anything has happened, it says so again, but gives out no search twice.
    /// </summary>
    /// <param name="elapsed">Time that the campaign has taken, pauses left out.</param>
    /// <param name="sideBySide">Searches that may run at a time.</param>
    public CampaignDecision Next(TimeSpan elapsed, int sideBySide)
    {
        if (Standing.HasEnded)
            return new Rest();
        if (_turns is null)
            return new PlanSearches(terms, TermsBudget(elapsed));
        if (_book is not null)
            return _book;
        if (Standing.Cancelled)
            _turns.DropWaiting();
        else if (Standing.State == CampaignState.Paused)
            return new HoldSearches(Running);
        else if (GiveOut(_turns, elapsed, sideBySide) is { IsEmpty: false } given)
            return new RunSearches(given);
        if (_turns.AllDone)
            return _book = new MakeBook(_turns.Fronts, Standing.Cancelled, elapsed);
        return Standing.Cancelled ? new StopSearches(Running) : new AwaitSearches();
    }

    /// <summary>The searches are known; those of a run that was cut off are taken up.</summary>
    /// <param name="plan">The searches.</param>
    /// <param name="elapsed">Time that the campaign has taken.</param>
    /// <param name="ended">Searches that have ended, by number.</param>
    /// <param name="running">Searches that were given out and have not ended.</param>
    public void Planned(
        CampaignPlan plan,
        TimeSpan elapsed,
        IEnumerable<(int Search, ImmutableArray<Candidate> Front)> ended,
        IEnumerable<AssignedSearch> running)
    {
        var turns = new SearchTurns(plan, elapsed);
        foreach (var (search, front) in ended)
            turns.End(search, front);
        foreach (var given in running.Where(given => !turns.HasEnded(given.Search)))
            turns.GoOn(given);
        _turns = turns;
    }

    /// <summary>A search has ended.</summary>
    /// <returns>Whether this is its first end, the one that counts.</returns>
    public bool End(int search, ImmutableArray<Candidate> front)
    {
        if (_turns is null || _turns.HasEnded(search))
            return false;
        _turns.End(search, front);
        return true;
    }

    /// <summary>
    /// A user orders something; what can't be followed changes nothing (<see cref="CampaignStanding.Refusal"/>).
    /// </summary>
    public void Follow(CampaignOrder order) => Standing = Standing.After(order);

    /// <summary>The book is made; null when not even one formula was found.</summary>
    public void Booked(FormulaBook? book) => Standing = Standing.After(book);

    /// <summary>It can't go on.</summary>
    public void Fail(string reason) => Standing = Standing.Failed(reason);

    /// <summary>Three-body terms get their share less what a run that was cut off has spent of it.</summary>
    private TimeSpan? TermsBudget(TimeSpan elapsed)
    {
        var share = TermsShare * budget - elapsed;
        return share < LeastTermsTime ? LeastTermsTime : share;
    }

    private static ImmutableArray<AssignedSearch> GiveOut(SearchTurns turns, TimeSpan elapsed, int sideBySide)
    {
        var given = ImmutableArray.CreateBuilder<AssignedSearch>();
        while (turns.Running.Count < sideBySide && turns.Next(elapsed, sideBySide) is { } next)
            given.Add(next);
        return given.DrainToImmutable();
    }
}
