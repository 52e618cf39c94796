using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Grains;

/// <summary>
/// A campaign's way from its plan to its book, a step at a time: plans it, gives out its searches, sees where they stand and
/// puts the book. What has to outlive the silo is stored before anything is built on it.
/// </summary>
/// <param name="id">The campaign's id.</param>
/// <param name="request">What was asked.</param>
/// <param name="progress">Where it stands.</param>
/// <param name="services">What it works with.</param>
/// <param name="again">Asks for a step as soon as may be.</param>
internal sealed class CampaignSteps(
    string id, IPersistentState<StoredRequest> request, IPersistentState<CampaignProgress> progress, CampaignServices services, Action again)
{
    // Attempts in a row to make the plan: it is made of what is stored alone, so what breaks it hardly passes.
    private const int MostPlanFaults = 3;

    private readonly SearchClock _clock = new(services.Time);
    private readonly Dictionary<int, SearchStatus> _seen = [];
    private readonly PairGroup _pairs = new(services.Grains, id, services.Log);
    private readonly CancellationTokenSource _ending = new();
    private CampaignInput? _input;
    private Task<CampaignRun>? _run;
    private Task<FormulaBook?>? _book;
    private TaskCompletionSource _changed = NewSignal();
    private long _stored;
    private int _planFaults;
    private bool _planStored;
    private bool _held;

    /// <summary>Done at the next change of its status.</summary>
    public Task Changed => _changed.Task;

    private CampaignRequest Asked => request.State.Request!;

    private CampaignProgress State => progress.State;

    private string Stage => State.Cancelled ? "ending" : Planned switch
    {
        null => "pair tables",
        { Turns.AllDone: true } => "refinement",
        _ => "search",
    };

    /// <summary>The plan; null while it is being made.</summary>
    private CampaignRun? Planned => _run is { IsCompletedSuccessfully: true } run ? run.Result : null;

    /// <summary>Where it stands, for users.</summary>
    public CampaignStatus Status() => State.Tell(Asked, request.State.Started, services.Time.GetUtcNow(), _clock.Elapsed, Stage, _seen);

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
        EndPlanning();
    }

    /// <summary>Follows an order: to be held, to go on, to end.</summary>
    public async Task Turn(CampaignProgress next)
    {
        progress.State = next;
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
        if (Planned is not { } run || run.Turns.HasEnded(search))
            return;
        await Note(run, [new SearchAnswer(search, report)]);
        await Advance(look: false);
    }

    /// <summary>Ends it.</summary>
    public async Task End(CampaignState state, string? message, int? version = null)
    {
        progress.State = State with { State = state, Message = message, BookVersion = version, Finished = services.Time.GetUtcNow() };
        await Store();
        CampaignLog.Ended(services.Log, id, state, message);
        Change();
        await Close();
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

    /// <summary>Deletes what its searches and their islands have stored, whether or not it can be read how many there are.</summary>
    /// <returns>Whether all of it is gone.</returns>
    public async Task<bool> Delete()
    {
        var stored = await services.Keys.Keys("search", $"{id}/", CancellationToken.None);
        var searches = Enumerable.Range(0, State.Searches.Length).Union(stored.Select(key => SearchKey.Parse(key).Search));
        if (!await _pairs.Clear(searches, request.State.Request?.Settings.Islands ?? 0))
            return false;
        foreach (var slot in IslandSnapshots.Names)
        {
            foreach (var island in await services.Keys.Keys(slot, $"{id}/", CancellationToken.None))
                await services.Grains.GetGrain<IIslandGrain>(island).Close(keepSnapshots: false, CancellationToken.None);
        }
        return true;
    }

    /// <summary>Stores where it stands.</summary>
    public async Task Store()
    {
        progress.State = State with
        {
            Running = Planned is { } run
                ? [.. run.Turns.Running.Select(given => new RunningSearch(given.Search, given.Budget?.TotalSeconds, _seen.GetValueOrDefault(given.Search)))]
                : State.Running,
            ActiveSeconds = _clock.Elapsed.TotalSeconds,
        };
        await progress.WriteStateAsync(CancellationToken.None);
        _stored = services.Time.GetTimestamp();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

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

    private Task<CampaignRun> Run()
    {
        if (_run is null)
        {
            var (input, asked, before, elapsed, ending) = (_input, Asked, State, _clock.Elapsed, _ending.Token);
            _run = services.Cores.Run(id, () => CampaignRun.Make(input ?? CampaignInput.Of(asked), before, elapsed, services.Time, ending), CancellationToken.None);
            _run.ContinueWith(_ => again(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
            _input = null;
        }
        return _run;
    }

    private async Task Advance(bool look)
    {
        if (State.HasEnded)
            return;
        if (await Made() is { } run)
        {
            if (State.Cancelled)
                await Stop(run);
            else if (State.State == CampaignState.Paused)
                await Hold(run);
            else
                await Search(run, look);
            if (!State.HasEnded && run.Turns.AllDone)
                await Finish(run);
        }
        if (State.State == CampaignState.Running && services.Time.GetElapsedTime(_stored) >= services.Settings.CheckpointEvery)
            await Store();
        Change();
    }

    /// <summary>
    /// The plan, once what it rests on is stored; null while it is being made, and where it breaks again and again: then the
    /// campaign has failed.
    /// </summary>
    private async Task<CampaignRun?> Made()
    {
        var making = Run();
        if (!making.IsCompleted)
            return null;
        CampaignRun run;
        try
        {
            run = await making;
        }
        catch (Exception fault) when (fault is not InputException)
        {
            _run = null;
            if (++_planFaults < MostPlanFaults)
                throw;
            CampaignLog.NoPlan(services.Log, fault, id);
            await End(CampaignState.Failed, "the campaign could not be planned; the silo's log tells more");
            return null;
        }
        if (!_planStored)
        {
            progress.State = State with { Searches = run.Plan.Names, Triples = [.. run.Terms.Formulas] };
            await Store();
            _planStored = true;
        }
        return run;
    }

    private async Task Search(CampaignRun run, bool look)
    {
        if (look)
            await Look(run, [.. run.Turns.Running]);
        if (State.HasEnded)
            return;
        var given = run.GiveOut(_clock.Elapsed, services.Cluster.SearchesSideBySide(Asked.Settings.Islands));
        if (given.Length == 0)
            return;
        await Store();
        await Look(run, given);
    }

    /// <summary>Starts searches, or sees where they stand.</summary>
    private async Task Look(CampaignRun run, AssignedSearch[] searches)
    {
        var answers = await _pairs.Run(searches, given => SearchTasks.ToMessage(run.Plan, Asked.Settings, given));
        foreach (var (search, report) in answers)
        {
            // What a search does again after a crash was told before: users see it stand meanwhile, not go back.
            if (_seen.GetValueOrDefault(search) is not { } before || report.Status.Epoch >= before.Epoch)
                _seen[search] = report.Status;
        }
        if (answers.FirstOrDefault(a => a.Report.Failure is not null) is { Report: var failed })
            await End(CampaignState.Failed, $"{failed.Status.Name}: {failed.Failure}");
        else
            await Note(run, [.. answers.Where(a => a.Report.Status.Done)]);
    }

    private async Task Stop(CampaignRun run)
    {
        run.Turns.DropWaiting();
        await Note(run, await _pairs.Stop(run.Turns.Running));
    }

    private async Task Hold(CampaignRun run)
    {
        if (_held)
            return;
        await _pairs.Hold(run.Turns.Running);
        _held = true;
    }

    private async Task Note(CampaignRun run, SearchAnswer[] ended)
    {
        var before = State.Ended;
        foreach (var (search, report) in ended.Where(e => !run.Turns.HasEnded(e.Search)))
        {
            run.Turns.End(search, Candidates.FromMessage(report.Front));
            progress.State = State with { Ended = [.. State.Ended, new EndedSearch(search, report)] };
            CampaignLog.SearchEnded(services.Log, id, report.Status.Name, report.Status.Epoch, report.Status.BestError);
        }
        if (before != State.Ended)
            await Store();
    }

    /// <summary>Computes the book beside the grain's calls, and puts it when it is there.</summary>
    private async Task Finish(CampaignRun run)
    {
        _book ??= Book(run);
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
            await End(CampaignState.Failed, fault.Message);
            return;
        }
        catch (Exception fault) when (_book.IsFaulted && fault is not InputException)
        {
            CampaignLog.NoBook(services.Log, fault, id);
            await End(CampaignState.Failed, "the book could not be put together; the silo's log tells more");
            return;
        }
        if (State.Cancelled)
            await End(CampaignState.Cancelled, book is null ? "cancelled before the first formula was found" : null, version);
        else
            await End(book is null ? CampaignState.Failed : CampaignState.Completed, book is null ? "no formula was found" : null, version);
    }

    private async Task<FormulaBook?> Book(CampaignRun run)
    {
        var end = new CampaignEnd(State.Cancelled, _clock.Elapsed, services.Time.GetUtcNow(), services.Cluster.Cores);
        try
        {
            return await services.Cores.Run(id, () => run.Book(end), CancellationToken.None);
        }
        finally
        {
            again();
        }
    }

    /// <summary>Lets those who watch look again.</summary>
    public void Change()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }
}
