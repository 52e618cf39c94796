using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Readings;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Engine.Learning.Campaigns;

/// <summary>How a campaign ended.</summary>
/// <param name="Cancelled">Whether it was ended before its bound.</param>
/// <param name="Elapsed">Time since its start.</param>
/// <param name="Finished">When.</param>
/// <param name="Threads">Threads that searched.</param>
public sealed record CampaignEnd(bool Cancelled, TimeSpan Elapsed, DateTimeOffset Finished, int Threads);

/// <summary>
/// All of a campaign that follows from its training set and options alone: pair tables, searches, seeds, shares of time,
/// and the book that the searches' fronts make. Immutable, the same wherever it is made.
/// </summary>
public sealed class CampaignPlan
{
    // What choice and refinement need of a budget, after the searches: a share of it, or some seconds where it is short.
    private const double SearchShare = 0.94, ShortShare = 0.8;
    private static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(6);

    // Part of the searches' time that laws get.
    private const double LawShare = 0.4;

    // The searches get so much, whatever came before has taken; less only where less was asked.
    private static readonly TimeSpan LeastSearchTime = TimeSpan.FromSeconds(1);

    // Without what defects gain that no mirror plane holds: pairs do not tell that, and the book says it beside them.
    private readonly TrainingSet _training, _whole;
    private readonly ImmutableArray<SymmetryBreaking> _breaking = [];
    private readonly DiscoveryOptions _options;
    private readonly PairTables _tables;
    private readonly ImmutableArray<PairSearch> _pairs;
    private readonly ImmutableArray<LawSearch> _laws;
    private readonly double _lawWeight;

    /// <summary>Plans a campaign.</summary>
    /// <exception cref="InputException">An option or the training set can't be used.</exception>
    public CampaignPlan(TrainingSet training, DiscoveryOptions options)
    {
        options.Validate();
        (_whole, _options) = (training, options);
        if (options.Properties.Contains(Property.Energy))
            _breaking = SymmetryBreakingFit.Of(training);
        _training = SymmetryBreakingFit.Without(training, _breaking);
        _tables = PairTables.Of(_training, options.Properties);
        _pairs = [.. _tables.Tables.Select(t => PairSearch.For(t, options.MaxComplexity)).OrderBy(PairWeight)];
        _laws =
        [
            .. _pairs.Select(p => p.Property).Distinct().Order()
                .Select(property => LawSearch.For(_pairs, property, options.MaxComplexity)).OfType<LawSearch>(),
        ];
        Searches = [.. _pairs, .. _laws];
        _lawWeight = LawShare / (1 - LawShare) * _pairs.Sum(PairWeight) / Math.Max(1, _laws.Length);
    }

    /// <summary>
    /// The searches as they are given out: of pairs, the hardest last, so that what easy ones leave of their time goes to them;
    /// then of laws, which begin with the forms that these have found.
    /// </summary>
    public ImmutableArray<IPlannedSearch> Searches { get; }

    /// <summary>The searches' names, in that order.</summary>
    public string[] Names => [.. Searches.Select(s => s.Name)];

    /// <summary>The seed of a search.</summary>
    public ulong SeedOf(IPlannedSearch search) => SeededRandom.Mix((ulong)_options.Seed ^ SearchSeed.Of(search.Name));

    /// <summary>The searches that must have ended before a search may begin, by number.</summary>
    public IEnumerable<int> Before(int search) => Searches[search] is LawSearch law
        ? Enumerable.Range(0, _pairs.Length).Where(i => _pairs[i].Property == law.Property)
        : [];

    /// <summary>Forms that a search begins with: a law's, those of its channels' fronts.</summary>
    /// <param name="search">Its number.</param>
    /// <param name="fronts">By the number of the search; empty where it has not ended.</param>
    public ImmutableArray<ImmutableArray<byte>> FormsOf(int search, IReadOnlyList<ImmutableArray<Candidate>> fronts) =>
        Searches[search] is LawSearch law ? LawSeeds.FormsOf(law, Before(search).Select(i => fronts[i])) : [];

