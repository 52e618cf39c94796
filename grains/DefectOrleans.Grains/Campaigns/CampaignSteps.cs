using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Grains;

/// <summary>
/// Does what a campaign's <see cref="CampaignMachine"/> decides, a step at a time: has it planned, starts its searches, sees
/// where they stand and puts the book. What has to outlive the silo is stored before anything is built on it.
/// </summary>
/// <param name="id">The campaign's id.</param>
/// <param name="request">What was asked.</param>
/// <param name="progress">Where it stands.</param>
/// <param name="services">What it works with.</param>
/// <param name="again">Asks for a step as soon as may be.</param>
internal sealed class CampaignSteps(
    string id, IPersistentState<StoredRequest> request, IPersistentState<CampaignProgress> progress,
    CampaignServices services, Action again)
{
    // Attempts in a row to make the plan: it is made of what is stored alone, so what breaks it hardly passes.
    private const int MostPlanFaults = 3;

    private readonly SearchClock _clock = new(services.Time);
    private readonly Dictionary<int, SearchStatus> _seen = [];
    private readonly PairGroup _pairs = new(services.Grains, id, services.Log);
    private readonly StoredSearches _stores = new(services, id);
    private readonly CancellationTokenSource _ending = new();
    private CampaignMachine _machine = new(budget: null);
    private CampaignInput? _input;
    private Task<PlannedCampaign>? _plan;
    private Task<FormulaBook?>? _book;
    private readonly Signal _changed = new();
    private long _stored;
    private int _planFaults;
    private bool _held;

    /// <summary>Done at the next change of its status.</summary>
    public Task Changed => _changed.Next;

    private CampaignRequest Asked => request.State.Request!;

    private CampaignProgress State => progress.State;

    private string Stage => _machine switch
    {
        { Standing.Cancelled: true } => "ending",
        { IsPlanned: false } => "pair tables",
        { HasSearched: true } => "refinement",
        _ => "search",
    };

    /// <summary>Where it stands, for users.</summary>
    public CampaignStatus Status() =>
        State.Tell(Asked, request.State.Started, services.Time.GetUtcNow(), _clock.Elapsed, Stage, _seen);

    /// <summary>Begins it, or takes it up where it was stored.</summary>
    /// <param name="input">The request as it was read already; null where it was not.</param>
    public void Begin(CampaignInput? input)
    {
        foreach (var running in State.Running)
        {
            if (running.Seen is { } status)
                _seen[running.Search] = status;
        }
        _clock.Start(TimeSpan.FromSeconds(State.ActiveSeconds));
        Keep();
        _input = input;
        _machine = new CampaignMachine(
            Asked.Settings.BudgetSeconds is { } budget ? TimeSpan.FromSeconds(budget) : null,
            State.Triples is { } terms ? [.. terms] : null,
            State.Standing);
        EndPlanning();
    }

    /// <summary>Follows an order: to be held, to go on, to end.</summary>
    public async Task Follow(CampaignOrder order)
    {
        _machine.Follow(order);
        progress.State = State.At(_machine.Standing);
        await Store();
        _held = false;
        Keep();
        EndPlanning();
    }

    /// <summary>Takes a step: looks at the searches, gives out more, or makes the book.</summary>
    public Task Step() => Advance(look: true);

    /// <summary>Notes that a search has ended, and goes on from there.</summary>
    public async Task Ended(int search, SearchReport report)
    {
        // What comes before the plan is there is found at the next look.
        if (!_machine.IsPlanned || _machine.HasEnded(search))
            return;
        await Record([new SearchAnswer(search, report)]);
        await Advance(look: false);
    }

    /// <summary>Ends it: it can't go on.</summary>
    public Task Fail(string reason)
    {
        _machine.Fail(reason);
        return End(version: null);
    }

    /// <summary>
    /// Lets its searches forget what they have stored, then tells the catalog how it ended: until that is done it is woken,
    /// and does it again.
    /// </summary>
    public async Task Close()
    {
        if (await _pairs.Clear(Enumerable.Range(0, State.Searches.Length), Asked.Settings.Islands))
        {
            await services.Grains.GetGrain<ICatalogGrain>(0).NoteCampaign(
                new CampaignEntry(id, request.State.Started, Status()), CancellationToken.None);
        }
    }

    /// <summary>Deletes what its searches and their islands have stored.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public Task<bool> Delete() =>
        _stores.Delete(State.Searches.Length, request.State.Request?.Settings.Islands ?? 0);

    /// <summary>Stores where it stands.</summary>
    public async Task Store()
    {
        progress.State = State with
        {
            Running = _machine.IsPlanned
                ? [.. _machine.Running.Select(given =>
                    new RunningSearch(given.Search, given.Budget?.TotalSeconds, _seen.GetValueOrDefault(given.Search)))]
                : State.Running,
            ActiveSeconds = _clock.Elapsed.TotalSeconds,
        };
        await progress.WriteStateAsync(CancellationToken.None);
        _stored = services.Time.GetTimestamp();
    }

    /// <summary>The clock stands while the campaign is paused.</summary>
    private void Keep()
    {
        var elapsed = _clock.Elapsed;
        _clock.Stop();
        if (State.State == CampaignState.Running)
            _clock.Start(elapsed);
    }

    /// <summary>A cancelled campaign does not wait for all its three-body terms.</summary>
    private void EndPlanning()
    {
        if (State.Cancelled)
            _ending.Cancel();
    }

    private async Task End(int? version)
    {
        progress.State = State.At(_machine.Standing) with { BookVersion = version, Finished = services.Time.GetUtcNow() };
        await Store();
        CampaignLog.Ended(services.Log, id, State.State, State.Message);
        Change();
        await Close();
    }

    private async Task Advance(bool look)
    {
        if (State.HasEnded)
            return;
        if (!_machine.IsPlanned && Next() is PlanSearches asked)
            await Plan(asked);
        if (_machine.IsPlanned)
        {
            if (look && State is { Cancelled: false, State: CampaignState.Running })
                await Look(_machine.Running);
            await Act();
        }
        if (State.State == CampaignState.Running && services.Time.GetElapsedTime(_stored) >= services.Settings.CheckpointEvery)
            await Store();
        Change();
    }

    private async Task Act()
    {
        // Asked once for each thing done: what is given out is given out.
        var decision = Next();
        if (decision is StopSearches { Running: var running })
        {
            await Record(await _pairs.Stop(running));
            decision = Next();
        }
        while (decision is RunSearches { Searches: var given })
        {
            await Store();
            await Look(given);
            decision = Next();
        }
        switch (decision)
        {
            case HoldSearches hold:
                await Hold(hold.Running);
                break;
            case MakeBook made:
                await Finish(made);
                break;
        }
    }

    private CampaignDecision Next() => _machine.Next(_clock.Elapsed, services.Cluster.SearchesSideBySide(Asked.Settings.Islands));

    /// <summary>
    /// Has the plan made, stores what it rests on, and takes up what is stored of its searches. A plan that breaks again and
    /// again ends the campaign.
    /// </summary>
    private async Task Plan(PlanSearches asked)
    {
        _plan ??= Planning(asked);
        if (!_plan.IsCompleted)
            return;
        PlannedCampaign planned;
        try
        {
            planned = await _plan;
            if (Array.Exists(State.Ended, e => e.Search >= planned.Plan.Searches.Length))
                throw new InvalidOperationException("a search that is stored is none of the plan's");
        }
        catch (Exception fault) when (fault is not InputException)
        {
            _plan = null;
            if (++_planFaults < MostPlanFaults)
                throw;
            CampaignLog.NoPlan(services.Log, fault, id);
            await Fail("the campaign could not be planned; the silo's log tells more");
            return;
        }
        progress.State = State with { Searches = planned.Plan.Names, Triples = [.. planned.Terms.Formulas] };
        await Store();
        _machine.Planned(
            planned.Plan, _clock.Elapsed,
            State.Ended.Select(ended => (ended.Search, Candidates.FromMessage(ended.Report.Front))),
            State.Running.Select(given => new AssignedSearch(
                given.Search, given.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null)));
    }

    private Task<PlannedCampaign> Planning(PlanSearches asked)
    {
        var (input, request, ending) = (_input, Asked, _ending.Token);
        var planning = services.Cores.Run(
            id, () => (input ?? CampaignInput.Of(request)).PlanBesideTerms(asked, services.Time, ending), CancellationToken.None);
        planning.ContinueWith(_ => again(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        _input = null;
        return planning;
    }

    /// <summary>Starts searches, or sees where they stand.</summary>
    private async Task Look(IReadOnlyCollection<AssignedSearch> searches)
    {
        var plan = (await _plan!).Plan;
        var fronts = _machine.Fronts;
        var answers = await _pairs.Run(searches, given => SearchTasks.ToMessage(plan, Asked.Settings, given, fronts));
        foreach (var (search, report) in answers)
        {
            // What a search does again after a crash was told before: users see it stand meanwhile, not go back.
            if (_seen.GetValueOrDefault(search) is not { } before || report.Status.Epoch >= before.Epoch)
                _seen[search] = report.Status;
        }
        if (answers.FirstOrDefault(a => a.Report.Failure is not null) is { Report: var failed })
            await Fail($"{failed.Status.Name}: {failed.Failure}");
        else
            await Record([.. answers.Where(a => a.Report.Status.Done)]);
    }

    private async Task Hold(IEnumerable<AssignedSearch> running)
    {
        if (_held)
            return;
        await _pairs.Hold(running);
        _held = true;
    }

    private async Task Record(SearchAnswer[] ended)
    {
        var before = State.Ended;
        foreach (var (search, report) in ended)
        {
            if (!_machine.End(search, Candidates.FromMessage(report.Front)))
                continue;
            progress.State = State with { Ended = [.. State.Ended, new EndedSearch(search, report)] };
            CampaignLog.SearchEnded(services.Log, id, report.Status.Name, report.Status.Epoch, report.Status.BestError);
        }
        if (before != State.Ended)
            await Store();
    }

    /// <summary>Computes the book beside the grain's calls, and puts it when it is there.</summary>
    private async Task Finish(MakeBook made)
    {
        _book ??= Book(made);
        if (!_book.IsCompleted)
            return;
        FormulaBook? book;
        int? version = null;
        try
        {
            book = await _book;
            if (book is not null)
                version = await services.Grains.GetGrain<IBookGrain>(Asked.Book).Put(book, id, CancellationToken.None);
        }
        catch (GrainFaultException fault) when (fault.Fault == ServiceFault.Invalid)
        {
            await Fail(fault.Message);
            return;
        }
        catch (Exception fault) when (_book.IsFaulted && fault is not InputException)
        {
            CampaignLog.NoBook(services.Log, fault, id);
            await Fail("the book could not be put together; the silo's log tells more");
            return;
        }
        _machine.Booked(book);
        await End(version);
    }

    private async Task<FormulaBook?> Book(MakeBook made)
    {
        var planned = await _plan!;
        try
        {
            return await services.Cores.Run(
                id, () => planned.Book(made, services.Time.GetUtcNow(), services.Cluster.Cores), CancellationToken.None);
        }
        finally
        {
            again();
        }
    }

    /// <summary>Lets those who watch look again.</summary>
    public void Change() => _changed.Give();
}
