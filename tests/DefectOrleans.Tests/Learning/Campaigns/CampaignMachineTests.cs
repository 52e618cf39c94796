using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Laws;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Segvae.Search;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class CampaignMachineTests
{
    private static readonly TrainingSet Training = KnownCrystal.Training(KnownCrystal.OneAndTwo());
    private static readonly CampaignPlan Plan = new(Training, new DiscoveryOptions { Epochs = 3 });
    private static readonly ImmutableArray<TripleFormula> Terms = [];

    private enum Happening
    {
        End,
        EndTwice,
        Pause,
        Resume,
        Cancel,
        Crash,
    }

    /// <summary>
    /// Crashes and cancels are taken up with what was stored; nothing is lost by them and nothing counts twice.
    /// </summary>
    [Fact]
    public void Whatever_happens_in_between_each_front_is_taken_once_and_the_book_is_the_same() => Prop.ForAll(
        Gen.Choose(0, 999).Select(n => ((Happening)(n % 6), n / 6)).ListOf().ToArbitrary(),
        Gen.Choose(1, 4).ToArbitrary(),
        (happenings, sideBySide) =>
        {
            var run = new Run(sideBySide);
            foreach (var (happening, choice) in happenings)
                run.Happen(happening, choice);
            var made = run.Finish();
            return !made.Cancelled && made.Fronts.SequenceEqual(Fronts) && run.Taken.All(taken => taken == 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fronts_taken_up_after_crashes_make_the_same_book()
    {
        var (straight, broken) = (new Run(sideBySide: 1), new Run(sideBySide: 3));
        Happening[] happenings =
            [Happening.End, Happening.Crash, Happening.End, Happening.Cancel, Happening.End, Happening.Crash];
        foreach (var happening in happenings)
            broken.Happen(happening, choice: 1);

        Assert.Equal(Book(straight.Finish()), Book(broken.Finish()));

        static byte[] Book(MakeBook made) => BookFile.ToBytes(new PlannedCampaign(new TripleTerms([], Training), Plan)
            .Book(made with { Elapsed = TimeSpan.Zero }, DateTimeOffset.UnixEpoch, threads: 1)!);
    }

    [Fact]
    public void What_is_decided_twice_is_given_out_once()
    {
        var machine = Planned();

        var given = Assert.IsType<RunSearches>(machine.Next(TimeSpan.Zero, sideBySide: 2)).Searches;

        Assert.Equal(2, given.Length);
        Assert.IsType<AwaitSearches>(machine.Next(TimeSpan.Zero, sideBySide: 2));
    }

    [Fact]
    public void A_held_campaign_begins_nothing_and_makes_no_book()
    {
        var machine = Planned();
        for (var search = 0; search < Plan.Searches.Length; search++)
            machine.End(search, Fronts[search]);
        machine.Follow(CampaignOrder.Pause);

        Assert.IsType<HoldSearches>(machine.Next(TimeSpan.Zero, sideBySide: 2));
        machine.Follow(CampaignOrder.Resume);
        Assert.IsType<MakeBook>(machine.Next(TimeSpan.Zero, sideBySide: 2));
    }

    [Fact]
    public void A_cancelled_campaign_stops_what_runs_then_makes_the_book_of_what_there_is()
    {
        var machine = Planned();
        var given = Assert.IsType<RunSearches>(machine.Next(TimeSpan.Zero, sideBySide: 1)).Searches[0];
        machine.Follow(CampaignOrder.Cancel);

        Assert.Equal(given, Assert.Single(Assert.IsType<StopSearches>(machine.Next(TimeSpan.Zero, sideBySide: 1)).Running));
        machine.End(given.Search, Fronts[given.Search]);
        var made = Assert.IsType<MakeBook>(machine.Next(TimeSpan.Zero, sideBySide: 1));
        Assert.True(made.Cancelled);
        Assert.Single(made.Fronts, front => !front.IsEmpty);
        machine.Booked(book: null);
        Assert.Equal(
            new CampaignStanding(CampaignState.Cancelled, Cancelled: true, "cancelled before the first formula was found"),
            machine.Standing);
        Assert.IsType<Rest>(machine.Next(TimeSpan.Zero, sideBySide: 1));
    }

    [Fact]
    public void What_is_ordered_while_the_book_is_made_changes_no_book()
    {
        var machine = Planned();
        for (var search = 0; search < Plan.Searches.Length; search++)
            machine.End(search, Fronts[search]);
        var made = machine.Next(TimeSpan.FromSeconds(5), sideBySide: 2);
        machine.Follow(CampaignOrder.Cancel);

        Assert.Same(made, machine.Next(TimeSpan.FromSeconds(9), sideBySide: 2));
    }

    [Fact]
    public void Terms_that_took_the_whole_budget_leave_the_searches_their_least_time()
    {
        var plan = new CampaignPlan(Training, new DiscoveryOptions { Budget = TimeSpan.FromSeconds(20) });
        var machine = new CampaignMachine(TimeSpan.FromSeconds(20));
        var elapsed = TimeSpan.FromSeconds(1000);
        machine.Planned(plan, elapsed, ended: [], running: []);

        var given = Assert.IsType<RunSearches>(machine.Next(elapsed, plan.Searches.Length)).Searches;

        // Laws wait for their pairs.
        Assert.Equal(plan.Searches.OfType<PairSearch>().Count(), given.Length);
        Assert.InRange(given.Max(g => g.Budget!.Value.TotalSeconds), 0.9, 1);
    }

    [Theory]
    [InlineData(CampaignState.Running, false, CampaignOrder.Pause, null)]
    [InlineData(CampaignState.Running, true, CampaignOrder.Pause, "is being cancelled")]
    [InlineData(CampaignState.Running, true, CampaignOrder.Cancel, null)]
    [InlineData(CampaignState.Cancelled, true, CampaignOrder.Cancel, null)]
    [InlineData(CampaignState.Completed, false, CampaignOrder.Cancel, "has ended (completed); nothing is left to cancel")]
    public void Orders_are_refused_with_their_reason(CampaignState state, bool cancelled, CampaignOrder order, string? reason) =>
        Assert.Equal(reason, new CampaignStanding(state, cancelled).Refusal(order));

    private static ImmutableArray<ImmutableArray<Candidate>> Fronts { get; } =
    [
        .. Plan.Searches.Select((search, i) => ImmutableArray.Create(
            Of(search, $"{i + 1}*exp(-r)", error: 0.5), Of(search, $"{i + 1}*exp(-r*1.5)", error: 0.25))),
    ];

    /// <summary>A formula, or a law whose channels all have the same numbers.</summary>
    private static Candidate Of(IPlannedSearch search, string text, double error)
    {
        var expression = FormulaText.Parse(text, ["r"]);
        var channels = (search as LawSearch)?.Channels.Length ?? 1;
        var law = expression with
        {
            Constants = [.. expression.Constants.SelectMany(value => Enumerable.Repeat(value, channels))],
        };
        return new Candidate(law, error, expression.Complexity);
    }

    private static CampaignMachine Planned()
    {
        var machine = new CampaignMachine(budget: null);
        machine.Planned(Plan, TimeSpan.Zero, ended: [], running: []);
        return machine;
    }

    /// <summary>
    /// A driver without searches: those given out end when it is said so, with the front that they always have.
    /// </summary>
    private sealed class Run(int sideBySide)
    {
        private readonly SortedDictionary<int, ImmutableArray<Candidate>> _stored = [];
        private CampaignMachine _machine = new(budget: null);

        /// <summary>How often each search's front was taken.</summary>
        public int[] Taken { get; } = new int[Plan.Searches.Length];

        public void Happen(Happening happening, int choice)
        {
            Step();
            var running = _machine.Running;
            switch (happening)
            {
                case Happening.End or Happening.EndTwice when running.Length > 0:
                    var search = running[choice % running.Length].Search;
                    End(search);
                    if (happening == Happening.EndTwice)
                        Assert.False(_machine.End(search, []));
                    break;
                case Happening.Pause or Happening.Resume:
                    _machine.Follow(happening == Happening.Pause ? CampaignOrder.Pause : CampaignOrder.Resume);
                    break;
                case Happening.Cancel:
                    // Searches that were cut off are in that run's book, and in nothing that is kept.
                    _machine.Follow(CampaignOrder.Cancel);
                    foreach (var cut in running)
                        _machine.End(cut.Search, []);
                    Assert.IsType<MakeBook>(Step());
                    Anew(running: []);
                    break;
                case Happening.Crash:
                    Anew(running);
                    break;
            }
        }

        public MakeBook Finish()
        {
            _machine.Follow(CampaignOrder.Resume);
            while (true)
            {
                if (Step() is MakeBook made)
                    return made;
                End(_machine.Running[0].Search);
            }
        }

        private void End(int search)
        {
            if (!_machine.End(search, Fronts[search]))
                return;
            Taken[search]++;
            _stored.Add(search, Fronts[search]);
        }

        private void Anew(ImmutableArray<AssignedSearch> running)
        {
            _machine = new CampaignMachine(budget: null, Terms, _machine.Standing.Cancelled ? null : _machine.Standing);
            Plans(running);
        }

        private void Plans(ImmutableArray<AssignedSearch> running) =>
            _machine.Planned(Plan, TimeSpan.Zero, _stored.Select(s => (s.Key, s.Value)), running);

        private CampaignDecision Step()
        {
            var next = _machine.Next(TimeSpan.Zero, sideBySide);
            if (next is not PlanSearches)
                return next;
            Plans(running: []);
            return _machine.Next(TimeSpan.Zero, sideBySide);
        }
    }
}
