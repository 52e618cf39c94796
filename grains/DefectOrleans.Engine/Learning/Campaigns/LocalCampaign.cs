using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>
/// A campaign in this process: does what its <see cref="CampaignMachine"/> decides, the searches side by side on threads. May be
/// held, taken up again and ended from other threads meanwhile.
/// </summary>
public sealed class LocalCampaign : IDisposable
{
    // What a search gets whatever its beginnings have taken.
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(0.05);

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _mayRun = new(initialState: true);
    private readonly CancellationTokenSource _ending = new();
    private readonly TrainingSet _training;
    private readonly DiscoveryOptions _options;
    private readonly Func<IFormulaNetwork> _newNetwork;
    private readonly CampaignCheckpoint? _checkpoint;
    private readonly CampaignMachine _machine;
    private readonly IProgress<DiscoveryProgress>? _progress;
    private readonly PausableClock _clock;
    private readonly long _started;
    private TimeSpan _planned;

    internal LocalCampaign(
        TrainingSet training,
        DiscoveryOptions options,
        string? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock)
    {
        _training = training;
        _options = options;
        _progress = progress;
        _checkpoint = CampaignCheckpoint.Of(checkpoint, training, options);
        _newNetwork = NetworkBackends.Open(options.Network);
        _machine = new CampaignMachine(options.Budget, _checkpoint?.Triples);
        _clock = new PausableClock(clock);
        _started = _clock.GetTimestamp();
    }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    private int SideBySide => Math.Max(1, _options.Threads / _options.Islands);

    /// <summary>
    /// Runs a campaign to its end. A cancelled one returns the book of what there is, marked as not complete; it is null when
    /// not even one formula was found.
    /// </summary>
    /// <param name="training">The structures to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="checkpoint">File of an interrupted campaign to go on from and to save to; null keeps none.</param>
    /// <param name="progress">Told at every epoch; called from several threads.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends the campaign early.</param>
    /// <exception cref="InputException">
    /// An option or the training set can't be used, or the checkpoint is of another campaign.
    /// </exception>
    public static FormulaBook? Run(
        TrainingSet training,
        DiscoveryOptions options,
        string? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        using var campaign = new LocalCampaign(training, options, checkpoint, progress, clock);
        using var ending = cancellation.Register(() => campaign.Follow(CampaignOrder.Cancel));
        campaign.Run(put: null);
        return campaign.Book;
    }

    /// <summary>The book that it has made; null before that, and when not even one formula was found.</summary>
    internal FormulaBook? Book { get; private set; }

    /// <summary>Where it stands.</summary>
    internal CampaignStanding Standing
    {
        get
        {
            lock (_gate)
                return _machine.Standing;
        }
    }

