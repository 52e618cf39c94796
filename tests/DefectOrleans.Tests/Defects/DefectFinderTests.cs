using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Defects;

public class DefectFinderTests
{
    [Theory]
    [ClassData(typeof(SampleCellNames))]
    public void Defects_are_found_however_the_crystal_is_laid(string name)
    {
        var finder = new DefectFinder(SampleCells.Named(name));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(40), Prop.ForAll(Gen.Choose(1, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var supercell = finder.Supercell(random.Next(4, 7), random.Next(4, 7));
            var made = RandomDefects.In(supercell, random, Math.Max(1, random.Next(supercell.SiteCount / 8)));
            var atoms = supercell.Atoms(made);
            var moved = Laid.Shuffled(
                Laid.Displaced(Laid.Turned(Laid.InVacuum(Laid.Shifted(atoms, random), 30), random), random, 0.35), random);

            AssertEquivalent(made, finder.Find(moved));
        }));
    }

    [Fact]
    public void Relaxed_atoms_belong_to_the_site_they_left()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var supercell = finder.Supercell(6, 6);
        var made = RandomDefects.In(supercell, new Random(3), 10);

        AssertEquivalent(made, finder.Find(Laid.Displaced(supercell.Atoms(made), new Random(4), 0.85)));
    }

    [Fact]
    public void A_structure_in_place_gives_the_very_defects()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var supercell = finder.Supercell(8, 8);
        var made = RandomDefects.In(supercell, new Random(1), 24);

        var found = finder.Find(supercell.Atoms(made));

        Assert.Equal(made.Defects.AsEnumerable(), found.Defects.AsEnumerable());
        Assert.Equal(made.Pairs.AsEnumerable(), found.Pairs.AsEnumerable());
        Assert.Equal((8, 8), (found.CellA, found.CellB));
    }

    [Fact]
    public void Vectors_at_60_degrees_describe_the_crystal_of_those_at_120()
    {
        var finder = new DefectFinder(SampleCells.BN);
        var supercell = new DefectFinder(SampleCells.BNSixty).Supercell(5, 5);
        var made = RandomDefects.In(supercell, new Random(2), 3);

        AssertEquivalent(made, finder.Find(supercell.Atoms(made)));
    }

    [Theory]
    [InlineData(8, 0, 4, 8)]
    [InlineData(5, 1, -2, 6)]
    [InlineData(2, 1, -1, 1)]
    [InlineData(2, 1, 1, 5)]
    public void A_supercell_may_have_any_periods_of_the_crystal(int aa, int ab, int ba, int bb)
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = Laid.Repeated(SampleCells.MoS2(), aa, ab, ba, bb);
        var cells = Math.Abs(aa * bb - ab * ba);
        Assert.Equal(3 * cells, atoms.Sites.Length);
        var defective = atoms with
        {
            Sites = atoms.Sites.RemoveAt(atoms.Sites.Length - 1).SetItem(0, new Site("W", atoms.Sites[0].Fractional))
        };

        var found = finder.Find(Laid.Turned(Laid.Shifted(defective, new Random(1)), new Random(2)));

        Assert.Equal(cells, found.Shape.Cells);
        Assert.Equal(["V_S", "W_Mo"], found.Defects.Select(defect => $"{defect.Kind}").Order());
        var distance = new PlanarImages(atoms.Lattice).Distance(
            atoms.Lattice.ToCartesian(atoms.Sites[0].Fractional), atoms.Lattice.ToCartesian(atoms.Sites[^1].Fractional));
        Assert.Equal(distance, found.Pairs[0].DistanceAngstrom, 1e-6);
        Assert.Equal(found.Pairs.AsEnumerable(), finder.Find(finder.ToMessage(found)).Pairs.AsEnumerable());
        AssertEquivalent(found, finder.Find(finder.Supercell(found.Shape).Atoms(found)));
    }

    [Theory]
    [ClassData(typeof(SampleCellNames))]
    public void The_vacuum_may_lie_along_any_vector(string name)
    {
        var finder = new DefectFinder(SampleCells.Named(name));
        var supercell = finder.Supercell(4, 5);
        var made = RandomDefects.In(supercell, new Random(5), 3);

        AssertEquivalent(made, finder.Find(Laid.Renamed(supercell.Atoms(made), 1)));
        AssertEquivalent(made, finder.Find(Laid.Renamed(supercell.Atoms(made), 2)));
        AssertEquivalent(made, new DefectFinder(Laid.Renamed(SampleCells.Named(name), 1)).Find(supercell.Atoms(made)));
    }

    [Fact]
    public void Two_layers_are_said_to_be_two()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var one = finder.Supercell(5, 5).Pristine("x");
        var high = Laid.InVacuum(one, 30);
        var two = high with
        {
            Sites = [
                .. high.Sites,
                .. high.Sites.Skip(1).Select(site => site with { Fractional = site.Fractional + new Vec3(0, 0, 6.5 / 30) })
            ]
        };

        Assert.Equal("x: 2 layers (149 atoms on the 75 sites of one); a single layer was expected", Refusal(finder, two));
    }

    [Fact]
    public void Another_phase_is_said_to_be_another()
    {
        // 1T: the upper sulfur stands over the lower one's hollow.
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var third = new Vec3(1 / 15.0, -1 / 15.0, 0);
        var other = atoms with
        {
            Sites = [.. atoms.Sites.Select((site, i) => i < 50 ? site : site with { Fractional = site.Fractional + third })]
        };

        Assert.StartsWith(
            "x: another phase than the unit cell, or strongly displaced: 25 of 75 atoms stand on no site of their own in the 5×5 "
                + "supercell, such as atom ",
            Refusal(finder, other));
    }

    [Fact]
    public void Levels_are_told_from_the_middle_plane()
    {
        Assert.Equal([0, -1, 1], Heights(SampleCells.MoS2()));
        Assert.Equal([0, 0], Heights(SampleCells.BN));
        Assert.Equal([-1, 1, -1, 1], Heights(SampleCells.GaSe));
        Assert.Equal([-1, -1, 1, 1], Heights(SampleCells.P));
        Assert.Equal([1, 1, -1, -1, 1, 1, -1, -1, 0, 0], Heights(SampleCells.V2O5));

        static IEnumerable<int> Heights(Structure cell) =>
            Enumerable.Range(0, cell.Sites.Length).Select(new DefectFinder(cell).Supercell(1, 1).HeightAt);
    }

    [Fact]
    public void Sides_are_same_opposite_or_middle()
    {
        var supercell = new DefectFinder(SampleCells.MoS2()).Supercell(4, 4);
        int metal = supercell.IndexOf(new(0, 0, 0)), below = supercell.IndexOf(new(1, 0, 0)),
            above = supercell.IndexOf(new(2, 0, 0));

        Assert.Equal(Side.Opposite, supercell.SideOf(below, above));
        Assert.Equal(Side.Middle, supercell.SideOf(metal, above));
        Assert.Equal(Side.Same, supercell.SideOf(below, supercell.IndexOf(new(1, 2, 1))));
        Assert.Equal(Side.Same, supercell.SideOf(metal, supercell.IndexOf(new(0, 1, 1))));
    }

    [Fact]
    public void Equal_shells_are_equal_in_cells_of_any_vacuum()
    {
        var low = new DefectFinder(SampleCells.MoS2(14.879)).Supercell(8, 8);
        var tall = new DefectFinder(SampleCells.MoS2(20)).Supercell(8, 8);

        for (var site = 0; site < low.SiteCount; site++)
            Assert.Equal(low.Distance(70, site), tall.Distance(70, site), 1e-9);
        // Three nearest sulfurs below and three above.
        var nearest = Enumerable.Range(64, 128).Min(site => low.Distance(0, site));
        Assert.Equal(6, Enumerable.Range(64, 128).Count(site => low.Distance(0, site) - nearest < 1e-9));
    }

    [Fact]
    public void A_vanadium_substitution_and_a_vanadium_vacancy_are_told_apart()
    {
        var finder = new DefectFinder(SampleCells.V2O5);
        var supercell = finder.Supercell(6, 2);
        var made = supercell.With(
            "x", [new(new DefectKind("V", "O"), new(9, 5, 1)), new(new DefectKind(null, "V"), new(1, 0, 0))]);

        Assert.Equal(["V_V", "V23_O"], finder.Find(supercell.Atoms(made)).Defects.Select(defect => $"{defect.Kind}"));
    }

    [Theory]
    [InlineData(1.02, "strained cell or another material")]
    [InlineData(0.985, "strained cell or another material")]
    public void A_strained_cell_is_refused(double stretch, string message)
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var lattice = new Lattice(stretch * atoms.Lattice.A, atoms.Lattice.B, atoms.Lattice.C);

        Assert.Contains(message, Refusal(finder, atoms with { Lattice = lattice }));
    }

    [Fact]
    public void A_slightly_strained_cell_is_taken()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var lattice = new Lattice(1.006 * atoms.Lattice.A, 0.996 * atoms.Lattice.B, atoms.Lattice.C);

        Assert.Empty(finder.Find(atoms with { Lattice = lattice }).Defects);
    }

    [Fact]
    public void An_interstitial_is_named_by_element_and_place()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var message = Refusal(finder, atoms with { Sites = atoms.Sites.Insert(7, new Site("S", new Vec3(0.2, 0.4, 0.25))) });

        Assert.Contains("atom 8 (S) at fractional (0.2, 0.4, 0.25) is on no site", message);
        Assert.Contains("interstitial", message);
    }

    [Fact]
    public void Two_atoms_on_one_site_are_named()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var beside = atoms.Sites[3].Fractional + atoms.Lattice.ToFractional(new Vec3(0.4, 0, 0));

        Assert.Contains(
            "atoms 4 (Mo) and 76 (W)", Refusal(finder, atoms with { Sites = atoms.Sites.Add(new Site("W", beside)) }));
    }

    [Fact]
    public void Another_material_of_like_cell_is_refused()
    {
        var finder = new DefectFinder(SampleCells.MoS2());
        var atoms = finder.Supercell(5, 5).Pristine("x");
        var tungsten = atoms with
        {
            Sites = [.. atoms.Sites.Select(site => site.Element == "Mo" ? new Site("W", site.Fractional) : site)]
        };

        Assert.Contains("another material than the unit cell: no Mo is left", Refusal(finder, tungsten));
        Assert.Contains("another material", Refusal(finder, new DefectFinder(SampleCells.BN).Supercell(5, 5).Pristine("x")));
    }

    [Fact]
    public void A_defect_where_another_element_belongs_is_refused()
    {
        var supercell = new DefectFinder(SampleCells.MoS2()).Supercell(4, 4);

        Assert.Contains("V_S on a site of Mo", Assert.Throws<InputException>(
            () => supercell.With("x", [new(DefectKind.Parse("V_S"), new(0, 1, 1))])).Message);
        Assert.Contains("two defects", Assert.Throws<InputException>(
            () =>
                supercell.With(
                    "x", [new(DefectKind.Parse("V_Mo"), new(0, 1, 1)), new(DefectKind.Parse("W_Mo"), new(0, 1, 1))])).Message);
    }

    private static string Refusal(DefectFinder finder, Structure structure) =>
        Assert.Throws<InputException>(() => finder.Find(structure)).Message;

    /// <summary>A shifted crystal has no origin of its own: kinds, heights, and distances have to agree, not places.</summary>
    private static void AssertEquivalent(DefectiveStructure made, DefectiveStructure found)
    {
        Assert.Equal(made.Defects.Select(defect => (defect.Kind, defect.Height)).Order(),
            found.Defects.Select(defect => (defect.Kind, defect.Height)).Order());
        var expected = made.Pairs.OrderBy(pair => pair.Channel).ThenBy(pair => pair.DistanceAngstrom).ToList();
        var actual = found.Pairs.OrderBy(pair => pair.Channel).ThenBy(pair => pair.DistanceAngstrom).ToList();
        Assert.Equal(expected.Select(pair => pair.Channel), actual.Select(pair => pair.Channel));
        for (var i = 0; i < expected.Count; i++)
            Assert.Equal(expected[i].DistanceAngstrom, actual[i].DistanceAngstrom, 1e-6);
    }
}