    /// <summary>When the searches are to end, as time that the campaign has taken; null when epochs bound it.</summary>
    /// <param name="planned">Time that it had taken when they were planned.</param>
    public TimeSpan? SearchUntil(TimeSpan planned)
    {
        if (_options.Budget is not { } budget)
            return null;
        var least = planned + SearchShare * (budget < LeastSearchTime ? budget : LeastSearchTime);
        var share = Math.Min(SearchShare, Math.Max(ShortShare, 1 - ReadingTime / budget));
        return share * budget < least ? least : share * budget;
    }

    /// <summary>
    /// A search's share of what is left of the time: the rougher its table, the more time. In even shares those that decide
    /// how good a book is are cut off before they are good.
    /// </summary>
    /// <param name="left">What is left; null when epochs bound the campaign.</param>
    /// <param name="search">The search's number.</param>
    /// <param name="waiting">Numbers of the searches that wait, this one among them.</param>
    /// <param name="sideBySide">Searches that run at a time.</param>
    /// <returns>Null when epochs bound the campaign.</returns>
    public TimeSpan? Share(TimeSpan? left, int search, IEnumerable<int> waiting, int sideBySide)
    {
        const double LeastSeconds = 0.1;
        if (left is not { } time)
            return null;
        var part = Math.Min(1, sideBySide * Weight(search) / waiting.Sum(Weight));
        return TimeSpan.FromSeconds(Math.Max(LeastSeconds, part * time.TotalSeconds));
    }

    /// <summary>Chooses among the formulas found, refines them together and puts the book of all readings together.</summary>
    /// <param name="fronts">By the number of the search; empty where it has found nothing or never ran.</param>
    /// <param name="end">How the campaign ended.</param>
    /// <returns>Null when not even one formula was found.</returns>
    public FormulaBook? Book(IReadOnlyList<ImmutableArray<Candidate>> fronts, CampaignEnd end)
    {
        var found = _pairs.Zip(fronts, (search, front) => (Formula: LearnedFormula.Choose(search, front), Front: front))
            .Where(f => f.Formula is not null).OrderBy(f => _tables.Tables.IndexOf(f.Formula!.Search.Table)).ToArray();
        if (found.Length == 0 && !Searches.IsEmpty)
            return null;
        var laws = _laws.Zip(fronts.Skip(_pairs.Length)).ToArray();
        var complete = !end.Cancelled && found.Length == _pairs.Length && laws.All(law => !law.Second.IsEmpty);
        return new ReadBook(_training, _tables, Provenance(end, complete)) { Breaking = _breaking, Whole = _whole }
            .Make([.. found.Select(f => f.Formula!)], [.. found.Select(f => f.Front)], laws) with
            {
                SymmetryBreakings = _breaking,
            };
    }

    private double Weight(int search) => search < _pairs.Length ? PairWeight(_pairs[search]) : _lawWeight;

    /// <summary>
    /// The errors of a structure's n(n − 1)/2 pairs add up to some 0.6 of one of them in its energy per site, whatever n is;
    /// a level has the whole error of the pair that decides it.
    /// </summary>
    private static double PairWeight(PairSearch search)
    {
        // eV. Smooth tables need some time too.
        const double LeastRoughness = 0.001;
        const double Power = 0.75, PerSite = 0.6;
        return Math.Pow((search.Roughness + LeastRoughness) * (search.Table.Property == Property.Energy ? PerSite : 1), Power);
    }

    private Provenance Provenance(CampaignEnd end, bool complete) => new()
    {
        Version = typeof(CampaignPlan).Assembly.GetName().Version!.ToString(3),
        Finished = end.Finished,
        Seconds = Math.Round(end.Elapsed.TotalSeconds, 1),
        Threads = end.Threads,
        Islands = _options.Islands,
        Seed = _options.Seed,
        Network = _options.Network,
        Bound = _options.Budget is { } budget ? $"budget {budget.TotalSeconds:0.#} s" : $"{_options.Epochs} epochs",
        Complete = complete,
        Training = _training.Folders,
    };
}
