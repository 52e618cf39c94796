using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Engine.Discovery;

/// <summary>
/// How many sites lie at a pair's distance round a site: how often structures will ask for that pair, which is the weight
/// of its point in a fit.
/// </summary>
public sealed class Neighbours
{
    private readonly PristineLayer _layer;

    /// <summary>Counts in the lattice of a unit cell.</summary>
    public Neighbours(Structure unitCell) => _layer = new PristineLayer(unitCell, new MatchTolerances().LevelAngstrom);

    /// <summary>Mean number of second sites at a shell's distance round a first one; at least 1.</summary>
    public int Of(Shell shell)
    {
        var (first, second) = (shell.Channel.Type.First.Site, shell.Channel.Type.Second.Site);
        var centres = _layer.Sites.Where(s => s.Element == first).ToArray();
        if (centres.Length == 0)
            return 1;
        var count = centres.Sum(c => _layer.Sites
            .Where(s => s.Element == second && Supercell.SideOfLevels(c.Level, s.Level) == shell.Channel.Side)
            .Sum(s => ImagesAt(c.Position, s.Position, shell.Distance)));
        return Math.Max(1, (int)Math.Round((double)count / centres.Length));
    }

    private int ImagesAt(Vec3 from, Vec3 to, double distance)
    {
        var (a, b) = (_layer.Lattice.A, _layer.Lattice.B);
        // The height of a parallelogram over each side bounds how many cells a distance can span.
        var area = a.Cross(b).Length;
        var cellsA = (int)Math.Ceiling(distance * b.Length / area) + 2;
        var cellsB = (int)Math.Ceiling(distance * a.Length / area) + 2;
        var count = 0;
        for (var i = -cellsA; i <= cellsA; i++)
        for (var j = -cellsB; j <= cellsB; j++)
        {
            if (Math.Abs((to - from + i * a + j * b).Length - distance) <= ShellIndex.Resolution)
                count++;
        }
        return count;
    }
}
