using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Tests.Learning.Triples;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class LocalCampaignTests
{
    [Theory]
    [InlineData(0, 15)]
    [InlineData(10, 5)]
    [InlineData(15, 0.1)]
    [InlineData(1000, 0.1)]
    public void Three_body_terms_get_their_share_of_a_budget_less_what_a_run_before_has_spent(double elapsed, double expected)
    {
        var training = KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. TripleSearchTests.Triples(60, seed: 1)]);
        var options = new DiscoveryOptions { Budget = TimeSpan.FromSeconds(100), Islands = 1, Threads = 1 };
        var clock = new SpentClock();

        var asked =
            Assert.IsType<PlanSearches>(new CampaignMachine(options.Budget).Next(TimeSpan.FromSeconds(elapsed), sideBySide: 1));
        PlannedCampaign.FindTerms(asked, training, options, clock, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(expected)], clock.Asked);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_campaign_cut_off_after_its_three_body_terms_goes_on_beside_these()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var options = Short with { Budget = TimeSpan.FromSeconds(100) };
        var clock = new FakeClock();

        var partial = Make(options, clock, folder["checkpoint"], p => Pass(clock, cancellation, p), cancellation.Token)!;
        // Where terms were searched anew, no time is left for any.
        var late = new FakeClock();
        var resumed =
            Make(options with { Budget = TimeSpan.FromSeconds(50) }, late, folder["checkpoint"], _ => late.Pass(seconds: 10))!;

        Assert.False(partial.Provenance.Complete);
        Assert.True(resumed.Provenance.Complete);
        Assert.Equal(partial.Triples.Select(t => t.Chosen), resumed.Triples.Select(t => t.Chosen));
        Assert.NotEmpty(resumed.Triples);
        Assert.All(partial.Pairs,
            p => Assert.Equal(p.Front, Assert.Single(resumed.Pairs, r => (r.PairType, r.Side) == (p.PairType, p.Side)).Front));

        static void Pass(FakeClock clock, CancellationTokenSource cancellation, DiscoveryProgress progress)
        {
            if (progress.Stage == "search" && progress.Epoch > 0)
                clock.Pass(seconds: 15);
            if (progress.SearchesDone >= 1)
                cancellation.Cancel();
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Three_body_terms_that_take_the_whole_budget_leave_the_searches_their_least_time()
    {
        var clock = new FakeClock();

        var book = Make(Short with { Budget = TimeSpan.FromSeconds(20) }, clock, null, Pass)!;

        Assert.Equal(4, book.Pairs.Count);
        Assert.True(book.Provenance.Complete);

        void Pass(DiscoveryProgress progress) => clock.Pass(seconds: progress.Stage == "three-body terms" ? 1000 : 0.5);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Who_holds_a_campaign_is_asked_at_each_epoch_of_its_three_body_terms()
    {
        using var cancellation = new CancellationTokenSource();
        var epochs = new List<int>();

        Make(Short with { Epochs = 3 }, TimeProvider.System, null, Record, cancellation.Token);

        Assert.Equal([0, 1, 2, 3], epochs);

        void Record(DiscoveryProgress progress)
        {
            if (progress.Stage == "three-body terms")
                epochs.Add(progress.Epoch);
            else
                cancellation.Cancel();
        }
    }

    private static readonly DiscoveryOptions Short = new() { Islands = 1, Threads = 1, Properties = [Property.Energy] };

    private static FormulaBook? Make(
        DiscoveryOptions options, TimeProvider clock, string? checkpoint, Action<DiscoveryProgress> progress,
        CancellationToken cancellation = default) =>
        LocalCampaign.Run(WithTriples, options, checkpoint, new Told<DiscoveryProgress>(progress), clock, cancellation);

    private static readonly TrainingSet WithTriples =
        KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. TripleSearchTests.Triples(100, seed: 1)]);

    /// <summary>A clock whose timers ring at once, and that keeps what they were set to.</summary>
    private sealed class SpentClock : TimeProvider
    {
        public List<TimeSpan> Asked { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Asked.Add(dueTime);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
