using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

public class ShellIndexTests
{
    private static readonly PairChannel Mixed = new(PairType.Parse("V_Mo|V_S"), Side.Middle);
    private static readonly PairChannel Same = new(PairType.Parse("V_S|V_S"), Side.Same);

    [Fact]
    public void Distances_that_differ_by_less_than_the_resolution_are_one_shell_at_their_mean()
    {
        var index = new ShellIndex([Pair(Same, 3.19), Pair(Same, 3.198), Pair(Same, 3.209), Pair(Same, 3.19)]);

        Assert.Equal([3.194, 3.209], index.Shells.Select(s => Math.Round(s.Distance, 9)));
        Assert.Equal([3, 1], index.Shells.Select(s => s.Structures));
        Assert.Equal([0, 0, 1, 0], index.PairsOf.Select(pairs => pairs.Single()));
    }

    [Fact]
    public void Shells_are_ordered_by_channel_and_distance()
    {
        var index = new ShellIndex([Pair(Same, 5), Pair(Mixed, 4), Pair(Same, 3), Pair(Mixed, 2.4)]);

        Assert.Equal([(Mixed, 2.4), (Mixed, 4), (Same, 3), (Same, 5)], index.Shells.Select(s => (s.Channel, s.Distance)));
        Assert.Equal([Mixed, Same], index.Channels.AsEnumerable());
        Assert.Equal(2..4, index.Of(Same));
        Assert.Equal([2, 3], index.NumbersOf(Same));
        Assert.Equal([3, 1, 2, 0], index.PairsOf.Select(pairs => pairs.Single()));
    }

    [Fact]
    public void A_structure_counts_once_for_a_shell_that_it_holds_twice()
    {
        var both = new DefectiveStructure("x", 6, 6, [], [new DefectPair(0, 1, Same, 3), new DefectPair(0, 2, Same, 3)]);

        var index = new ShellIndex([both]);

        Assert.Equal(1, index.Shells.Single().Structures);
        Assert.Equal([0, 0], index.PairsOf[0].AsEnumerable());
    }

    [Fact]
    public void Every_pair_of_a_crystal_is_in_the_shell_of_its_channel_and_distance()
    {
        var structures = KnownCrystal.Many(20, 2, 8, seed: 1).ToList();
        var index = new ShellIndex(structures);

        foreach (var (structure, shells) in structures.Zip(index.PairsOf))
        {
            foreach (var (pair, shell) in structure.Pairs.Zip(shells))
            {
                Assert.Equal(pair.Channel, index.Shells[shell].Channel);
                Assert.Equal(pair.DistanceAngstrom, index.Shells[shell].Distance, 1e-6);
            }
        }
    }

    [Fact]
    public void Structures_without_pairs_have_no_shells() =>
        Assert.Empty(new ShellIndex([.. KnownCrystal.One()]).Shells);

    private static DefectiveStructure Pair(PairChannel channel, double distance) => new(
        "x", 6, 6,
        [new PointDefect(channel.Type.First, default(Vec3), 1), new PointDefect(channel.Type.Second, default(Vec3), 1)],
        [new DefectPair(0, 1, channel, distance)]);
}
