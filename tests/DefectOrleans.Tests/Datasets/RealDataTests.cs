using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Tests.Datasets;

public class RealDataTests
{
    [RealDataTheory]
    [Trait("Category", "Slow")]
    [InlineData("low_density_defects/MoS2", 3035, "1:4 2:127 3:2904")]
    [InlineData("low_density_defects/WSe2", 3035, "1:4 2:127 3:2904")]
    [InlineData("high_density_defects/MoS2_500", 250, "4:50 9:50 14:50 19:50 24:50")]
    [InlineData("high_density_defects/WSe2_500", 250, "4:50 9:50 14:50 19:50 24:50")]
    public void Every_structure_has_the_defects_that_its_descriptor_says(string folder, int structures, string defects)
    {
        var inspection = Inspection.Of(DatasetReader.Read(RealData.Folder(folder), new ReadOptions { CollectMismatches = true }));

        Assert.Equal(structures, inspection.Structures);
        Assert.Equal(defects, string.Join(' ', inspection.DefectsPerStructure.Select(count => $"{count.Key}:{count.Value}")));
        Assert.Empty(inspection.Mismatches);
        Assert.Equal([8, 8], inspection.Cell.ToArray());
    }

    [RealDataFact]
    [Trait("Category", "Slow")]
    public void Pair_energies_are_the_published_ones()
    {
        var dataset = DatasetReader.Read(RealData.Folder("low_density_defects/MoS2"), new ReadOptions { MaxDefects = 2 });
        var singles = dataset.Samples.Where(sample => sample.Structure.Defects.Length == 1)
            .ToDictionary(sample => sample.Structure.Defects[0].Kind, sample => sample.Targets.FormationEnergy!.Value);
        var shells = dataset.Samples.Where(sample =>
            sample.Structure.Pairs is [var pair] && pair.Channel == new PairChannel(PairType.Parse("V_Mo|V_S"), Side.Middle))
            .OrderBy(sample => sample.Structure.Pairs[0].DistanceAngstrom).Take(4)
            .Select(sample => (sample.Structure.Pairs[0].DistanceAngstrom,
                Energy: sample.Targets.FormationEnergy!.Value - sample.Structure.Defects.Sum(defect => singles[defect.Kind])));

        Assert.Equal(2.646, singles[DefectKind.Parse("V_S")], 5e-4);
        Assert.Equal("2.42/-1.968 4.00/-0.070 5.12/-0.492 6.82/0.010",
            string.Join(' ', shells.Select(shell => $"{shell.DistanceAngstrom:0.00}/{shell.Energy:0.000}")));
        Assert.Equal(0.0235, ReferenceOffset.Of(dataset)!.Value, 1e-3);
    }

    [RealDataFact]
    [Trait("Category", "Slow")]
    public void Shells_of_the_low_and_the_dense_set_are_the_same()
    {
        var low = Shells("low_density_defects/WSe2");
        var dense = Shells("high_density_defects/WSe2_500");

        foreach (var distance in dense)
            Assert.True(low.Any(other => Math.Abs(other - distance) < 1e-6), $"{distance} Å is in the dense set only");

        static List<double> Shells(string folder) => [.. DatasetReader.Read(RealData.Folder(folder)).Samples
            .SelectMany(sample => sample.Structure.Pairs)
            .Where(pair => pair.Channel.Type == PairType.Parse("V_Se|V_W"))
            .Select(pair => Math.Round(pair.DistanceAngstrom, 9)).Distinct()];
    }
}
