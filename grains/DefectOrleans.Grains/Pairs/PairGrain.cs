using DefectOrleans.Contracts;
using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Segvae.Search;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace DefectOrleans.Grains;

/// <summary>
/// Drives the islands of one search. The loop runs beside the calls to this grain: they start it, ask it, or tell it to
/// end after the epoch that runs.
/// </summary>
internal sealed class PairGrain(
    IGrainContext context,
    [PersistentState("search", DefectStorage.Name)] IPersistentState<PairState> stored,
    GrainSettings settings,
    SiloSearches searches,
    DefectMetrics metrics,
    TimeProvider time,
    ILogger<PairGrain> log) : Grain, IPairGrain
{
    // Failures in succession that are the search's own, not those of silos or storage that come and go.
    private const int MostFailures = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200), LongestWait = TimeSpan.FromSeconds(5);

    private readonly SearchKey _key = SearchKey.Parse(context.GrainId.Key.ToString()!);
    private readonly SearchClock _clock = new(time);
    private Task _loop = Task.CompletedTask;
    private SearchRound? _round;
    private long _written;
    private Order _order;
    private string? _failure;
    private bool _closed;

    private enum Order
    {
        Run,
        Hold,
        Stop,
    }

    public async Task<SearchReport> Run(SearchTask task, CancellationToken cancellation)
    {
        if (stored.State.Task is not { } before || !SearchTasks.Same(before, task))
        {
            await Halt(Order.Hold);
            // Attempts go on counting: islands of the task before may still be about.
            if (stored.State.Unreadable is { } reason)
                PairLog.Unreadable(log, _key, reason);
            stored.State = new PairState { Task = task, Attempt = stored.State.Attempt };
            (_round, _failure) = (null, null);
        }
        if (stored.State.End is null && _failure is null && _loop.IsCompleted)
        {
            _order = Order.Run;
            _loop = Drive(task);
        }
        return Report();
    }

    public Task Hold(CancellationToken cancellation) => Halt(Order.Hold);

    public async Task<SearchReport> Stop(CancellationToken cancellation)
    {
        await Halt(Order.Stop);
        if (stored.State.Task is not { } task)
            return new SearchReport(new SearchStatus { Name = "", Done = true, Epoch = 0, Scored = 0, CandidatesPerSecond = 0 },
                [], Cancelled: true, Failure: null);
        if (stored.State.End is null)
        {
            _round ??= Restored(task);
            await Finish(SearchEnd.Cancelled);
        }
        return Report();
    }

    public async Task Clear(int islands, CancellationToken cancellation)
    {
        await Halt(Order.Hold);
        // The search's own row goes last: as long as it is there, so may be those of its islands.
        if (stored.RecordExists && !_closed)
            await Islands(stored.State.Task?.Islands ?? islands).Close(keepSnapshots: false, cancellation);
        if (stored.RecordExists)
            await stored.ClearStateAsync(cancellation);
        DeactivateOnIdle();
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await Halt(Order.Hold).WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

    private async Task Halt(Order order)
    {
        if (_loop.IsCompleted)
            return;
        _order = order;
        await _loop;
    }

    /// <summary>Runs the search to its end, whatever silos come and go meanwhile. Never throws.</summary>
    private async Task Drive(SearchTask task)
    {
        RecordWritten();
        try
        {
            await Persist(task);
        }
        finally
        {
            searches.Remove(this);
        }
    }

    private async Task Persist(SearchTask task)
    {
        var (wait, failures) = (FirstWait, 0);
        while (_order == Order.Run)
        {
            var reached = -1;
            try
            {
                await Open(task);
                reached = _round!.Epoch;
                await RunEpochs(task);
                return;
            }
            catch (InconsistentStateException fault)
            {
                // Another activation has taken over.
                PairLog.Replaced(log, fault, _key);
                DeactivateOnIdle();
                return;
            }
            catch (Exception fault)
            {
                var progress = reached >= 0 && _round!.Epoch > reached;
                (wait, failures) = progress ? (FirstWait, 0) : (wait, Passing(fault) ? failures : failures + 1);
                PairLog.TakenBack(log, fault, _key, stored.State.Snapshot?.Epoch ?? 0);
                metrics.Rollbacks.Add(1);
                if (failures >= MostFailures)
                {
                    _failure = fault.Message;
                    return;
                }
                if (fault is GrainFaultException { Fault: ServiceFault.NotFound })
                    stored.State = stored.State with { Snapshot = null };
            }
            finally
            {
                _clock.Stop();
            }
            await Task.Delay(wait, time);
            wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks));
        }
    }

    /// <summary>Opens the islands at the last snapshot, under an attempt that is stored before they hear of it.</summary>
    private async Task Open(SearchTask task)
    {
        stored.State = stored.State with { Attempt = stored.State.Attempt + 1 };
        await Store();
        _round = Restored(task);
        _closed = false;
        await Islands(task.Islands)
            .Open(new IslandStart(task, stored.State.Attempt, stored.State.Snapshot), CancellationToken.None);
        _clock.Start(TimeSpan.FromSeconds(stored.State.Snapshot is null ? 0 : stored.State.ElapsedSeconds));
        RecordWritten();
    }

    private async Task RunEpochs(SearchTask task)
    {
        var budget = task.BudgetSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        var search = SearchTasks.FromMessage(task);
        var stop = search.StopAt(budget, task.Epochs);
        while (_order != Order.Hold)
        {
            _round = await Islands(task.Islands).RunEpoch(stored.State.Attempt, _round!, search.Options, CancellationToken.None);
            if (_round.End(stop, _clock.Elapsed >= budget, _order == Order.Stop) is { } end)
            {
                await Finish(end);
                return;
            }
            if (time.GetElapsedTime(_written) >= settings.CheckpointEvery)
                await TryWrite(task);
        }
        await TryWrite(task);
        await TryClose(task, keepSnapshots: true);
    }

    /// <summary>A snapshot that can't be written costs nothing but more to do again after a crash.</summary>
    private async Task TryWrite(SearchTask task)
    {
        if (stored.State.Snapshot?.Epoch == _round!.Epoch)
            return;
        var snapshot = new IslandSnapshot(stored.State.Attempt, (stored.State.Snapshot?.Generation ?? 0) + 1, _round.Epoch);
        var before = stored.State;
        try
        {
            await Islands(task.Islands).Write(snapshot, CancellationToken.None);
            stored.State = before with
            {
                Snapshot = snapshot,
                Islands = [.. _round.Islands.Select(Candidates.ToMessage)],
                ElapsedSeconds = _clock.Elapsed.TotalSeconds,
            };
            await Store();
            RecordWritten();
        }
        catch (Exception fault) when (fault is not InconsistentStateException)
        {
            stored.State = before;
            PairLog.NotWritten(log, fault, _key, _round.Epoch);
        }
    }

    private async Task Finish(SearchEnd end)
    {
        _clock.Stop();
        var task = stored.State.Task!;
        var front = Candidates.ToMessage(_round!.Front());
        stored.State = stored.State with
        {
            End = new SearchReport(Status(task, done: true), front, end == SearchEnd.Cancelled, Failure: null),
        };
        await Store();
        await TryClose(task, keepSnapshots: false);
        // Not waited for: the campaign may be waiting for this search meanwhile.
        Tell(stored.State.End).Ignore();
    }

    private async Task Tell(SearchReport report)
    {
        try
        {
            await GrainFactory.GetGrain<ICampaignGrain>(_key.Campaign).Ended(_key.Search, report, CancellationToken.None);
        }
        catch (Exception fault)
        {
            // The campaign asks, too.
            PairLog.NotTold(log, fault, _key);
        }
    }

    private async Task Store()
    {
        try
        {
            await stored.WriteStateAsync();
        }
        catch (Exception fault) when (fault is not OrleansException)
        {
            throw new GrainFaultException(ServiceFault.Unavailable, $"search {_key} can't be stored: {fault.Message}");
        }
    }

    private async Task TryClose(SearchTask task, bool keepSnapshots)
    {
        try
        {
            await Islands(task.Islands).Close(keepSnapshots, CancellationToken.None);
            _closed = !keepSnapshots;
        }
        catch (Exception fault)
        {
            PairLog.NotClosed(log, fault, _key);
        }
    }

    private IslandGroup Islands(int count) => new(GrainFactory, _key, count);

    private SearchRound Restored(SearchTask task) => stored.State.Snapshot is null
        ? SearchRound.Start(task.Islands)
        : new SearchRound([.. stored.State.Islands.Select(Candidates.FromMessage)]);

    private void RecordWritten()
    {
        _written = time.GetTimestamp();
        searches.Record(this, _written);
    }

    private SearchReport Report() =>
        stored.State.End ?? new SearchReport(Status(stored.State.Task!, done: false), [], Cancelled: false, _failure);

    private SearchStatus Status(SearchTask task, bool done)
    {
        var best = _round?.Front().LastOrDefault();
        var search = SearchTasks.FromMessage(task);
        return new SearchStatus
        {
            Name = search.Name,
            Done = done,
            Epoch = _round?.Epoch ?? 0,
            Scored = _round?.Scored ?? 0,
            CandidatesPerSecond = (_round?.Scored ?? 0) / Math.Max(1e-3, _clock.Elapsed.TotalSeconds),
            BestError = best is null ? null : Math.Sqrt(best.Error),
            BestFormula = best is null ? "" : search.Written(best.Expression),
            Unit = Quantity.Of(search.Property).Unit,
        };
    }

    /// <summary>Silos that die and storage that is away; the search itself is sound.</summary>
    private static bool Passing(Exception fault) => fault is OrleansException or TimeoutException
        or GrainFaultException { Fault: ServiceFault.Conflict or ServiceFault.NotFound or ServiceFault.Unavailable };
}
