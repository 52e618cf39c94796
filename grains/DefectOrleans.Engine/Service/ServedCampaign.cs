using System.Runtime.CompilerServices;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Engine.Service;

/// <summary>A campaign of this process as users see it: its status, which they may watch, and their orders.</summary>
internal sealed class ServedCampaign : IProgress<DiscoveryProgress>
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, SearchStatus> _searches = new(StringComparer.Ordinal);
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly string _id, _book;
    private volatile LocalCampaign? _campaign;
    private volatile CampaignStanding _standing = new(CampaignState.Running);
    private TaskCompletionSource _changed = NewChange();
    private string _stage = "waiting";
    private TimeSpan? _left;
    private TimeSpan? _took;
    private int? _bookVersion;

    /// <exception cref="InputException">The request can't be used.</exception>
    public ServedCampaign(CampaignRequest request, int threads, TimeProvider clock)
    {
        _id = request.Id;
        _book = request.Book;
        _clock = clock;
        _started = clock.GetTimestamp();
        var training = CampaignRequests.TrainingOf(request);
        if (training.Samples.IsEmpty)
            throw new InputException("no structure to learn from; expected at least one");
        _campaign = new LocalCampaign(training, CampaignRequests.OptionsOf(request, threads), checkpoint: null, this, clock);
    }

    public bool HasEnded => _standing.HasEnded;

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
            int? version = null;
            var end = _campaign!.Run(book => version = put(book));
            End(end, version);
        }
        catch (Exception e)
        {
            // A background thread has nobody above it to tell; the campaign's state does.
            var told = e is InputException or DefectServiceException ? e.Message : $"a fault of this program: {e.GetType().Name}";
            End(_standing.Failed(told), version: null);
        }
    }

    /// <summary>Called by the searches' threads at each epoch.</summary>
    public void Report(DiscoveryProgress value) => Change(() =>
    {
        _left = value.TimeLeft;
        if (!_standing.Cancelled)
            _stage = value.Stage;
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
                BestError = double.IsFinite(value.BestError) ? value.BestError : null,
                BestFormula = value.BestFormula,
                Unit = value.Unit,
            };
        }
    });

    /// <exception cref="DefectServiceException">The campaign has ended (<see cref="ServiceFault.Conflict"/>).</exception>
    public CampaignStatus Control(CampaignOrder order)
    {
        if (Follow(order) is { } refusal)
            throw new DefectServiceException(ServiceFault.Conflict, $"campaign '{_id}' {refusal}");
        return Status;
    }

    /// <summary>Ends the campaign with what there is.</summary>
    public void Cancel() => Follow(CampaignOrder.Cancel);

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

    private string? Follow(CampaignOrder order)
    {
        if (_campaign is not { } campaign)
            return _standing.Refusal(order);
        var refusal = campaign.Follow(order);
        // How it has ended is told with its book's version.
        Change(() =>
        {
            if (!_standing.HasEnded && !campaign.Standing.HasEnded)
                _standing = campaign.Standing;
            if (_standing is { HasEnded: false, Cancelled: true })
                _stage = "ending";
        });
        return refusal;
    }

    private void End(CampaignStanding end, int? version)
    {
        Change(() =>
        {
            _standing = end;
            _bookVersion = version;
            _left = null;
            _stage = "ended";
            _took = _clock.GetElapsedTime(_started);
        });
        // An ended campaign is kept for its state; what it learned from is not.
        _campaign = null;
    }

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
        State = _standing.State,
        Stage = _stage,
        Searches = [.. _searches.Values],
        Book = _book,
        BookVersion = _bookVersion,
        Seconds = Math.Round((_took ?? _clock.GetElapsedTime(_started)).TotalSeconds, 1),
        SecondsLeft = _left is { } left ? Math.Max(0, Math.Round(left.TotalSeconds, 1)) : null,
        Message = _standing.Message,
    };

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
