using DefectOrleans.Engine.Segvae.Benchmarks;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Segvae.Benchmarks;

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

        var speed = SpeedBenchmark.Loop(Loop, threads: 2, TimeSpan.FromSeconds(10), clock, CancellationToken.None);

        Assert.Equal((400, 200, 2), (speed.PerSecond, speed.OnOneThread, speed.Gain));
    }

    [Fact]
    public void What_a_loop_allocates_is_told_for_each_item()
    {
        var clock = new ManualTime();
        Func<ulong, long> Loop(int threads) => _ =>
        {
            clock.Pass(0.5);
            GC.KeepAlive(new byte[10_000 - 24]);
            return 100;
        };

        Assert.InRange(SpeedBenchmark.Loop(Loop, 1, TimeSpan.FromSeconds(10), clock, CancellationToken.None).BytesPerItem, 99, 101);
    }

    [Fact]
    public void Predicting_does_not_allocate() => AllocatesNothing(SpeedLoops.Prediction());

    [Fact]
    public void Sampling_does_not_allocate() => AllocatesNothing(SpeedLoops.Sampling(threads: 1));

    [Fact]
    public void Training_does_not_allocate() => AllocatesNothing(SpeedLoops.Training(threads: 1));

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_loop_and_an_epoch_are_measured()
    {
        var report = SpeedBenchmark.Measure(threads: 2, TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        foreach (var speed in (LoopSpeed[])[report.TrainSteps, report.Sampled, report.Scored, report.Fitted, report.Predictions])
            Assert.True(speed is { PerSecond: > 0, OnOneThread: > 0, Gain: > 0, BytesPerItem: >= 0 }, $"{speed}");
        Assert.True(report.EpochSeconds > 0);
    }

    private static void AllocatesNothing(Func<ulong, long> loop)
    {
        loop(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var items = loop(1);
        var after = GC.GetAllocatedBytesForCurrentThread();

        Assert.NotEqual(0, items);
        Assert.Equal(before, after);
    }
}
