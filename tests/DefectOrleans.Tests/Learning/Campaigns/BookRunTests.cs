using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Tests.Learning.Triples;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class BookRunTests
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

        BookRun.Terms(training, options, TimeSpan.FromSeconds(elapsed), clock, CancellationToken.None);

        Assert.Equal([TimeSpan.FromSeconds(expected)], clock.Asked);
    }

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
