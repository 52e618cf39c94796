using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>A campaign in this process: the searches of its plan side by side on threads, then the book.</summary>
public sealed class LocalCampaign
{
    private readonly TrainingSet _training;
    private readonly DiscoveryOptions _options;
    private readonly Func<IFormulaNetwork> _newNetwork;
    private readonly CampaignCheckpoint? _checkpoint;
    private readonly IProgress<DiscoveryProgress>? _progress;
    private readonly TimeProvider _clock;
    private readonly long _started;

    private LocalCampaign(
        TrainingSet training, DiscoveryOptions options, CampaignCheckpoint? checkpoint, IProgress<DiscoveryProgress>? progress, TimeProvider clock)
    {
        options.Validate();
        _training = training;
        _options = options;
        _checkpoint = checkpoint;
        _progress = progress;
        _clock = clock;
        _started = clock.GetTimestamp();
        _newNetwork = NetworkBackends.Open(options.Network);
    }

    /// <summary>
    /// Runs a campaign in this process. A cancelled one returns the book of what there is, marked as not complete; it is
    /// null when not even one formula was found.
    /// </summary>
    /// <param name="training">The structures to learn from.</param>
    /// <param name="options">How.</param>
    /// <param name="checkpoint">State of an interrupted campaign to go on from and to save to; null keeps none.</param>
    /// <param name="progress">Told at every epoch; called from several threads.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends the campaign early.</param>
    /// <exception cref="InputException">An option or the training set can't be used, or the checkpoint is of another campaign.</exception>
    public static FormulaBook? Run(
        TrainingSet training,
        DiscoveryOptions options,
        string? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation) =>
        Run(training, options, CampaignCheckpoint.Of(checkpoint, training, options), progress, clock, cancellation);

    /// <summary>The same with an open checkpoint, which may know of more than these searches.</summary>
    internal static FormulaBook? Run(
        TrainingSet training,
        DiscoveryOptions options,
        CampaignCheckpoint? checkpoint,
        IProgress<DiscoveryProgress>? progress,
        TimeProvider clock,
        CancellationToken cancellation) =>
        new LocalCampaign(training, options, checkpoint, progress, clock).Run(cancellation);

    private FormulaBook? Run(CancellationToken cancellation)
    {
        Report("pair tables");
        var plan = new CampaignPlan(_training, _options);
        var turns = new SearchTurns(plan);
        Report("search", count: plan.Searches.Length, planned: plan.Names);
        Search(plan, turns, cancellation);
        Report("refinement");
        return plan.Book(turns.Fronts, new CampaignEnd(
            cancellation.IsCancellationRequested, _clock.GetElapsedTime(_started), _clock.GetUtcNow(), _options.Threads));
    }

    private void Search(CampaignPlan plan, SearchTurns turns, CancellationToken cancellation)
    {
        for (var i = 0; i < plan.Searches.Length; i++)
        {
            if (_checkpoint?.Finished(plan.Searches[i].Name) is { } front)
                turns.End(i, front);
        }
        var gate = new Lock();
        var sideBySide = Math.Max(1, _options.Threads / _options.Islands);
        Parallel.For(0, sideBySide, new ParallelOptions { MaxDegreeOfParallelism = sideBySide }, _ =>
        {
            while (!cancellation.IsCancellationRequested && Next() is { } given)
            {
                var search = plan.Searches[given.Search];
                var result = Search(plan, search, given.Budget, () => turns.Done, cancellation);
                lock (gate)
                    turns.End(given.Search, result.Front);
                Report(
                    "search", search.Name, plan.Searches.Length, turns.Done, new SearchProgress(result.Epochs, result.Scored, result.Elapsed, result.Front), ended: true);
                if (result.End != SearchEnd.Cancelled)
                    _checkpoint?.Finish(search.Name, result.Front);
            }
        });

        AssignedSearch? Next()
        {
            lock (gate)
                return turns.Next(_clock.GetElapsedTime(_started), sideBySide);
        }
    }

    private SearchResult Search(CampaignPlan plan, PairSearch search, TimeSpan? budget, Func<int> done, CancellationToken cancellation)
    {
        using var run = new FormulaSearch(search.Problem, PairSearch.Options, _options.Islands, _newNetwork, plan.SeedOf(search));
        var progress = new Relay(p => Report("search", search.Name, plan.Searches.Length, done(), p));
        return run.Run(
            PairSearch.StopAt(budget, _options.Epochs), Math.Min(_options.Threads, _options.Islands), _clock, progress, cancellation);
    }

    private void Report(
        string stage, string search = "", int count = 0, int done = 0, SearchProgress? at = null, bool ended = false, IEnumerable<string>? planned = null)
    {
        if (_progress is null)
            return;
        var best = at?.Front.LastOrDefault();
        var elapsed = _clock.GetElapsedTime(_started);
        _progress.Report(new DiscoveryProgress(
            stage, search, count, done, at?.Epoch ?? 0,
            at is null ? 0 : at.Scored / Math.Max(1e-3, at.Elapsed.TotalSeconds),
            best is null ? double.NaN : Math.Sqrt(best.Error),
            best is null ? "" : FormulaText.Print(best.Expression, names: ["r"], digits: 4),
            _options.Budget - elapsed ?? (done == 0 || count == 0 ? null : elapsed / done * (count - done)))
        {
            Scored = at?.Scored ?? 0,
            SearchEnded = ended,
            Planned = [.. planned ?? []],
        });
    }

    /// <summary>Reports at once, on the thread that reports.</summary>
    private sealed class Relay(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
