using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Tests.Crystals.Formats;

public class PoscarReaderTests
{
    private const string Direct =
        """
        boron nitride
        1.0
        2.51 0 0
        -1.255 2.17372 0
        0 0 15
        B N
        1 1
        Direct
        0.33333333 0.66666667 0.5
        0.66666667 0.33333333 0.5
        """;

    [Fact]
    public void Direct_positions_are_fractions()
    {
        var structure = PoscarReader.Read(Direct, "x");

        Assert.Equal(["B", "N"], structure.Sites.Select(site => site.Element));
        Assert.Equal(new Vec3(0.33333333, 0.66666667, 0.5), structure.Sites[0].Fractional);
    }

    [Fact]
    public void Selective_dynamics_and_Cartesian_positions_are_scaled_with_the_cell()
    {
        var text = Direct.Replace("1.0\n", "2.0\n").Replace("Direct\n", "Selective dynamics\nCartesian\n")
            .Replace("0.33333333 0.66666667 0.5", "0 1.44915 7.5 T T F")
            .Replace("0.66666667 0.33333333 0.5", "1.255 0.724575 7.5 F F F");

        var structure = PoscarReader.Read(text, "x");

        Assert.Equal(5.02, structure.Lattice.A.Length, 1e-12);
        Assert.Equal(15, structure.Lattice.ToCartesian(structure.Sites[0].Fractional).Z, 1e-12);
        Assert.Equal(2.51, structure.Lattice.ToCartesian(structure.Sites[1].Fractional).X, 1e-12);
    }

    [Fact]
    public void A_negative_scale_is_the_volume() =>
        Assert.Equal(123, PoscarReader.Read(Direct.Replace("1.0\n", "-123\n"), "x").Lattice.Volume, 1e-9);

    [Fact]
    public void Three_scales_stretch_the_directions() =>
        Assert.Equal(30, PoscarReader.Read(Direct.Replace("1.0\n", "1 1 2\n"), "x").Lattice.C.Z, 1e-12);

    [Fact]
    public void The_comment_names_the_elements_of_version_4() =>
        Assert.Equal(
            ["B", "N"], PoscarReader.Read(Direct.Replace("boron nitride", "B1 N1").Replace("B N\n", ""), "x").Sites.Select(site =>
                site.Element));

    [Fact]
    public void Pseudopotential_names_are_cut() =>
        Assert.Equal("N", PoscarReader.Read(Direct.Replace("B N\n", "B_h N/0a1b\n"), "x").Sites[1].Element);

    [Theory]
    [InlineData("\n\n0 0 0\n0 0 0\n")]
    [InlineData("\nCartesian\n0 0 0\n0 0 0\n")]
    [InlineData("\n  1  1 comment\n")]
    public void What_follows_the_positions_is_passed_over(string end) =>
        Assert.Equal(2, PoscarReader.Read(Direct + end, "x").Sites.Length);

    [Theory]
    [InlineData("B N\n", "", "POSCAR, line 6: 'boron' is no element's symbol")]
    [InlineData("1 1\n", "1\n", "POSCAR, line 7: 1 numbers of atoms")]
    [InlineData("1 1\n", "1 2\n", "POSCAR: ends after line 10; the position of site 3 of 3")]
    [InlineData("B N\n", "B Qq\n", "POSCAR, line 7: 'Qq' is no element's symbol")]
    [InlineData("0 0 15", "0 0 nan", "POSCAR, line 5: 'nan' where a lattice vector was expected")]
    [InlineData("0 0 15", "2.51 0 0", "POSCAR, line 5: lattice vectors span a volume of 0")]
    [InlineData("1.0\n", "0\n", "POSCAR, line 5: '0' in line 2 where the scale was expected")]
    [InlineData("Direct", "Polar", "POSCAR, line 8: 'Polar'; 'Direct' or 'Cartesian' was expected")]
    [InlineData("1 1\n", "1 0\n", "POSCAR, line 10: a position beyond the 1 that the numbers of atoms count (B 1)")]
    [InlineData("1 1\nDirect\n0.33333333 0.66666667 0.5\n0.66666667 0.33333333 0.5", "0 0\nDirect", "POSCAR: no atom sites")]
    [InlineData("0.66666667 0.33333333 0.5", "0.33333333 0.66666667 1.5", "POSCAR: sites 1 (B) and 2 (N) stand on one place")]
    public void A_fault_is_named_with_its_place(string from, string to, string message) =>
        Assert.StartsWith(
            message, Assert.Throws<InputException>(() => PoscarReader.Read(Direct.Replace(from, to), "x", "POSCAR")).Message);
}
