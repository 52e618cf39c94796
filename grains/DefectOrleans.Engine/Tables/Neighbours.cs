using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Tables;

/// <summary>
/// How many sites lie at a pair's distance round a site: how often structures will ask for that pair, which is the weight
/// of its point in a fit.
/// </summary>
public sealed class Neighbours
{
    private readonly PristineLayer _layer;

    /// <summary>Counts in the lattice of a unit cell.</summary>
    public Neighbours(Structure unitCell) => _layer = new PristineLayer(unitCell, new MatchTolerances().HeightAngstrom);

    /// <summary>Mean number of second sites at a shell's distance round a first one; at least 1.</summary>
    public int Of(Shell shell) =>
        Math.Max(
            1,
            (int)Math.Round(
                Mean(
                    shell.Channel, Math.Max(0, shell.Distance - ShellIndex.Resolution), shell.Distance + ShellIndex.Resolution)));

    /// <summary>
    /// Share of a channel's sites within a distance, Å, that stand in none of some shells: how much structures will ask for
    /// that the shells do not show. 0 where the channel has no site so near.
    /// </summary>
    public double Missing(PairChannel channel, IEnumerable<Shell> shells, double within)
    {
        var all = Mean(channel, ShellIndex.Resolution, within);
        return all == 0 ? 0 : Math.Clamp(1 - shells.Where(s => s.Distance <= within).Sum(Of) / all, 0, 1);
    }

    private double Mean(PairChannel channel, double from, double to)
    {
        var (first, second) = (channel.Type.First.Site, channel.Type.Second.Site);
        var centres = _layer.Sites.Where(s => s.Element == first).ToArray();
        return centres.Length == 0 ? 0 : centres.Average(c => _layer.Sites
            .Where(s => s.Element == second && Supercell.SideOfHeights(c.Height, s.Height) == channel.Side)
            .Sum(s => Images(c.Position, s.Position, from, to)));
    }

    private int Images(Vec3 one, Vec3 other, double from, double to)
    {
        var (a, b) = (_layer.Lattice.A, _layer.Lattice.B);
        // The height of a parallelogram over each side bounds how many cells a distance can span.
        var area = a.Cross(b).Length;
        var cellsA = (int)Math.Ceiling(to * b.Length / area) + 2;
        var cellsB = (int)Math.Ceiling(to * a.Length / area) + 2;
        var count = 0;
        for (var i = -cellsA; i <= cellsA; i++)
        for (var j = -cellsB; j <= cellsB; j++)
        {
            var distance = (other - one + i * a + j * b).Length;
            if (distance >= from && distance <= to)
                count++;
        }
        return count;
    }
}