    /// <summary>Runs to the end, whatever that is.</summary>
    /// <param name="put">Takes the book before the campaign counts as ended; null where nothing is to be done with it.</param>
    /// <returns>How it has ended.</returns>
    internal CampaignStanding Run(Action<FormulaBook>? put)
    {
        var running = new List<Task<EndedSearch>>();
        PlannedCampaign? planned = null;
        try
        {
            while (true)
            {
                switch (Next())
                {
                    case PlanSearches asked:
                        planned = Plan(asked);
                        break;
                    case RunSearches { Searches: var given }:
                        running.AddRange(given.Select(search => Begin(planned!.Plan, search)));
                        break;
                    case AwaitSearches or StopSearches:
                        // To stop, they look at the token themselves.
                        Await(planned!.Plan, running);
                        break;
                    case HoldSearches:
                        Hold();
                        break;
                    case MakeBook made:
                        Report("refinement");
                        Book = planned!.Book(made, _clock.GetUtcNow(), _options.Threads);
                        if (Book is not null)
                            put?.Invoke(Book);
                        End(Book);
                        break;
                    default:
                        return Standing;
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            End(book: null);
            return Standing;
        }
        catch (Exception fault)
        {
            lock (_gate)
                _machine.Fail(fault.Message);
            throw;
        }
        finally
        {
            if (running.Count > 0)
            {
                _ending.Cancel();
                Task.WhenAll(running).ContinueWith(_ => { }, TaskScheduler.Default).Wait();
            }
        }
    }

    /// <summary>Follows an order.</summary>
    /// <returns>Why it can't be followed (<see cref="CampaignStanding.Refusal"/>); null where it is.</returns>
    internal string? Follow(CampaignOrder order)
    {
        lock (_gate)
        {
            if (_machine.Standing.Refusal(order) is { } refusal)
                return refusal;
            if (_machine.Standing.HasEnded)
                return null;
            _machine.Follow(order);
            if (_machine.Standing.State == CampaignState.Paused)
            {
                _clock.Pause();
                _mayRun.Reset();
            }
            else
            {
                _clock.Resume();
                _mayRun.Set();
            }
        }
        // Outside the gate: what the token calls may want it.
        if (order == CampaignOrder.Cancel)
            _ending.Cancel();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ending.Dispose();
        _mayRun.Dispose();
    }

    private void End(FormulaBook? book)
    {
        lock (_gate)
            _machine.Booked(book);
    }

    private CampaignDecision Next()
    {
        lock (_gate)
            return _machine.Next(Elapsed, SideBySide);
    }

    private PlannedCampaign Plan(PlanSearches asked)
    {
        Report("three-body terms");
        var terms = PlannedCampaign.FindTerms(
            asked, _training, _options, _clock, _ending.Token, new Relay<DiscoveryProgress>(Tell));
        // Terms that were cut off are searched again.
        if (PlannedCampaign.HasTerms(_training, _options) && !_ending.IsCancellationRequested)
            _checkpoint?.Keep(terms.Formulas);
        Report("pair tables");
        var plan = new CampaignPlan(terms.Training, _options);
        _planned = Elapsed;
        var ended =
            from search in Enumerable.Range(0, plan.Searches.Length)
            let front = _checkpoint?.Finished(plan.Searches[search])
            where front is not null
            select (search, front.Value);
        lock (_gate)
            _machine.Planned(plan, _planned, ended, running: []);
        Report("search", count: plan.Searches.Length, planned: plan.Names);
        return new PlannedCampaign(terms, plan);
    }

    private Task<EndedSearch> Begin(CampaignPlan plan, AssignedSearch given)
    {
        ImmutableArray<ImmutableArray<byte>> forms;
        lock (_gate)
            forms = plan.FormsOf(given.Search, _machine.Fronts);
        return Task.Factory.StartNew(
            () => new EndedSearch(given.Search, Search(plan, plan.Searches[given.Search], forms, given.Budget)),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private SearchResult Search(
        CampaignPlan plan, IPlannedSearch search, ImmutableArray<ImmutableArray<byte>> forms, TimeSpan? budget)
    {
        var threads = Math.Min(_options.Threads, _options.Islands);
        using var run = new FormulaSearch(search.Problem, search.Options, _options.Islands, _newNetwork, plan.SeedOf(search));
        var started = _clock.GetTimestamp();
        run.Plant(forms, threads, _ending.Token);
        var left = budget - _clock.GetElapsedTime(started);
        var progress = new Relay<SearchProgress>(p => Report("search", search, plan.Searches.Length, p));
        return run.Run(
            search.StopAt(left < LeastTime ? LeastTime : left, _options.Epochs), threads, _clock, progress, _ending.Token);
    }

    private void Await(CampaignPlan plan, List<Task<EndedSearch>> running)
    {
        var first = running[Task.WaitAny([.. running])];
        running.Remove(first);
        var (number, result) = first.GetAwaiter().GetResult();
        var search = plan.Searches[number];
        lock (_gate)
            _machine.End(number, result.Front);
        var at = new SearchProgress(result.Epochs, result.Scored, result.Elapsed, result.Front);
        Report("search", search, plan.Searches.Length, at, ended: true);
        // One that was cut off is done again from its start when the campaign is taken up.
        if (result.End != SearchEnd.Cancelled)
            _checkpoint?.Finish(search.Name, result.Front);
    }

    private void Report(
        string stage,
        IPlannedSearch? search = null,
        int count = 0,
        SearchProgress? at = null,
        bool ended = false,
        IEnumerable<string>? planned = null)
    {
        int done;
        lock (_gate)
            done = count == 0 ? 0 : _machine.SearchesDone;
        var best = at?.Front.LastOrDefault();
        var elapsed = Elapsed;
        Tell(new DiscoveryProgress(
            stage, search?.Name ?? "", count, done, at?.Epoch ?? 0,
            at is null ? 0 : at.Scored / Math.Max(1e-3, at.Elapsed.TotalSeconds),
            best is null ? double.NaN : Math.Sqrt(best.Error),
            best is null || search is null ? "" : search.Written(best.Expression),
            _options.Budget - elapsed ?? (done == 0 ? null : (elapsed - _planned) / done * (count - done)))
        {
            Scored = at?.Scored ?? 0,
            Unit = Quantity.Of(search?.Property ?? Property.Energy).Unit,
            SearchEnded = ended,
            Planned = [.. planned ?? []],
        });
    }

    /// <summary>Tells of the campaign; who tells waits here while it is held.</summary>
    private void Tell(DiscoveryProgress progress)
    {
        _progress?.Report(progress);
        Hold();
    }

    private void Hold()
    {
        try
        {
            _mayRun.Wait(_ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The search looks at the same token and ends with what it has.
        }
    }

    private sealed record EndedSearch(int Search, SearchResult Result);

    /// <summary>Reports at once, on the thread that reports.</summary>
    private sealed class Relay<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
