using System.Collections.Immutable;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>Where an island stands between two epochs.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="ProgressEpoch">The epoch of the last progress of its best error.</param>
/// <param name="Scored">Formulas scored so far.</param>
/// <param name="Fitted">Those whose constants were fitted.</param>
/// <param name="Front">Its front, simplest first.</param>
public sealed record IslandStanding(int Epoch, int ProgressEpoch, long Scored, long Fitted, ImmutableArray<Candidate> Front)
{
    /// <summary>Where an island stands now.</summary>
    public static IslandStanding Of(Island island) =>
        new(island.Epoch, island.ProgressEpoch, island.Scored, island.Fitted, island.Front.Candidates);

    /// <summary>The smallest error; infinite while there is no formula.</summary>
    public double BestError => Front.IsEmpty ? double.PositiveInfinity : Front.Min(c => c.Error);
}

/// <summary>
/// A search between two epochs, when all its islands wait for each other: here it is decided what they show each other and
/// whether the search ends. Whoever runs the islands, in one process or in many, asks this, so all find the same formulas.
/// </summary>
/// <param name="Islands">The islands by number.</param>
public sealed record SearchRound(ImmutableArray<IslandStanding> Islands)
{
    // Thousands of formulas on each island, a number alone among them.
    private const int EpochsWithNothing = 20;

    /// <summary>A search whose islands have done nothing yet.</summary>
    public static SearchRound Start(int islands) => new([.. Enumerable.Repeat(new IslandStanding(0, 0, 0, 0, []), islands)]);

    /// <summary>The seed of an island.</summary>
    /// <param name="search">The search's seed.</param>
    /// <param name="island">The island's number.</param>
    public static ulong SeedOf(ulong search, int island) => SeededRandom.Mix(search + SeededRandom.Mix((ulong)island + 1));

    /// <summary>Epochs that all islands have done.</summary>
    public int Epoch => Islands.Min(i => i.Epoch);

    /// <summary>Formulas scored, over all islands.</summary>
    public long Scored => Islands.Sum(i => i.Scored);

    /// <summary>Those whose constants were fitted.</summary>
    public long Fitted => Islands.Sum(i => i.Fitted);

    /// <summary>The front of all islands, simplest first.</summary>
    public ImmutableArray<Candidate> Front()
    {
        var merged = new ParetoFront();
        foreach (var island in Islands)
            merged.Merge(island.Front);
        return merged.Candidates;
    }

    /// <summary>The other islands' formulas that an island takes in before its next epoch.</summary>
    public ImmutableArray<Candidate> Immigrants(int island, SearchOptions options) =>
        options.ExchangeEpochs == 0 || Epoch == 0 || Epoch % options.ExchangeEpochs != 0
            ? []
            : [.. Islands.Where((_, other) => other != island).SelectMany(other => other.Front)];

    /// <summary>Whether and why the search ends here; null when it goes on.</summary>
    public SearchEnd? End(StopRule stop, bool timeSpent, bool cancelled)
    {
        if (cancelled)
            return SearchEnd.Cancelled;
        var isAtTarget = Islands.Any(i => double.IsFinite(i.BestError) && i.BestError <= stop.TargetError
            && (i.Epoch - i.ProgressEpoch >= stop.EpochsAtTarget || timeSpent || Epoch >= stop.Epochs || Scored >= stop.Scored));
        if (isAtTarget)
            return SearchEnd.Target;
        if (timeSpent)
            return SearchEnd.Budget;
        if (Scored >= stop.Scored)
            return SearchEnd.Scored;
        if (Epoch >= stop.Epochs)
            return SearchEnd.Epochs;
        if (Epoch >= EpochsWithNothing && Islands.All(i => i.Front.IsEmpty))
            return SearchEnd.NothingPasses;
        var patience = stop.PatienceEpochs ?? int.MaxValue;
        return Islands.All(i => i.Epoch - i.ProgressEpoch >= patience) ? SearchEnd.NoProgress : null;
    }
}
