using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Defects;

namespace DefectOrleans.Tests.Datasets;

public class DatasetReaderTests
{
    [Theory]
    [InlineData("MoS2", 4, 4)]
    [InlineData("BN", 5, 5)]
    [InlineData("GaSe", 4, 4)]
    [InlineData("P", 4, 5)]
    [InlineData("V2O5", 6, 2)]
    public void A_folder_of_any_material_is_read(string material, int cellA, int cellB)
    {
        var structures = Structures(SampleCells.Named(material), cellA, cellB);
        using var folder = new MadeUpFolder(SampleCells.Named(material), structures);

        var dataset = DatasetReader.Read(folder.Path);

        Assert.Equal(material, dataset.Material);
        Assert.Equal(structures.Select(structure => structure.Id), dataset.Samples.Select(sample => sample.Id));
        Assert.Equal(new PristineReference(MadeUpFolder.PristineEnergy, -60, -0.7), dataset.Pristine);
        foreach (var (made, sample) in structures.Zip(dataset.Samples))
        {
            Assert.Equal(made.Defects.Select(defect => (defect.Kind, defect.Height)),
                sample.Structure.Defects.Select(defect => (defect.Kind, defect.Height)));
            Assert.Equal(MadeUpFolder.Formation(made), sample.Targets.FormationEnergy!.Value, 1e-9);
            Assert.Equal(MadeUpFolder.Gap(made), sample.Targets.Gap!.Value, 1e-12);
            foreach (var (expected, pair) in made.Pairs.Zip(sample.Structure.Pairs))
                Assert.Equal(expected.DistanceAngstrom, pair.DistanceAngstrom, 1e-6);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Moments_are_told_where_spins_were_resolved_and_not_where_all_are_zero(bool resolved)
    {
        var structures = Structures(SampleCells.MoS2(), 4, 4);
        using var folder = new MadeUpFolder(SampleCells.MoS2(), structures, new FolderStyle { Moments = resolved });

        var samples = DatasetReader.Read(folder.Path).Samples;

        Assert.Contains(structures, made => MadeUpFolder.Moment(made) > 0);
        foreach (var (made, sample) in structures.Zip(samples))
            Assert.Equal(
                resolved ? MadeUpFolder.Moment(made) : (double?)null,
                Quantity.Of(Property.Moment).Calculated(sample.Targets, LevelReference.Raw, made.Defects.Length));
    }

    public static TheoryData<string> Styles => [.. Styled.Keys];

    [Theory]
    [MemberData(nameof(Styles))]
    public void Every_layout_gives_the_same_samples(string style)
    {
        var structures = Structures(SampleCells.MoS2(), 4, 4);
        using var folder = new MadeUpFolder(SampleCells.MoS2(), structures, Styled[style]);

        foreach (var (made, sample) in structures.Zip(DatasetReader.Read(folder.Path).Samples))
        {
            Assert.Equal(made.Id, sample.Id);
            Assert.Equal(made.Defects.Select(defect => defect.Kind), sample.Structure.Defects.Select(defect => defect.Kind));
            Assert.Equal(MadeUpFolder.Formation(made), sample.Targets.FormationEnergy!.Value, 1e-9);
            Assert.Equal(MadeUpFolder.Gap(made), sample.Targets.Gap!.Value, 1e-12);
            Assert.Equal(-0.7, sample.Targets.Homo);
            Assert.Equal(-0.7 + MadeUpFolder.Gap(made), sample.Targets.Lumo!.Value, 1e-12);
            Assert.Equal(0.1, sample.Targets.NormalizedHomo);
            Assert.Equal(0.1 + MadeUpFolder.Gap(made), sample.Targets.NormalizedLumo!.Value, 1e-12);
        }
    }

    [Fact]
    public void Structures_with_more_defects_than_asked_for_are_left_out()
    {
        using var folder = new MadeUpFolder(SampleCells.MoS2(), Structures(SampleCells.MoS2(), 4, 4));

        var dataset = DatasetReader.Read(folder.Path, new ReadOptions { MaxDefects = 2 });

        Assert.Equal(3, dataset.Samples.Length);
        Assert.All(dataset.Samples, sample => Assert.InRange(sample.Structure.Defects.Length, 0, 2));
    }

    [Fact]
    public void Folders_of_different_materials_are_not_put_together()
    {
        using var one = new MadeUpFolder(SampleCells.MoS2(), Structures(SampleCells.MoS2(), 4, 4));
        using var other = new MadeUpFolder(SampleCells.BN, Structures(SampleCells.BN, 4, 4));
        var (first, second) = (DatasetReader.Read(one.Path), DatasetReader.Read(other.Path));

        DatasetReader.RequireOneMaterial([first, first]);
        Assert.Contains(
            "material BN, but", Assert.Throws<InputException>(() => DatasetReader.RequireOneMaterial([first, second])).Message);
    }

    /// <summary>Structures with 0, 1, 2, 3 and 4 defects.</summary>
    internal static List<DefectiveStructure> Structures(Structure unitCell, int cellA, int cellB)
    {
        var supercell = new DefectFinder(unitCell).Supercell(cellA, cellB);
        return [.. Enumerable.Range(0, 5).Select(count => RandomDefects.In(supercell, new Random(count), count, $"s{count}"))];
    }

    private static readonly Dictionary<string, FolderStyle> Styled = new()
    {
        ["packed"] = new(),
        ["unpacked"] = new() { Packed = false },
        ["a folder in the archive"] = new() { Prefix = "MoS2/initial/" },
        ["spin-resolved"] = new() { SpinResolved = true },
        ["total energies only"] = new() { FormationEnergy = false },
        ["double quotes and square brackets"] = new() { SingleQuotes = false, Brackets = "[]" },
    };
}
