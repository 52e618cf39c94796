using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Engine.Service;

/// <summary>A campaign on threads of this process: held, taken up again, ended, watched.</summary>
internal sealed class ServedCampaign : IProgress<DiscoveryProgress>, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _mayRun = new(initialState: true);
    private readonly CancellationTokenSource _end = new();
    private readonly SortedDictionary<string, SearchStatus> _searches = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly PausableClock _own;
    private readonly long _started;
    private readonly string _id, _book;
    private readonly DiscoveryOptions _options;
    private TrainingSet? _training;
    private TaskCompletionSource _changed = NewChange();
    private CampaignState _state = CampaignState.Running;
    private string _stage = "waiting";
    private TimeSpan? _left;
    private TimeSpan? _took;
    private int? _bookVersion;
    private string? _message;

    /// <exception cref="InputException">The request can't be used.</exception>
    public ServedCampaign(CampaignRequest request, int threads, TimeProvider clock)
    {
        _id = request.Id;
        _book = request.Book;
        _clock = clock;
        _own = new PausableClock(clock);
        _started = clock.GetTimestamp();
        _options = CampaignRequests.OptionsOf(request, threads);
        _training = CampaignRequests.TrainingOf(request);
        if (_training.Samples.IsEmpty)
            throw new InputException("no structure to learn from; expected at least one");
    }

    public bool HasEnded => _state.IsFinal();

    public CampaignStatus Status
    {
        get
        {
            lock (_gate)
                return Told();
        }
    }

    /// <summary>Runs to the end, whatever that is.</summary>
    /// <param name="put">Serves the book and says under which version.</param>
    public void Run(Func<FormulaBook, int> put)
    {
        try
        {
            // An ended campaign is kept for its state; what it learned from is not.
            var training = Interlocked.Exchange(ref _training, null)!;
            var book = BookRun.Make(training, _options, checkpoint: null, this, _own, _end.Token);
            int? version = book is null ? null : put(book);
            var cancelled = _end.IsCancellationRequested;
            End(
                cancelled ? CampaignState.Cancelled : book is null ? CampaignState.Failed : CampaignState.Completed,
                book switch
                {
                    null => cancelled ? "ended before a formula was found" : "no formula was found",
                    { Provenance.Complete: false } when !cancelled => "some pairs are left without a formula",
                    _ => null,
                },
                version);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            End(CampaignState.Cancelled, "ended before a formula was found", version: null);
        }
        catch (Exception e)
        {
            // A background thread has nobody above it to tell; the campaign's state does.
            var fault = e is AggregateException { InnerException: { } inner } ? inner : e;
            End(CampaignState.Failed, fault is InputException or DefectServiceException ? fault.Message : $"a fault of this program: {fault.GetType().Name}", version: null);
        }
    }

    /// <summary>Called by the searches' threads at each epoch: here they wait while the campaign is held.</summary>
    public void Report(DiscoveryProgress value)
    {
        Change(() =>
        {
            (_stage, _left) = (value.Stage, value.TimeLeft);
            foreach (var name in value.Planned)
                _searches[name] = new SearchStatus { Name = name, Done = false, Epoch = 0, Scored = 0, CandidatesPerSecond = 0 };
            if (value.Search.Length > 0)
            {
                _searches[value.Search] = new SearchStatus
                {
                    Name = value.Search,
                    Done = value.SearchEnded,
                    Epoch = value.Epoch,
                    Scored = value.Scored,
                    CandidatesPerSecond = value.CandidatesPerSecond,
                    BestError = double.IsFinite(value.BestErrorEv) ? value.BestErrorEv : null,
                    BestFormula = value.BestFormula,
                };
            }
        });
        try
        {
            _mayRun.Wait(_end.Token);
        }
        catch (OperationCanceledException)
        {
            // The search looks at the same token and ends with what it has.
        }
    }

    /// <exception cref="DefectServiceException">The campaign has ended (<see cref="ServiceFault.Conflict"/>).</exception>
    public CampaignStatus Control(CampaignOrder order)
    {
        Change(() =>
        {
            if (HasEnded && !(order == CampaignOrder.Cancel && _state == CampaignState.Cancelled))
                throw new DefectServiceException(ServiceFault.Conflict, $"campaign '{_id}' has ended ({_state.ToString().ToLowerInvariant()}); nothing is left to {order.ToString().ToLowerInvariant()}");
            switch (order)
            {
                case CampaignOrder.Pause:
                    _state = CampaignState.Paused;
                    _own.Pause();
                    _mayRun.Reset();
                    break;
                case CampaignOrder.Resume:
                    _state = CampaignState.Running;
                    _own.Resume();
                    _mayRun.Set();
                    break;
                default:
                    _stage = HasEnded ? _stage : "ending";
                    break;
            }
        });
        // Outside the gate: what the token calls may want it.
        if (order == CampaignOrder.Cancel)
            Cancel();
        return Status;
    }

    /// <summary>Ends the campaign with what there is.</summary>
    public void Cancel()
    {
        _own.Resume();
        _end.Cancel();
    }

    /// <summary>The state now and after every change; changes that come faster than they are read are told as one.</summary>
    public async IAsyncEnumerable<CampaignStatus> Watch([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            Task changed;
            CampaignStatus status;
            bool ended;
            lock (_gate)
                (changed, status, ended) = (_changed.Task, Told(), HasEnded);
            yield return status;
            if (ended)
                yield break;
            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _end.Dispose();
        _mayRun.Dispose();
    }

    private void End(CampaignState state, string? message, int? version) => Change(() =>
    {
        (_state, _message, _bookVersion, _left, _stage) = (state, message, version, null, "ended");
        _took = _clock.GetElapsedTime(_started);
    });

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            (changed, _changed) = (_changed, NewChange());
        }
        changed.SetResult();
    }

    private CampaignStatus Told() => new()
    {
        Id = _id,
        State = _state,
        Stage = _stage,
        Searches = [.. _searches.Values],
        Book = _book,
        BookVersion = _bookVersion,
        Seconds = Math.Round((_took ?? _clock.GetElapsedTime(_started)).TotalSeconds, 1),
        SecondsLeft = _left is { } left ? Math.Max(0, Math.Round(left.TotalSeconds, 1)) : null,
        Message = _message,
    };

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
