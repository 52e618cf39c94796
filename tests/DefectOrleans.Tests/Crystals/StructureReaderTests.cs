using System.IO.Compression;
using System.Text;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Crystals;

public class StructureReaderTests
{
    private const string Carbon = "carbon\n1\n2 0 0\n0 2 0\n0 0 9\nC\n1\nDirect\n0 0 0";

    [Theory]
    [InlineData("""
        {"lattice": {"matrix": [[2, 0, 0], [0, 2, 0], [0, 0, 9]]},
         "sites": [{"species": [{"element": "C"}], "abc": [0, 0, 0]}]}
        """)]
    [InlineData(
        "data_x _cell_length_a 2 _cell_length_b 2 _cell_length_c 9 _cell_angle_alpha 90 _cell_angle_beta 90 _cell_angle_gamma 90 "
            + "loop_ _atom_site_type_symbol _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z C 0 0 0")]
    [InlineData(Carbon)]
    [InlineData("1\nLattice=\"2 0 0 0 2 0 0 0 9\"\nC 0 0 0\n")]
    public void A_text_tells_its_format_where_the_name_does_not(string text)
    {
        var structure = Assert.Single(StructureReader.Read(text, "x"));

        Assert.Equal("C", Assert.Single(structure.Sites).Element);
        Assert.Equal(36, structure.Lattice.Volume, 1e-9);
    }

    [Theory]
    [InlineData("folder/POSCAR", "POSCAR", "POSCAR")]
    [InlineData("CONTCAR_final.gz", "POSCAR", "CONTCAR_final")]
    [InlineData("folder/a.b.cif", "CIF", "a.b")]
    [InlineData("x.JSON.gz", "pymatgen JSON", "x")]
    [InlineData("x.extxyz", "extended XYZ", "x")]
    [InlineData("x.txt", null, "x")]
    public void A_name_tells_the_format_and_what_the_structure_is_called(string path, string? format, string name)
    {
        Assert.Equal(format, StructureFormats.OfName(path)?.Name);
        Assert.Equal(name, StructureFormats.NameOf(path));
    }

    [Fact]
    public void A_packed_file_is_read_as_the_plain_one()
    {
        using var folder = new TemporaryFolder();
        using (var packed = new GZipStream(File.Create(folder["POSCAR_one.gz"]), CompressionLevel.Fastest))
            packed.Write(Encoding.UTF8.GetBytes(Carbon));
        using (var archive = new ZipArchive(File.Create(folder["all.zip"]), ZipArchiveMode.Create))
        {
            foreach (var name in (string[])["a/POSCAR", "b/two.vasp"])
            {
                using var member = new StreamWriter(archive.CreateEntry(name).Open());
                member.Write(Carbon);
            }
        }

        Assert.Equal(["POSCAR_one"], StructureReader.ReadFile(folder["POSCAR_one.gz"]).Select(structure => structure.Name));
        Assert.Equal(["POSCAR", "two"], StructureReader.ReadFile(folder["all.zip"]).Select(structure => structure.Name));
        Assert.Equal([folder["all.zip"] + "/a/POSCAR", folder["all.zip"] + "/b/two.vasp"],
            StructureReader.TextsOf(folder["all.zip"]).Select(text => text.Source));
    }

    [Theory]
    [InlineData("x.cif.gz", 0x1f, 0x8b)]
    [InlineData("x.zip", 'P', 'K')]
    public void A_broken_archive_is_refused(string name, int first, int second)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder[name], [(byte)first, (byte)second, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

        Assert.StartsWith($"{folder[name]}: the archive is broken or cut off",
            Assert.Throws<InputException>(() => StructureReader.ReadFile(folder[name])).Message);
    }

    [Theory]
    [InlineData("nowhere.cif", "nowhere.cif: no such file; a CIF, POSCAR, pymatgen JSON or extended XYZ was expected")]
    public void A_missing_file_is_named(string path, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => StructureReader.ReadFile(path)).Message);

    [Theory]
    [InlineData("", "x: an empty file; a CIF, POSCAR, pymatgen JSON or extended XYZ was expected")]
    [InlineData(
        "hello", "x: neither name nor text is of a known format; a CIF, POSCAR, pymatgen JSON or extended XYZ was expected")]
    public void A_text_of_no_format_is_answered_with_those_that_are_known(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => StructureReader.Read(text, "x")).Message);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_may_be_those_of_any_system(string end) =>
        Assert.Single(StructureReader.Read(Carbon.Replace("\n", end, StringComparison.Ordinal), "x"));
}
