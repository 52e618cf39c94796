using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Tables;

public class NeighboursTests
{
    private const double A = 3.19;

    [Theory]
    [InlineData("V_Mo|V_Mo", Side.Same, 1.0, 6)]
    [InlineData("V_Mo|V_Mo", Side.Same, 1.7320508, 6)]
    [InlineData("V_Mo|V_Mo", Side.Same, 2.0, 6)]
    [InlineData("V_Mo|V_Mo", Side.Same, 2.6457513, 12)]
    [InlineData("V_S|V_S", Side.Same, 1.0, 6)]
    [InlineData("Se_S|V_S", Side.Same, 1.0, 6)]
    public void Sites_of_one_triangular_net_have_six_or_twelve_neighbours(string type, Side side, double lengths, int expected) =>
        Assert.Equal(expected, Of(type, side, lengths * A));

    [Theory]
    [InlineData("V_S|V_S", Side.Opposite, 0, 1)]
    [InlineData("V_S|V_S", Side.Opposite, 1, 6)]
    public void Across_the_layer_stands_one_site_and_then_six(string type, Side side, double lengths, int expected) =>
        Assert.Equal(expected, Of(type, side, Math.Sqrt(3.13 * 3.13 + lengths * lengths * A * A)));

    [Fact]
    public void A_metal_site_has_six_chalcogen_neighbours_and_twice_three_next_ones()
    {
        Assert.Equal(6, Of("V_Mo|V_S", Side.Middle, Math.Sqrt(A * A / 3 + 1.565 * 1.565)));
        Assert.Equal(6, Of("V_Mo|V_S", Side.Middle, Math.Sqrt(4 * A * A / 3 + 1.565 * 1.565)));
    }

    [Fact]
    public void Sites_in_no_known_shell_are_missing()
    {
        var channel = new PairChannel(PairType.Parse("V_Mo|V_Mo"), Side.Same);
        var neighbours = new Neighbours(SampleCells.MoS2());
        Shell At(double lengths) => new(channel, lengths * A, 1);

        Assert.Equal(0, neighbours.Missing(channel, [At(1), At(Math.Sqrt(3)), At(2)], 2.1 * A), 1e-12);
        Assert.Equal(12 / 18.0, neighbours.Missing(channel, [At(1)], 2.1 * A), 1e-12);
        Assert.Equal(0, neighbours.Missing(channel, [At(1), At(3)], 1.1 * A), 1e-12);
        Assert.Equal(0, neighbours.Missing(channel, [], 0.5 * A));
    }

    [Fact]
    public void A_distance_of_no_site_counts_as_one() => Assert.Equal(1, Of("V_Mo|V_Mo", Side.Same, 1.3 * A));

    [Fact]
    public void A_flat_layer_has_three_first_neighbours_of_the_other_element() =>
        Assert.Equal(
            3, new Neighbours(SampleCells.BN).Of(new Shell(new(PairType.Parse("V_B|V_N"), Side.Same), 2.51 / Math.Sqrt(3), 1)));

    private static int Of(string type, Side side, double distance) =>
        new Neighbours(SampleCells.MoS2()).Of(new Shell(new PairChannel(PairType.Parse(type), side), distance, 1));
}
