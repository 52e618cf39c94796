using DefectOrleans.Bench;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Bench;

public sealed class SpeedBenchmarkTests
{
    [Fact]
    public void Rates_are_items_over_time_on_one_thread_and_on_all()
    {
        var clock = new ManualTime();
        Func<ulong, long> Loop(int threads) => _ =>
        {
            clock.Pass(0.5);
            return 100 * threads;
        };

        var speed = SpeedBenchmark.Turns(
            [n => new SpeedLoop(Loop(n))], threads: 2, TimeSpan.FromSeconds(10), clock, CancellationToken.None)[0];

        Assert.Equal((400, 200, 2), (speed.PerSecond, speed.OnOneThread, speed.Gain));
    }

    [Fact]
    public void Loops_take_turns_round_by_round()
    {
        var clock = new ManualTime();
        var turns = new List<string>();
        Func<int, SpeedLoop> Loop(string name) => threads => new SpeedLoop(_ =>
        {
            clock.Pass(1);
            turns.Add($"{name}{threads}");
            return 1;
        });

        SpeedBenchmark.Turns([Loop("a"), Loop("b")], threads: 2, TimeSpan.FromSeconds(8), clock, CancellationToken.None);

        Assert.Equal(["a1", "a2", "b1", "b2", "a1", "a2", "b1", "b2"], turns);
    }

    [Fact]
    public void A_bare_loop_counts_all_lanes_of_its_multiply_adds() =>
        Assert.Equal(12L * 8 * 12_000_000, BareLoop.MultiplyAdds());

    [Fact]
    public void A_step_s_share_of_the_bare_loop_is_that_of_its_recurrent_products()
    {
        var none = new LoopSpeed(0, 0, 0, 0, 0);
        var report = new SpeedReport(
            2, none with { PerSecond = 90e9 }, none with { PerSecond = 10 }, none, none, none, none, none, none, 0,
            new CheckpointSpeed(0, 0));

        // Three LSTMs, three products each, 30 steps, 256 rows, 128 states, 512 gates.
        Assert.Equal(10 * 9.0 * 30 * 256 * 128 * 512 / 90e9, report.ShareOfBareLoop, 1e-12);
    }

    [Fact]
    public void What_a_loop_allocates_is_told_for_each_item()
    {
        var clock = new ManualTime();
        var kept = 0L;
        SpeedLoop Loop(int threads) => new(
            _ =>
            {
                clock.Pass(0.5);
                GC.KeepAlive(new byte[10_000 - 24]);
                kept += 3_000;
                return 100;
            },
            () => kept);

        var speed = SpeedBenchmark.Turns([Loop], 1, TimeSpan.FromSeconds(10), clock, CancellationToken.None)[0];

        Assert.InRange(speed.BytesPerItem, 69, 71);
        Assert.Equal(30, speed.KeptBytesPerItem);
    }

    [Fact]
    public void Predicting_does_not_allocate() => AllocatesNothing(SpeedLoops.Prediction());

    [Fact]
    public void Sampling_does_not_allocate() => AllocatesNothing(SpeedLoops.Sampling(threads: 1));

    [Fact]
    public void Training_does_not_allocate() => AllocatesNothing(SpeedLoops.Training(threads: 1, SpeedLoops.FullLength));

    [Fact]
    public void Scoring_allocates_for_what_is_kept_alone() => AllocatesNothing(SpeedLoops.Scoring());

    [Fact]
    public void Fitting_allocates_for_what_is_kept_alone() => AllocatesNothing(SpeedLoops.Fitting());

    [Fact]
    public void Scoring_laws_allocates_for_what_is_kept_alone() => AllocatesNothing(LawLoop.Scoring());

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_loop_and_an_epoch_are_measured()
    {
        var report = SpeedBenchmark.Measure(
            threads: 2, TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        foreach (var speed in (LoopSpeed[])[
            report.MultiplyAdds, report.TrainSteps, report.TrainStepsOnFormulas, report.Sampled, report.Scored, report.Fitted,
            report.Laws, report.Predictions
        ])
            Assert.True(speed is { PerSecond: > 0, OnOneThread: > 0, Gain: > 0, BytesPerItem: >= 0 }, $"{speed}");
        Assert.True(report.EpochSeconds > 0);
        Assert.True(report.Checkpoint.Milliseconds > 0);
        Assert.InRange(report.Checkpoint.Bytes, 1, 1_000_000);
    }

    private static void AllocatesNothing(Func<ulong, long> loop) => AllocatesNothing(new SpeedLoop(loop));

    private static void AllocatesNothing(SpeedLoop loop)
    {
        loop.Round(0);
        Allocations.None(round =>
        {
            var keptBefore = loop.KeptBytes?.Invoke() ?? 0;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var items = loop.Round(1 + (ulong)round);
            var after = GC.GetAllocatedBytesForCurrentThread();

            Assert.NotEqual(0, items);
            return after - before - ((loop.KeptBytes?.Invoke() ?? 0) - keptBefore);
        });
    }
}
