using System.Text.Json;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Datasets;

public class InspectionTests
{
    [Fact]
    public void The_JSON_has_the_documented_shape()
    {
        using var folder = new MadeUpFolder(SampleCells.MoS2(), DatasetReaderTests.Structures(SampleCells.MoS2(), 4, 4));

        var json = JsonDocument.Parse(JsonSerializer.Serialize(Inspection.Of(DatasetReader.Read(folder.Path)))).RootElement;

        Assert.Equal(
            [
                "folder", "material", "cell", "structures", "defects_per_structure", "kinds", "pair_types",
                "mismatches", "warnings", "misfits"
            ],
            json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("[4,4]", json.GetProperty("cell").GetRawText());
        Assert.Equal("""{"0":1,"1":1,"2":1,"3":1,"4":1}""", json.GetProperty("defects_per_structure").GetRawText());
        Assert.Equal(10, json.GetProperty("kinds").EnumerateObject().Sum(kind => kind.Value.GetInt32()));
        Assert.Equal(10, json.GetProperty("pair_types").EnumerateObject().Sum(pair => pair.Value.GetInt32()));
    }

    [Fact]
    public void An_offset_of_the_pristine_energy_is_told_in_eV()
    {
        var dataset = Pairs(offset: 0.02, wild: 0);

        Assert.Equal(0.02, ReferenceOffset.Of(dataset)!.Value, 1e-9);
        Assert.Contains("goes to +0.0200 eV", Assert.Single(Inspection.Of(dataset).Warnings));
        Assert.Empty(Inspection.Of(Pairs(offset: 0, wild: 0)).Warnings);
    }

    [Fact]
    public void Levels_of_another_reference_are_wild()
    {
        var dataset = Pairs(offset: 0, wild: 3);

        Assert.False(NormalizedLevels.AreSane(dataset));
        Assert.True(NormalizedLevels.AreSane(Pairs(offset: 0, wild: 0)));
        var warnings = Inspection.Of(dataset).Warnings;
        Assert.Contains("wild levels: 3 of 33 values of normalized_homo", warnings[0]);
        Assert.Contains("normalized_lumo", warnings[1]);
    }

    [Fact]
    public void Gaps_that_differ_are_counted()
    {
        var dataset = Pairs(offset: 0, wild: 0);
        var samples = dataset.Samples.SetItem(
            3, dataset.Samples[3] with { Targets = dataset.Samples[3].Targets with { BandGap = 0.75 } });

        Assert.Contains(
            "in 1 of 33 rows, by up to 0.250 eV", Assert.Single(Inspection.Of(dataset with { Samples = samples }).Warnings));
    }

    /// <summary>Both single defects and every pair of them, without any interaction.</summary>
    private static Dataset Pairs(double offset, int wild)
    {
        var cell = SampleCells.MoS2();
        var supercell = new DefectFinder(cell).Supercell(4, 4);
        var (metal, sulfur) = (DefectKind.Parse("V_Mo"), DefectKind.Parse("V_S"));
        var first = new PlacedDefect(metal, new(0, 0, 0));
        DefectiveStructure[] structures =
        [
            supercell.With("Mo", [first]),
            .. supercell.SitesOf("S")
                .Select(site => supercell.With($"{site}", [first, new(sulfur, supercell.SiteAt(site))])).Take(31),
            supercell.With("S", [new(sulfur, new(1, 0, 0))]),
        ];
        return new Dataset("made up", "MoS2", cell, null,
            [.. structures.Select((structure, i) => new Sample(structure, new Targets
            {
                FormationEnergy = structure.Defects.Sum(defect => defect.Kind == metal ? 7 : 2)
                    + (structure.Pairs.Length * offset),
                Gap = 1,
                BandGap = 1,
                NormalizedHomo = i < wild ? 46 : 0.1 + 0.01 * i,
                NormalizedLumo = i < wild ? 47 : 1.1 + 0.01 * i,
            }))], [], []);
    }
}
