using DefectOrleans.Engine.Crystals.Formats;

namespace DefectOrleans.Tests.Crystals.Formats;

/// <summary>Every format that is written is read again.</summary>
public class RoundTripTests
{
    public static TheoryData<string, string> Written
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var format in StructureFormats.All.Where(format => format.Write is not null))
            {
                foreach (var cell in SampleCellNames.All)
                    all.Add(format.Name, cell);
            }
            return all;
        }
    }

    [Fact]
    public void What_is_written_is_known() =>
        Assert.Equal(["CIF", "POSCAR", "extended XYZ"],
            StructureFormats.All.Where(format => format.Write is not null).Select(format => format.Name));

    [Theory]
    [MemberData(nameof(Written))]
    public void A_written_structure_is_read_again(string name, string cell)
    {
        var format = StructureFormats.All.Single(format => format.Name == name);
        var structure = SampleCells.Named(cell);

        var text = format.Write!([structure]);

        Assert.Same(format, StructureFormats.Of("x", text));
        var again = Assert.Single(format.Read(text, cell, cell));
        Assert.Equal(structure.Sites.Select(site => site.Element), again.Sites.Select(site => site.Element));
        Assert.Equal(structure.Lattice.Volume, again.Lattice.Volume, 1e-5);
        for (var i = 0; i < structure.Sites.Length; i++)
            Assert.True((structure.Sites[i].Fractional - again.Sites[i].Fractional).Length < 1e-9);
    }
}
