using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Datasets;

namespace DefectOrleans.Tests.Tables;

public class RealPairTablesTests
{
    /// <summary>
    /// Shells of a metal and a chalcogen vacancy as measured; the offset is counted in each, so the tables hold values less by
    /// it.
    /// </summary>
    [RealDataTheory]
    [Trait("Category", "Slow")]
    [InlineData("MoS2", "V_Mo|V_S", 0.0235, new[] { 2.42, 4.00, 5.12, 6.82 }, new[] { -1.968, -0.070, -0.492, 0.011 })]
    [InlineData("WSe2", "V_Se|V_W", 0.000, new[] { 2.55, 4.19, 5.35, 7.13 }, new[] { -1.761, -0.112, -0.710, -0.106 })]
    public void Pair_tables_of_structures_with_few_defects_are_the_measured_ones(
        string material, string type, double offset, double[] distances, double[] energies)
    {
        var dataset = DatasetReader.Read(RealData.Folder($"low_density_defects/{material}"), new ReadOptions { MaxDefects = 2 });
        var training = new TrainingSelection().Pick([dataset], []);

        var tables = PairTables.Of(training, [Property.Energy]);

        Assert.Equal(131, training.Samples.Length);
        Assert.Equal(-offset, tables.Energies!.ReferenceEnergy, 2e-3);
        var shells = tables.Tables.Single(t => t.Channel == new PairChannel(PairType.Parse(type), Side.Middle)).Points;
        Assert.Equal(distances, shells.Take(4).Select(p => Math.Round(p.Distance, 2)));
        foreach (var (shell, energy) in shells.Zip(energies))
            Assert.Equal(energy - offset, shell.Value, 3e-3);
    }
}
