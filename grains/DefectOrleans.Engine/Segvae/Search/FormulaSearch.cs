using System.Collections.Immutable;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>Where a search stands.</summary>
/// <param name="Epoch">Epochs that all islands have done.</param>
/// <param name="Scored">Formulas scored, over all islands.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Front">The front of all islands.</param>
public sealed record SearchProgress(int Epoch, long Scored, TimeSpan Elapsed, ImmutableArray<Candidate> Front);

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>The time is spent.</summary>
    Budget,

    /// <summary>All epochs are done.</summary>
    Epochs,

    /// <summary>All formulas are scored.</summary>
    Scored,

    /// <summary>The best error is at its target.</summary>
    Target,

    /// <summary>No progress for as long as the rule allows.</summary>
    NoProgress,

    /// <summary>Not one formula passed the rules with a finite error, long after one should have.</summary>
    NothingPasses,

    /// <summary>It was cancelled.</summary>
    Cancelled,
}

/// <summary>What a search found.</summary>
public sealed record SearchResult(
    ImmutableArray<Candidate> Front, SearchEnd End, int Epochs, long Scored, long Fitted, TimeSpan Elapsed)
{
    /// <summary>What came of the network's samples, of edits and of completions.</summary>
    public Yields Yields { get; init; } = Yields.None;
}

/// <summary>
/// A search on several islands. They run side by side, one thread each at a time, and show each other their fronts at
/// fixed epochs, so a run bounded by epochs gives the same front whatever the thread count.
/// </summary>
public sealed class FormulaSearch : IDisposable
{
    // Timers count milliseconds in 32 bits, 49.7 days.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(49);

    private readonly SearchOptions _options;
    private readonly byte[] _identity;
    private readonly Island[] _islands;

    /// <summary>Prepares a search.</summary>
    /// <param name="problem">What is searched.</param>
    /// <param name="options">How.</param>
    /// <param name="islands">Number of islands.</param>
    /// <param name="newNetwork">Makes a pretrained network.</param>
    /// <param name="seed">Seed that the islands' seeds come from.</param>
    public FormulaSearch(SearchProblem problem, SearchOptions options, int islands, Func<IFormulaNetwork> newNetwork, ulong seed)
        : this(
            options, SearchState.Identify(problem, options, islands, seed),
            [.. Enumerable.Range(0, islands).Select(i => new Island(problem, options, newNetwork, SearchRound.SeedOf(seed, i)))])
    {
    }

    private FormulaSearch(SearchOptions options, byte[] identity, Island[] islands) =>
        (_options, _identity, _islands) = (options, identity, islands);

    /// <summary>Takes up a search where <see cref="Write"/> left it; the rest is as it was, or it is another search.</summary>
    /// <param name="from">What was written.</param>
    /// <param name="readNetwork">Makes a network of its bytes.</param>
    /// <param name="problem">What is searched.</param>
    /// <param name="options">How.</param>
    /// <param name="islands">Number of islands.</param>
    /// <param name="newNetwork">Makes a pretrained network.</param>
    /// <param name="seed">Seed that the islands' seeds come from.</param>
    /// <exception cref="InputException">The bytes are no search's state, damaged, or of another search.</exception>
    public static FormulaSearch Read(
        Stream from, Func<Stream, IFormulaNetwork> readNetwork,
        SearchProblem problem, SearchOptions options, int islands, Func<IFormulaNetwork> newNetwork, ulong seed)
    {
        var identity = SearchState.Identify(problem, options, islands, seed);
        return new FormulaSearch(options, identity, SearchState.Read(
            from, identity, islands, (state, i) =>
                Island.Read(state, readNetwork, problem, options, newNetwork, SearchRound.SeedOf(seed, i))));
    }

    /// <summary>Writes the state at the end of an epoch of all islands, some 0.2 MB each, at most 7 MB.</summary>
    public void Write(Stream to) => SearchState.Write(to, _identity, _islands);

    /// <summary>Gives every island forms to begin with.</summary>
    /// <param name="forms">Their tokens.</param>
    /// <param name="threads">Islands at a time.</param>
    /// <param name="cancellation">Ends it early.</param>
    public void Plant(ImmutableArray<ImmutableArray<byte>> forms, int threads, CancellationToken cancellation) =>
        Parallel.ForEach(
            _islands, new ParallelOptions { MaxDegreeOfParallelism = threads }, island => island.Plant(forms, cancellation));

    /// <summary>Runs until the rule says stop.</summary>
    /// <param name="stop">When to end; a budget, epochs or a cancellation is needed for it ever to.</param>
    /// <param name="threads">Islands that run at a time.</param>
    /// <param name="clock">Time.</param>
    /// <param name="progress">Told after every round of epochs.</param>
    /// <param name="cancellation">Ends it early with what there is.</param>
    /// <param name="checkpoint">Where the state goes at ends of epochs; null keeps none.</param>
    public SearchResult Run(
        StopRule stop, int threads, TimeProvider clock, IProgress<SearchProgress>? progress, CancellationToken cancellation,
        SearchCheckpoint? checkpoint = null)
    {
        if (stop is { Budget: null, Epochs: null, Scored: null, PatienceEpochs: null } && !cancellation.CanBeCanceled)
            throw new ArgumentException(
                "Nothing would end this search; a budget, epochs, formulas, patience or a cancellation was expected.",
                nameof(stop));
        var started = clock.GetTimestamp();
        // Later than a timer can ring an epoch's end is early enough.
        using var deadline = stop.Budget is { } budget && budget <= LongestTimer
            ? new CancellationTokenSource(budget, clock)
            : new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation);
        var saved = started;
        // A search whose time is up before its first formula gets one more epoch: else it would leave nothing at all.
        var isLast = false;
        var round = Round();
        var end = round.Epoch > 0 ? round.End(stop, timeSpent: false, cancelled: false) : null;
        while (end is null)
        {
            var (before, token) = (round, isLast ? cancellation : ended.Token);
            Parallel.For(0, _islands.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            {
                _islands[i].Receive(before.Immigrants(i, _options));
                _islands[i].RunEpoch(token);
            });
            // An epoch that was cut off is no state to go on from.
            var whole = !token.IsCancellationRequested;
            round = Round();
            end = round.End(
                stop, deadline.IsCancellationRequested
                    || clock.GetElapsedTime(started) >= stop.Budget, cancellation.IsCancellationRequested);
            if (end == SearchEnd.Budget && !isLast && round.Islands.All(i => i.Front.IsEmpty))
                (end, isLast) = (null, true);
            if (whole && checkpoint is not null && (end is not null || clock.GetElapsedTime(saved) >= checkpoint.Interval))
            {
                checkpoint.Save(this);
                saved = clock.GetTimestamp();
            }
            progress?.Report(new SearchProgress(round.Epoch, round.Scored, clock.GetElapsedTime(started), round.Front()));
        }
        return new SearchResult(round.Front(), end.Value, round.Epoch, round.Scored, round.Fitted, clock.GetElapsedTime(started))
        {
            Yields = Yields.Sum(_islands.Select(island => island.Yields)),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var island in _islands)
            island.Dispose();
    }

    private SearchRound Round() => new([.. _islands.Select(IslandStanding.Of)]);
}
