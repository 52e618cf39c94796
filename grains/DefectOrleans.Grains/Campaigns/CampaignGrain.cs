using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Discovery;
using MessagePack;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>
/// Gives out a campaign's searches and makes their book. Between calls a timer looks at what runs; calls and timer take
/// turns, so there is one writer of its state.
/// </summary>
internal sealed class CampaignGrain(
    [PersistentState("request", DefectStorage.Name)] IPersistentState<StoredRequest> request,
    [PersistentState("progress", DefectStorage.Name)] IPersistentState<CampaignProgress> progress,
    ClusterCores cluster,
    SearchCores cores,
    GrainSettings settings,
    TimeProvider time,
    ILogger<CampaignGrain> log) : Grain, ICampaignGrain
{
    // Attempts in a row to make the plan: it is made of what is stored alone, so what breaks it hardly passes.
    private const int MostPlanFaults = 3;

    private static readonly TimeSpan PlanPatience = TimeSpan.FromSeconds(3);

    private readonly SearchClock _clock = new(time);
    private readonly Dictionary<int, SearchStatus> _statuses = [];
    private Task<CampaignRun>? _run;
    private Task<FormulaBook?>? _book;
    private IGrainTimer? _timer;
    private TaskCompletionSource _changed = NewSignal();
    private long _stored;
    private int _planFaults;
    private bool _held;

    private string Id => this.GetPrimaryKeyString();

    private PairGroup Pairs => new(GrainFactory, Id, log);

    private ICatalogGrain Catalog => GrainFactory.GetGrain<ICatalogGrain>(0);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (request.State.Request is not null && !progress.State.HasEnded)
            Begin();
        return Task.CompletedTask;
    }

    public async Task<CampaignStatus> Start(CampaignRequest asked, CancellationToken cancellation)
    {
        if (request.State.Request is { } known)
        {
            if (!Bytes(asked).AsSpan().SequenceEqual(Bytes(known)))
                throw new GrainFaultException(ServiceFault.Conflict, $"campaign {Id} was started with other settings or structures; choose another id");
            return await Status(cancellation);
        }
        var searches = await Task.Run(() => CampaignRun.Check(asked), cancellation);
        var started = time.GetUtcNow();
        await Catalog.NoteCampaign(new CampaignEntry(Id, started, Final: null), cancellation);
        progress.State = new CampaignProgress();
        await progress.WriteStateAsync(CancellationToken.None);
        request.State = new StoredRequest { Request = asked, Started = started };
        try
        {
            await request.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            request.State = new StoredRequest();
            throw;
        }
        CampaignLog.Started(log, Id, searches);
        Begin();
        // Most plans are there at once, and then the answer names the searches.
        await Task.WhenAny(Run(), Task.Delay(PlanPatience, time, cancellation));
        return await Status(cancellation);
    }

    public async Task<CampaignStatus> Control(CampaignOrder order, CancellationToken cancellation)
    {
        Known();
        var now = progress.State;
        var next = order switch
        {
            CampaignOrder.Cancel when now.State == CampaignState.Cancelled => now,
            _ when now.HasEnded => throw new GrainFaultException(
                ServiceFault.Conflict, $"campaign {Id} has ended ({now.State.ToString().ToLowerInvariant()}); nothing of it can be changed"),
            CampaignOrder.Cancel => now with { Cancelled = true, State = CampaignState.Running },
            _ when now.Cancelled => throw new GrainFaultException(ServiceFault.Conflict, $"campaign {Id} is being cancelled"),
            CampaignOrder.Pause => now with { State = CampaignState.Paused },
            _ => now with { State = CampaignState.Running },
        };
        if (next == now)
            return await Status(cancellation);
        CampaignLog.Ordered(log, Id, order);
        progress.State = next;
        await Store();
        _held = false;
        Keep();
        Soon();
        return await Status(cancellation);
    }

    public Task<CampaignStatus> Status(CancellationToken cancellation)
    {
        var asked = Known();
        var run = progress.State.HasEnded ? null : Planned;
        return Task.FromResult(progress.State.Tell(asked, request.State.Started, time.GetUtcNow(), _clock.Elapsed, run, _statuses));
    }

    public async IAsyncEnumerable<CampaignStatus> Watch([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var changed = _changed.Task;
            var status = await Status(cancellation);
            yield return status;
            if (progress.State.HasEnded)
                yield break;
            await changed.WaitAsync(cancellation);
        }
    }

    public async Task<bool> Wake(CancellationToken cancellation)
    {
        if (request.State.Request is null)
            await Catalog.ForgetCampaign(Id, cancellation);
        else if (progress.State.HasEnded)
            await NoteEnd();
        return request.State.Request is not null && !progress.State.HasEnded;
    }

    public async Task Ended(int search, SearchReport report, CancellationToken cancellation)
    {
        // What comes before the plan is there is found at the next look.
        if (request.State.Request is null || progress.State.HasEnded || Planned is not { } run || run.Turns.HasEnded(search))
            return;
        await Note(run, [new SearchAnswer(search, report)]);
        await Advance(look: false);
    }

    private static byte[] Bytes(CampaignRequest request) => MessagePackSerializer.Serialize(request, DefectMessages.Options);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private CampaignRequest Known() =>
        request.State.Request ?? throw new GrainFaultException(ServiceFault.NotFound, $"no campaign '{Id}'");

    /// <summary>The plan; null while it is being made.</summary>
    private CampaignRun? Planned => _run is { IsCompletedSuccessfully: true } run ? run.Result : null;

    private Task<CampaignRun> Run()
    {
        if (_run is null)
        {
            var (asked, before) = (Known(), progress.State);
            _run = cores.Run(Id, () => CampaignRun.Make(asked, before), CancellationToken.None);
            _run.ContinueWith(_ => Soon(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Current);
        }
        return _run;
    }

    private void Begin()
    {
        _clock.Start(TimeSpan.FromSeconds(progress.State.ActiveSeconds));
        Keep();
        _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, settings.LookEvery) { KeepAlive = true });
    }

    /// <summary>The clock stands while the campaign is paused.</summary>
    private void Keep()
    {
        var elapsed = _clock.Elapsed;
        _clock.Stop();
        if (progress.State.State == CampaignState.Running)
            _clock.Start(elapsed);
    }

    private void Soon() => _timer?.Change(TimeSpan.Zero, settings.LookEvery);

    private async Task Tick(CancellationToken cancellation)
    {
        try
        {
            await Advance(look: true);
        }
        catch (InconsistentStateException fault)
        {
            CampaignLog.Replaced(log, fault, Id);
            DeactivateOnIdle();
        }
        catch (InputException fault)
        {
            await End(CampaignState.Failed, fault.Message);
        }
        catch (Exception fault)
        {
            CampaignLog.Delayed(log, fault, Id);
        }
    }

    private async Task Advance(bool look)
    {
        if (progress.State.HasEnded)
            return;
        if (await Made() is not { } run)
            return;
        if (progress.State.Cancelled)
            await Stop(run);
        else if (progress.State.State == CampaignState.Paused)
            await Hold(run);
        else
            await Search(run, look);
        if (!progress.State.HasEnded && run.Turns.AllDone)
            await Finish(run);
        else if (progress.State.State == CampaignState.Running && time.GetElapsedTime(_stored) >= settings.CheckpointEvery)
            await Store();
        Change();
    }

    /// <summary>The plan; null while it is being made, and where it breaks again and again: then the campaign has failed.</summary>
    private async Task<CampaignRun?> Made()
    {
        var making = Run();
        if (!making.IsCompleted)
            return null;
        try
        {
            var run = await making;
            _planFaults = 0;
            return run;
        }
        catch (Exception fault) when (fault is not InputException)
        {
            _run = null;
            if (++_planFaults < MostPlanFaults)
                throw;
            CampaignLog.NoPlan(log, fault, Id);
            await End(CampaignState.Failed, "the campaign could not be planned; the silo's log tells more");
            return null;
        }
    }

    private async Task Search(CampaignRun run, bool look)
    {
        if (look)
            await Look(run, [.. run.Turns.Running]);
        if (progress.State.HasEnded)
            return;
        var given = run.GiveOut(_clock.Elapsed, cluster.SearchesSideBySide(Known().Settings.Islands));
        if (given.Length == 0)
            return;
        await Store();
        await Look(run, given);
    }

    /// <summary>Starts searches, or sees where they stand.</summary>
    private async Task Look(CampaignRun run, GivenSearch[] searches)
    {
        var answers = await Pairs.Run(searches, given => SearchTasks.ToMessage(run.Plan, Known().Settings, given));
        foreach (var (search, report) in answers)
            _statuses[search] = report.Status;
        if (answers.FirstOrDefault(a => a.Report.Failure is not null) is { Report: var failed })
            await End(CampaignState.Failed, $"{failed.Status.Name}: {failed.Failure}");
        else
            await Note(run, [.. answers.Where(a => a.Report.Status.Done)]);
    }

    private async Task Stop(CampaignRun run)
    {
        run.Turns.DropWaiting();
        await Note(run, await Pairs.Stop(run.Turns.Running));
    }

    private async Task Hold(CampaignRun run)
    {
        if (_held)
            return;
        await Pairs.Hold(run.Turns.Running);
        _held = true;
    }

    private async Task Note(CampaignRun run, SearchAnswer[] ended)
    {
        var before = progress.State.Ended;
        foreach (var (search, report) in ended.Where(e => !run.Turns.HasEnded(e.Search)))
        {
            run.Turns.End(search, Candidates.FromMessage(report.Front));
            progress.State = progress.State with { Ended = [.. progress.State.Ended, new EndedSearch(search, report)] };
            CampaignLog.SearchEnded(log, Id, report.Status.Name, report.Status.Epoch, report.Status.BestError);
        }
        if (before != progress.State.Ended)
            await Store();
    }

    /// <summary>Computes the book beside the grain's calls, and puts it when it is there.</summary>
    private async Task Finish(CampaignRun run)
    {
        _book ??= Make();
        if (!_book.IsCompleted)
            return;
        FormulaBook? book;
        try
        {
            book = await _book;
        }
        catch (Exception fault) when (fault is not InputException)
        {
            CampaignLog.NoBook(log, fault, Id);
            await End(CampaignState.Failed, "the book could not be put together; the silo's log tells more");
            return;
        }
        int? version = null;
        try
        {
            if (book is not null)
                version = await GrainFactory.GetGrain<IBookGrain>(Known().Book).Put(book, Id, CancellationToken.None);
        }
        catch (GrainFaultException fault) when (fault.Fault == ServiceFault.Invalid)
        {
            await End(CampaignState.Failed, fault.Message);
            return;
        }
        if (progress.State.Cancelled)
            await End(CampaignState.Cancelled, book is null ? "cancelled before the first formula was found" : null, version);
        else
            await End(book is null ? CampaignState.Failed : CampaignState.Completed, book is null ? "no formula was found" : null, version);

        async Task<FormulaBook?> Make()
        {
            var end = new CampaignEnd(progress.State.Cancelled, _clock.Elapsed, time.GetUtcNow(), cluster.Cores);
            try
            {
                return await cores.Run(Id, () => run.Book(end), CancellationToken.None);
            }
            finally
            {
                Soon();
            }
        }
    }

    private async Task End(CampaignState state, string? message, int? version = null)
    {
        progress.State = progress.State with { State = state, Message = message, BookVersion = version, Finished = time.GetUtcNow() };
        await Store();
        CampaignLog.Ended(log, Id, state, message);
        Change();
        _timer?.Dispose();
        await NoteEnd();
        if (Planned is { } run)
            await Pairs.Clear(run.Plan.Searches.Length);
    }

    private async Task NoteEnd() =>
        await Catalog.NoteCampaign(new CampaignEntry(Id, request.State.Started, await Status(CancellationToken.None)), CancellationToken.None);

    private async Task Store()
    {
        progress.State = progress.State with
        {
            Running = Planned is { } run
                ? [.. run.Turns.Running.Select(given => new RunningSearch(given.Search, given.Budget?.TotalSeconds))]
                : progress.State.Running,
            ActiveSeconds = _clock.Elapsed.TotalSeconds,
        };
        await progress.WriteStateAsync(CancellationToken.None);
        _stored = time.GetTimestamp();
    }

    private void Change()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }
}
