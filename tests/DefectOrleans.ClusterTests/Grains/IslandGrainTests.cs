using DefectOrleans.Contracts.Grains;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Grains;
using static DefectOrleans.ClusterTests.Grains.SmallCampaigns;

namespace DefectOrleans.ClusterTests.Grains;

[Trait("Category", "Slow")]
public class IslandGrainTests
{
    [Fact]
    public async Task An_island_that_stays_goes_back_to_what_it_wrote_itself()
    {
        await using var cluster = await GrainCluster.Start(1);
        var request = Request("c1");
        var plan = new CampaignPlan(CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 1));
        var task = SearchTasks.ToMessage(plan, Settings, new AssignedSearch(0, null), []);
        var island = cluster.Grains.GetGrain<IIslandGrain>("alone/0/0");
        await island.Open(new IslandStart(task, 1, null), default);
        await island.RunEpoch(new EpochOrder(1, 0, []), default);
        var snapshot = new IslandSnapshot(1, 1, 1);
        await island.Write(snapshot, default);
        var straight = await island.RunEpoch(new EpochOrder(1, 1, []), default);

        await island.Open(new IslandStart(task, 2, snapshot), default);
        var again = await island.RunEpoch(new EpochOrder(2, 1, []), default);

        Assert.Equal((2, straight.Scored), (again.Epoch, again.Scored));
        Assert.Equal(straight.Front.Select(f => f.Error), again.Front.Select(f => f.Error));
    }

    [Fact]
    public async Task Islands_of_searches_beside_each_other_stand_on_different_silos_whatever_their_numbers()
    {
        await using var cluster = await GrainCluster.Start(2);
        var request = Request("c1");
        var plan = new CampaignPlan(CampaignRequests.TrainingOf(request), CampaignRequests.OptionsOf(request, threads: 1));
        var task = SearchTasks.ToMessage(plan, Settings, new AssignedSearch(0, null), []);
        var silos = new List<string>();
        foreach (var (search, lane) in ((int, int)[])[(0, 0), (2, 1), (4, 2), (6, 3)])
        {
            IslandPlacement.Spread(lane);
            var island = cluster.Grains.GetGrain<IIslandGrain>($"alone/{search}/0");
            await island.Open(new IslandStart(task, 1, null), default);
            silos.Add($"{await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(island)}");
        }

        Assert.NotEqual(silos[0], silos[1]);
        Assert.Equal(silos[..2], silos[2..]);
    }
}
