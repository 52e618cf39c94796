using System.IO.Compression;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Datasets;

public sealed class BadFolderTests : IDisposable
{
    private readonly MadeUpFolder _folder = new(
        SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4), new FolderStyle { Packed = false });

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("targets.csv", "targets.csv (or targets.csv.gz) is missing")]
    [InlineData("defects.csv", "defects.csv (or defects.csv.gz) is missing")]
    [InlineData("descriptors.csv", "descriptors.csv (or descriptors.csv.gz) is missing")]
    [InlineData("MoS2.cif", "MoS2.cif (or MoS2.cif.gz) is missing")]
    public void A_missing_file_is_named(string file, string message)
    {
        _folder.Delete(file);

        Assert.Equal($"{_folder.Path}: {message}", Refusal());
    }

    [Theory]
    [InlineData("targets.csv", "s3,ds3", "s3,ds9", "targets.csv, line 5 (id s3): descriptor ds9, but")]
    [InlineData("targets.csv", "s3,ds3,", "s3,ds3,nan", "targets.csv, line 5 (id s3): 'nan6.")]
    [InlineData("targets.csv", "s3,", "s2,", "targets.csv, line 5: id s2 stands in line 4 already")]
    [InlineData("targets.csv", "s3,", "s7,", "targets.csv, line 5: id s7 has no row in")]
    [InlineData("targets.csv", "s3,", ",", "targets.csv, line 5: an empty '_id'")]
    [InlineData("targets.csv", ",-0.7,0.0", ",,0.0", "targets.csv, line 3 (id s1): '' in column homo")]
    [InlineData("targets.csv", "0.0,not a number", "inf,not a number", "targets.csv, line 2 (id s0): 'inf' in column total_mag")]
    [InlineData("targets.csv", "0.0,not a number", "0.0", "targets.csv, line 2: 10 values; 11 were expected")]
    [InlineData("defects.csv", "s3,ds3,", "s3,ds3,x", "defects.csv, line 5 (id s3): 'x")]
    [InlineData("defects.csv", "ds3", "ds9", "targets.csv, line 5 (id s3): descriptor ds3, but")]
    [InlineData("defects.csv", "_id,", "id,", "defects.csv, line 1: no column '_id'")]
    [InlineData("defects.csv", "fermi_level", "energy", "defects.csv, line 1: column 'energy' stands there twice")]
    [InlineData("descriptors.csv", ",ds3,", ",ds2,", "descriptors.csv, line 5: id ds2 stands in line 4 already")]
    [InlineData("descriptors.csv", ",ds3,", ",ds8,", "defects.csv, line 5 (id s3): descriptor ds3 is not in descriptors.csv")]
    [InlineData("descriptors.csv", "]\",ds3", "\",ds3",
        "descriptors.csv, line 5 (id ds3): column defects: ',' or ']' was expected at character")]
    [InlineData("descriptors.csv", "vacancy", "interstitial", "(id ds1): defect type 'interstitial' in column defects")]
    [InlineData("descriptors.csv", "(4, 4, 1)", "(4, x, 1)",
        "descriptors.csv, line 2 (id ds0): column cell: a value was expected at character 5")]
    [InlineData("elements.csv", "-10.9", "ten", "elements.csv, line 2 (id Mo): 'ten' in column chemical_potential")]
    [InlineData("initial_structures.csv", "-0.7", "", "initial_structures.csv, line 3: '' in column E_VBM")]
    [InlineData("initial/s3.cif", "  Mo  Mo3", "  Qq  Mo3", "s3.cif, line 25: 'Qq' begins with no element's symbol")]
    [InlineData("MoS2.cif", "3.19000000", "3.29000000", "s0.cif: s0: in-plane vectors of 12.76 and 12.76 Å at 120°")]
    [InlineData("initial/s3.cif", "  Mo  Mo3", "  W  Mo3", "s3.cif: descriptor ds3 says")]
    public void A_fault_is_named_with_file_and_row(string file, string from, string to, string message)
    {
        _folder.Change(file, from, to);

        var refusal = Refusal();
        Assert.Contains(message, refusal);
        Assert.DoesNotContain('\n', refusal);
    }

    [Theory]
    [InlineData("3.19000000", "3.29000000",
        "MoS2.cif: the unit cell (Mo1 S2) is not that of the folder's structures: none of 5 fits it, first: ")]
    [InlineData("  S  S2  1", "  Te  S2  1",
        "MoS2.cif: the unit cell (Mo1 S1 Te1) is not that of the folder's structures: none of 5 fits it, first: ")]
    public void A_unit_cell_that_fits_no_structure_is_said_to_be_wrong(string from, string to, string message)
    {
        _folder.Change("MoS2.cif", from, to);

        Assert.StartsWith(Path.Combine(_folder.Path, message), Refusal());
        Assert.Contains(message,
            Assert.Throws<InputException>(() => DatasetReader.Read(_folder.Path, new ReadOptions { SkipBad = true })).Message);
    }

    [Fact]
    public void A_column_of_numbers_that_no_row_fills_is_one_that_the_set_lacks()
    {
        _folder.Write(
            "targets.csv", _folder.Read("targets.csv").Replace("0.0,not a number", ",not a number", StringComparison.Ordinal));

        Assert.NotEmpty(DatasetReader.Read(_folder.Path).Samples);
    }

    [Fact]
    public void A_row_without_its_structure_is_named()
    {
        _folder.Delete("initial/s2.cif");

        Assert.EndsWith("targets.csv, line 4: id s2 has no CIF among the initial structures", Refusal());
    }

    [Fact]
    public void A_structure_without_a_row_is_a_warning()
    {
        _folder.Write("initial/extra.cif", _folder.Read("initial/s0.cif"));

        Assert.Contains("first: extra", Assert.Single(DatasetReader.Read(_folder.Path).Warnings));
    }

    [Fact]
    public void A_folder_that_tells_formation_energies_needs_no_chemical_potentials()
    {
        _folder.Delete("elements.csv");
        _folder.Delete("initial_structures.csv");

        var dataset = DatasetReader.Read(_folder.Path);

        Assert.Equal(5, dataset.Samples.Length);
        Assert.Null(dataset.Pristine);
        Assert.Equal(2, dataset.Warnings.Length);
    }

    [Fact]
    public void A_formation_energy_that_cannot_be_had_names_what_is_missing()
    {
        using var total = new MadeUpFolder(
            SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4),
            new FolderStyle { FormationEnergy = false });
        total.Delete("elements.csv");

        var refusal = Assert.Throws<InputException>(() => DatasetReader.Read(total.Path)).Message;
        Assert.Contains("targets.csv.gz, line 3 (id s1): no formation_energy, and no chemical potential of", refusal);
    }

    [Fact]
    public void A_file_an_empty_folder_and_a_folder_without_rows_are_refused()
    {
        var file = Path.Combine(_folder.Path, "targets.csv");
        Assert.StartsWith($"{file}: a file", Assert.Throws<InputException>(() => DatasetReader.Read(file)).Message);
        var empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;
        Assert.StartsWith($"{empty}: an empty folder", Assert.Throws<InputException>(() => DatasetReader.Read(empty)).Message);
        Assert.EndsWith("no such folder", Assert.Throws<InputException>(() => DatasetReader.Read(empty + "x")).Message);
        _folder.Write("targets.csv", _folder.Read("targets.csv").Split('\n')[0] + "\n");
        Assert.Contains("no rows", Refusal());
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused_wherever_it_is_cut()
    {
        using var packed = new MadeUpFolder(SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4));
        foreach (var name in (string[])["targets.csv.gz", "defects.csv.gz", "initial.tar.gz"])
        {
            var path = Path.Combine(packed.Path, name);
            var whole = File.ReadAllBytes(path);
            foreach (var kept in (int[])[0, 5, 10, whole.Length / 2, whole.Length - 8, whole.Length - 1])
            {
                File.WriteAllBytes(path, whole[..kept]);
                Assert.StartsWith(
                    $"{path}: cannot be read", Assert.Throws<InputException>(() => DatasetReader.Read(packed.Path)).Message);
            }
            File.WriteAllBytes(path, whole);
        }
        Assert.Equal(5, DatasetReader.Read(packed.Path).Samples.Length);
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_refused()
    {
        using var packed = new MadeUpFolder(SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4));
        var path = Path.Combine(packed.Path, "initial.tar.gz");
        var tar = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            gzip.CopyTo(tar);
        File.Delete(path);
        File.WriteAllBytes(Path.Combine(packed.Path, "initial.tar"), tar.ToArray()[..4000]);

        Assert.Contains("initial.tar: the archive is broken or cut off",
            Assert.Throws<InputException>(() => DatasetReader.Read(packed.Path)).Message);
    }

    [Fact]
    public void A_second_member_of_one_id_is_refused_or_left_out()
    {
        using var packed = new MadeUpFolder(SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4));
        packed.WriteStructures(Enumerable.Range(0, 5).Select(i => ($"s{i}.cif", _folder.Read($"initial/s{i}.cif")))
            .Append(("again/s1.cif", "not read")));

        Assert.Contains("again/s1.cif: a second structure of id s1",
            Assert.Throws<InputException>(() => DatasetReader.Read(packed.Path)).Message);
        var dataset = DatasetReader.Read(packed.Path, new ReadOptions { SkipBad = true });
        Assert.Equal(5, dataset.Samples.Length);
        Assert.Single(dataset.SkippedRows);
    }

    [Fact]
    public void Bad_rows_and_structures_are_left_out_when_asked_for()
    {
        _folder.Change("targets.csv", "s3,ds3,", "s3,ds3,nan");
        _folder.Change("initial/s2.cif", "  Mo  Mo3", "  Qq  Mo3");
        _folder.Change("initial/s1.cif", "  Mo  Mo3", "  W  Mo3");

        var dataset = DatasetReader.Read(_folder.Path, new ReadOptions { SkipBad = true });

        Assert.Equal(["s0", "s4"], dataset.Samples.Select(sample => sample.Id));
        Assert.Equal(3, dataset.SkippedRows.Length);
        Assert.Contains("(id s3)", dataset.SkippedRows[0]);
        Assert.Contains("s1.cif: descriptor ds1 says", dataset.SkippedRows[1]);
        Assert.Contains("s2.cif, line 25", dataset.SkippedRows[2]);
        Assert.Equal("s1", Assert.Single(dataset.Mismatches).Id);
    }

    [Fact]
    public void The_later_of_two_rows_is_left_out_when_asked_for()
    {
        _folder.Write("targets.csv", _folder.Read("targets.csv") + _folder.Read("targets.csv").Split('\n')[2] + "\n");

        var dataset = DatasetReader.Read(_folder.Path, new ReadOptions { SkipBad = true });

        Assert.Equal(5, dataset.Samples.Length);
        Assert.Contains("targets.csv, line 7: id s1 stands in line 3 already", Assert.Single(dataset.SkippedRows));
    }

    [Fact]
    public void Structures_that_differ_are_collected_when_asked_for()
    {
        _folder.Change("initial/s1.cif", "  Mo  Mo3", "  W  Mo3");
        _folder.Write("initial/s2.cif", CifWriter.Write(SampleCells.BN));

        var dataset = DatasetReader.Read(_folder.Path, new ReadOptions { CollectMismatches = true });

        Assert.Equal(["s0", "s1", "s3", "s4"], dataset.Samples.Select(sample => sample.Id));
        Assert.Equal(["s1", "s2"], dataset.Mismatches.Select(mismatch => mismatch.Id));
        Assert.Equal(5, Inspection.Of(dataset).Structures);
    }

    [Fact]
    public void A_structure_of_its_descriptors_composition_is_used_as_it_is()
    {
        // One S less either way: its site is empty, or Mo stands there and is missing at its own.
        var supercell = new DefectFinder(SampleCells.MoS2()).Supercell(4, 4);
        _folder.Write(
            "initial/s2.cif", CifWriter.Write(supercell.Atoms(supercell.With("s2", [Defect("V_Mo", 0), Defect("Mo_S", 1)]))));
        var row = _folder.Read("descriptors.csv").Split('\n').Single(line => line.Contains(",ds2,", StringComparison.Ordinal));
        _folder.Change("descriptors.csv", row, "\"[{'type': 'vacancy', 'element': 'S'}]\",ds2,made up,MoS2,\"(4, 4, 1)\"");

        var dataset = DatasetReader.Read(_folder.Path);

        Assert.Equal(5, dataset.Samples.Length);
        Assert.Equal(["Mo_S", "V_Mo"], dataset.Samples[2].Structure.Defects.Select(defect => $"{defect.Kind}").Order());
        Assert.Equal(
            "1 structures have other defects than their descriptors say and are used as they are, first: s2: descriptor ds2 says "
                + "V_S, the structure has Mo_S, V_Mo",
            Assert.Single(dataset.Warnings));
        Assert.Equal("s2", Assert.Single(dataset.Mismatches).Id);

        static PlacedDefect Defect(string kind, int basis) => new(DefectKind.Parse(kind), new LatticeSite(basis, 1, 2));
    }

    [Fact]
    public void What_structures_files_say_against_themselves_is_one_warning()
    {
        foreach (var id in (string[])["s1", "s3"])
            _folder.Write($"initial/{id}.cif", "_chemical_formula_sum 'Mo1 S1'\n" + _folder.Read($"initial/{id}.cif"));

        Assert.StartsWith("2 structures may mislead, first: s1: _chemical_formula_sum says Mo1 S1, ",
            Assert.Single(DatasetReader.Read(_folder.Path).Warnings));
    }

    private string Refusal() => Assert.Throws<InputException>(() => DatasetReader.Read(_folder.Path)).Message;
}
