using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Defects;

public class MirrorPlanesTests
{
    private static readonly DefectFinder Finder = new(SampleCells.MoS2());
    private static readonly MirrorPlanes Planes = new(Finder);
    private static readonly Supercell Cell = Finder.Supercell(8, 8);

    [Fact]
    public void Defect_alone_lies_on_mirror_planes() => Assert.True(Hold(0, ("V_Mo", 0, 0)));

    [Fact]
    public void Neighbours_on_a_plane_hold_a_defect_and_others_do_not()
    {
        // Sulphur sites round a molybdenum site: the 1st, 2nd and 5th shells lie on its mirror planes, the 3rd, 4th and 6th not.
        var shells = Cell.SitesOf("S").GroupBy(s => Math.Round(Cell.Distance(Molybdenum(0, 0), s), 3)).OrderBy(g => g.Key)
            .ToArray();
        bool[] held = [.. shells.Take(6).Select(shell => shell.All(s => Holds(0, Molybdenum(0, 0), s)))];
        bool[] some = [.. shells.Take(6).Select(shell => shell.Any(s => Holds(0, Molybdenum(0, 0), s)))];

        Assert.Equal([true, true, false, false, true, false], held);
        Assert.Equal(held, some);
    }

    [Fact]
    public void Two_like_neighbours_may_mirror_each_other()
    {
        var third = Cell.SitesOf("S").GroupBy(s => Math.Round(Cell.Distance(Molybdenum(0, 0), s), 3)).OrderBy(g => g.Key)
            .ElementAt(2).Where(s => Cell.HeightAt(s) > 0).ToArray();

        var mirrored = third.Skip(1).Count(s => Holds(0, Molybdenum(0, 0), third[0], s));

        // Six sites, three planes: each plane changes a site for another one.
        Assert.Equal(3, mirrored);
    }

    [Fact]
    public void What_a_plane_holds_does_not_depend_on_where_it_is()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            int[] sites = [.. Enumerable.Range(0, 4).Select(_ => random.Next(Cell.SiteCount)).Distinct()];
            var (a, b) = (random.Next(8), random.Next(8));
            int[] moved = [.. sites.Select(s => Cell.SiteAt(s)).Select(s => Cell.IndexOf(s with { A = s.A + a, B = s.B + b }))];
            Assert.Equal(Holds(0, sites), Holds(0, moved));
        }
    }

    private static int Molybdenum(int a, int b) => Cell.SitesOf("Mo").First(s => (Cell.SiteAt(s).A, Cell.SiteAt(s).B) == (a, b));

    private static bool Hold(int defect, params (string Kind, int A, int B)[] placed) =>
        Holds(defect, [.. placed.Select(p => Molybdenum(p.A, p.B))]);

    private static bool Holds(int defect, params int[] sites) => Planes.Hold(
        defect, [.. sites.Select(s => Cell.ElementAt(s) == "Mo" ? 0 : 1)],
        [.. sites.Select(s => Cell.SiteAt(s)).Select(s => (s.Basis, s.A, s.B))], Cell.Shape);
}
