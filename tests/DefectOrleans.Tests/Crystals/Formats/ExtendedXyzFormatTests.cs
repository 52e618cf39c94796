using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Tests.Crystals.Formats;

public class ExtendedXyzFormatTests
{
    private const string Frame =
        """
        2
        Lattice="2.51 0 0 -1.255 2.17372 0 0 0 15" Properties=id:I:1:species:S:1:pos:R:3:forces:R:3 energy=-17.5 pbc="T T F"
        1 B 0 1.44915 7.5 0 0 0.1
        2 N 1.255 0.724575 7.5 0 0 -0.1

        """;

    private static readonly ExtendedXyzFormat Format = new();

    [Fact]
    public void Properties_tell_the_columns_of_species_and_position()
    {
        var structure = Assert.Single(Format.Read(Frame, "x", "x.xyz"));

        Assert.Equal(["B", "N"], structure.Sites.Select(site => site.Element));
        Assert.Equal(15, structure.Lattice.C.Z);
        Assert.True((structure.Sites[0].Fractional - new Vec3(1 / 3.0, 2 / 3.0, 0.5)).Length < 1e-4);
    }

    [Fact]
    public void Frames_after_each_other_are_structures_with_numbers() =>
        Assert.Equal(["x#1", "x#2", "x#3"], Format.Read(Frame + Frame + "\n" + Frame, "x", "x.xyz").Select(frame => frame.Name));

    [Theory]
    [InlineData("2\n", "two\n", "x.xyz, line 1: 'two' where a number of atoms was expected")]
    [InlineData("2\n", "3\n", "x.xyz: ends within the 3 atoms that line 1 counts")]
    [InlineData("Lattice=", "cell=", "x.xyz, line 2: no Lattice=")]
    [InlineData("0 0 15\"", "0 0\"", "x.xyz, line 2: Lattice has 8 numbers")]
    [InlineData("0 0 15\"", "0 0 0\"", "x.xyz, line 2: lattice vectors span a volume of 0")]
    [InlineData("species:S:1:", "", "x.xyz, line 2: Properties=id:I:1:pos:R:3:forces:R:3; species:S:1 and pos:R:3 were expected")]
    [InlineData("1 B", "1 Bb", "x.xyz, line 3: 'Bb' is no element's symbol")]
    [InlineData("1.44915", "nan", "x.xyz, line 3: 'nan' where a coordinate was expected")]
    [InlineData("1.255 0.724575 7.5 0 0 -0.1", "1.255 0.7",
        "x.xyz, line 4: '2 N 1.255 0.7' where an atom's species and position were expected")]
    public void A_fault_is_named_with_its_place(string from, string to, string message)
    {
        Assert.Contains(from, Frame);
        Assert.StartsWith(
            message, Assert.Throws<InputException>(() => Format.Read(Frame.Replace(from, to), "x", "x.xyz")).Message);
    }
}
