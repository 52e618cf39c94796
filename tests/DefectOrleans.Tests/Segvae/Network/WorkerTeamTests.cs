using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public class WorkerTeamTests
{
    [Fact]
    public void Every_item_is_worked_once_and_no_two_at_a_time_by_one_worker()
    {
        var team = new WorkerTeam(3);
        var done = new int[7];
        var busy = new int[3];
        int overlaps = 0;

        for (int round = 0; round < 500; round++)
        {
            team.Run(done.Length, (worker, item) =>
            {
                overlaps += Interlocked.Exchange(ref busy[worker], 1);
                Interlocked.Increment(ref done[item]);
                Volatile.Write(ref busy[worker], 0);
            });
        }

        Assert.All(done, count => Assert.Equal(500, count));
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public void A_fault_ends_the_round_and_the_next_one_works()
    {
        var team = new WorkerTeam(2);
        int sum = 0;

        Assert.Throws<NotSupportedException>(() => team.Run(10, (_, item) => throw new NotSupportedException($"{item}")));
        team.Run(10, (_, item) => Interlocked.Add(ref sum, item));

        Assert.Equal(45, sum);
    }
}
