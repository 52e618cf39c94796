using DefectOrleans.Grains;

namespace DefectOrleans.ClusterTests.Grains;

public class SearchCoresTests
{
    [Fact]
    public async Task Campaigns_take_turns_whoever_came_first()
    {
        using var cores = new SearchCores(new GrainSettings { Cores = 1 });
        using var free = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var order = new List<string>();
        List<Task> all = [cores.Run("a", () => Wait(free, begun), default)];
        begun.Wait();

        all.AddRange(((string[])["a1", "a2", "a3"]).Select(work => cores.Run("a", () => Record(order, work), default)));
        all.AddRange(((string[])["b1", "b2"]).Select(work => cores.Run("b", () => Record(order, work), default)));
        all.Add(cores.Run("c", () => Record(order, "c1"), default));
        free.Set();
        await Task.WhenAll(all);

        Assert.Equal(["a1", "b1", "c1", "a2", "b2", "a3"], order);
    }

    [Fact]
    public async Task No_more_runs_at_a_time_than_there_are_cores()
    {
        using var cores = new SearchCores(new GrainSettings { Cores = 2 });
        using var both = new Barrier(2);
        var (running, most) = (0, 0);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => cores.Run($"campaign {i % 3}", Work, default)));

        Assert.Equal(2, most);

        int Work()
        {
            var now = Interlocked.Increment(ref running);
            lock (cores)
                most = Math.Max(most, now);
            both.SignalAndWait();
            return Interlocked.Decrement(ref running);
        }
    }

    [Fact]
    public async Task Work_that_is_taken_back_is_not_done_and_faults_come_to_who_asked()
    {
        using var cores = new SearchCores(new GrainSettings { Cores = 1 });
        using var free = new ManualResetEventSlim();
        using var taken = new CancellationTokenSource();
        var order = new List<string>();
        _ = cores.Run("a", () => Wait(free), default);
        var back = cores.Run("a", () => Record(order, "a1"), taken.Token);
        var broken = cores.Run<int>("a", () => throw new InvalidOperationException("broken"), default);

        await taken.CancelAsync();
        free.Set();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => back);
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => broken)).Message);
        Assert.Empty(order);
    }

    private static bool Wait(ManualResetEventSlim free, ManualResetEventSlim? begun = null)
    {
        begun?.Set();
        free.Wait();
        return true;
    }

    private static bool Record(List<string> order, string work)
    {
        order.Add(work);
        return true;
    }
}
