using System.Collections.Concurrent;
using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Segvae.Expressions;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Engine.Discovery;

/// <summary>From a training set to a formula book: pair tables, one search per pair channel and property, choice, refinement.</summary>
public sealed class Campaign
{
    // What choice and refinement need of a budget, after the searches.
    private const double SearchShare = 0.94;

    private readonly TrainingSet _training;
    private readonly DiscoveryOptions _options;
    private readonly Func<IFormulaNetwork> _newNetwork;
    private readonly CampaignCheckpoint? _checkpoint;
    private readonly IProgress<DiscoveryProgress>? _progress;
    private readonly TimeProvider _clock;
    private readonly long _started;

    private Campaign(
        TrainingSet training, DiscoveryOptions options, string? checkpoint, IProgress<DiscoveryProgress>? progress, TimeProvider clock)
    {
        options.Validate();
        (_training, _options, _progress, _clock) = (training, options, progress, clock);
        _started = clock.GetTimestamp();
        _newNetwork = NetworkBackends.Open(options.Network);
        _checkpoint = checkpoint is null ? null : CampaignCheckpoint.Open(checkpoint, training, options);
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
        new Campaign(training, options, checkpoint, progress, clock).Run(cancellation);

    private FormulaBook? Run(CancellationToken cancellation)
    {
        Report("pair tables");
        var tables = PairTables.Of(_training, _options.Properties);
        ImmutableArray<PairSearch> searches = [.. tables.Tables.Select(t => PairSearch.For(t, _options.MaxComplexity))];
        var fronts = Search(searches, cancellation);
        Report("refinement");
        var found = searches.Zip(fronts, LearnedFormula.Choose).OfType<LearnedFormula>().ToImmutableArray();
        if (found.IsEmpty && !searches.IsEmpty)
            return null;
        var complete = !cancellation.IsCancellationRequested && found.Length == searches.Length;
        return BookAssembly.Make(_training, tables, found, Provenance(complete));
    }

    private ImmutableArray<Candidate>[] Search(ImmutableArray<PairSearch> searches, CancellationToken cancellation)
    {
        var fronts = new ImmutableArray<Candidate>[searches.Length];
        Array.Fill(fronts, []);
        var open = new List<int>();
        for (var i = 0; i < searches.Length; i++)
        {
            if (_checkpoint?.Finished(searches[i].Name) is { } front)
                fronts[i] = front;
            else
                open.Add(i);
        }
        // The hardest last: what easy searches leave of their time goes to them.
        open.Sort((a, b) => (searches[a].Range, a).CompareTo((searches[b].Range, b)));

        var (begun, done) = (0, searches.Length - open.Count);
        var sideBySide = Math.Max(1, _options.Threads / _options.Islands);
        Parallel.ForEach(
            Partitioner.Create(open, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = sideBySide },
            at =>
            {
                if (cancellation.IsCancellationRequested)
                    return;
                var waiting = open.Count - Interlocked.Increment(ref begun) + 1;
                var result = Search(searches[at], Share(waiting, sideBySide), () => done, searches.Length, cancellation);
                fronts[at] = result.Front;
                Interlocked.Increment(ref done);
                Report(
                    "search", searches[at].Name, searches.Length, done, new SearchProgress(result.Epochs, result.Scored, result.Elapsed, result.Front), ended: true);
                if (result.End != SearchEnd.Cancelled)
                    _checkpoint?.Finish(searches[at].Name, result.Front);
            });
        return fronts;
    }

    private SearchResult Search(PairSearch search, TimeSpan? budget, Func<int> done, int count, CancellationToken cancellation)
    {
        var seed = SeededRandom.Mix((ulong)_options.Seed ^ search.Seed);
        using var run = new FormulaSearch(
            search.Problem, PairSearch.Options, _options.Islands, _newNetwork, seed);
        var progress = new Relay(p => Report("search", search.Name, count, done(), p));
        return run.Run(
            PairSearch.StopAt(budget, _options.Epochs), Math.Min(_options.Threads, _options.Islands), _clock, progress, cancellation);
    }

    /// <summary>A search's share of what is left: an even part of it among those that wait.</summary>
    private TimeSpan? Share(int waiting, int sideBySide)
    {
        if (_options.Budget is not { } budget)
            return null;
        var left = SearchShare * budget - _clock.GetElapsedTime(_started);
        var rounds = Math.Ceiling((double)waiting / sideBySide);
        return TimeSpan.FromSeconds(Math.Max(0.1, left.TotalSeconds / rounds));
    }

    private void Report(string stage, string search = "", int count = 0, int done = 0, SearchProgress? at = null, bool ended = false)
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
        });
    }

    private Provenance Provenance(bool complete) => new()
    {
        Version = typeof(Campaign).Assembly.GetName().Version!.ToString(3),
        Finished = _clock.GetUtcNow(),
        Seconds = Math.Round(_clock.GetElapsedTime(_started).TotalSeconds, 1),
        Threads = _options.Threads,
        Islands = _options.Islands,
        Seed = _options.Seed,
        Network = _options.Network,
        Bound = _options.Budget is { } budget ? $"budget {budget.TotalSeconds:0.#} s" : $"{_options.Epochs} epochs",
        Complete = complete,
        Training = _training.Folders,
    };

    /// <summary>Reports at once, on the thread that reports.</summary>
    private sealed class Relay(Action<SearchProgress> report) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => report(value);
    }
}
