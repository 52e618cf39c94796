using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Tables;

public class EnergyRegressionTests
{
    [Fact]
    public void Singles_and_pairs_give_the_laws_themselves()
    {
        var samples = KnownCrystal.OneAndTwo();
        var index = KnownCrystal.Index(samples);

        var table = EnergyRegression.Fit(samples, index);

        Assert.Equal(KnownCrystal.ReferenceEnergy, table.ReferenceEnergy, 2e-3);
        Assert.Equal(KnownCrystal.Singles.Keys, table.Kinds);
        foreach (var (kind, energy) in table.Kinds.Zip(table.Singles))
            Assert.Equal(KnownCrystal.Singles[kind], energy, 2e-3);
        foreach (var (shell, value) in index.Shells.Zip(table.Pairs))
            Assert.Equal(KnownCrystal.Energy(shell.Channel, shell.Distance), value, 2e-3);
        Assert.All(samples, sample => Assert.Equal(sample.Energy!.Value, Sum(table, index, samples, sample), 1e-4));
    }

    [Theory]
    [InlineData(3, 3, 400)]
    [InlineData(4, 8, 300)]
    public void Denser_structures_alone_give_the_laws_within_their_errors(int fewest, int most, int structures)
    {
        TrainingSample[] samples = [
            .. KnownCrystal.Noisy(KnownCrystal.Many(structures, fewest, most, seed: 1).Select(KnownCrystal.Sample), 0.01, seed: 2)
        ];

        AssertLaws(samples, EnergyRegression.Fit(samples, KnownCrystal.Index(samples)));
    }

    [Fact]
    public void A_few_broken_energies_do_not_bend_the_rest()
    {
        TrainingSample[] samples =
            [.. KnownCrystal.Noisy(KnownCrystal.Many(300, 4, 8, seed: 1).Select(KnownCrystal.Sample), 0.01, seed: 2)];
        for (var i = 0; i < samples.Length; i += 20)
            samples[i] = samples[i] with { Energy = samples[i].Energy + 3 };

        AssertLaws(samples, EnergyRegression.Fit(samples, KnownCrystal.Index(samples)));
    }

    [Fact]
    public void Structures_without_an_energy_are_passed_over()
    {
        var samples = KnownCrystal.OneAndTwo();
        var extra = KnownCrystal.Many(1, 3, 3, seed: 1).Select(s => KnownCrystal.Sample(s) with { Energy = null });
        TrainingSample[] more = [.. samples, .. extra];

        var table = EnergyRegression.Fit(more, KnownCrystal.Index(more));

        Assert.Equal(EnergyRegression.Fit(samples, KnownCrystal.Index(samples)).Pairs.Select(v => Math.Round(v, 9)),
            table.Pairs.Select(v => Math.Round(v, 9)));
    }

    [Fact]
    public void A_kind_whose_energy_no_structure_tells_has_none()
    {
        TrainingSample[] samples =
            [
                .. KnownCrystal.OneAndTwo()
                    .Select(s => s.Structure.Defects.All(d => d.Kind == KnownCrystal.VS) ? s : s with { Energy = null })
            ];
        var training = KnownCrystal.Training(samples);

        var tables = PairTables.Of(training, [Property.Energy]);
        var book = BookAssembly.Make(training, tables, [], SampleBooks.Small.Provenance);

        Assert.Equal([KnownCrystal.VS], tables.Energies!.Kinds.AsEnumerable());
        Assert.Equal(
            [null, 2.6], book.Singles.Select(s =>
                s.Energy is { } energy ? Math.Round(energy + book.ReferenceEnergy + 0.02, 3) : (double?)null));
        Assert.Equal(["V_Mo", "V_S"], book.Singles.Select(s => s.Kind));
    }

    private static void AssertLaws(TrainingSample[] samples, EnergyTable table)
    {
        var index = KnownCrystal.Index(samples);
        var misses = 0.0;
        for (var i = 0; i < index.Shells.Length; i++)
        {
            var off = table.Pairs[i] - KnownCrystal.Energy(index.Shells[i].Channel, index.Shells[i].Distance);
            Assert.True(Math.Abs(off) < 5 * table.PairDeviations[i],
                $"{index.Shells[i]}: off by {off}, deviation {table.PairDeviations[i]}");
            Assert.True(table.PairDeviations[i] < 0.1, $"{index.Shells[i]}: deviation {table.PairDeviations[i]}");
            misses += Math.Pow(off / table.PairDeviations[i], 2);
        }
        Assert.InRange(Math.Sqrt(misses / index.Shells.Length), 0.05, 1.5);
    }

    private static double Sum(EnergyTable table, ShellIndex index, TrainingSample[] samples, TrainingSample sample) =>
        table.ReferenceEnergy
        + sample.Structure.Defects.Sum(d => table.Singles[table.Kinds.IndexOf(d.Kind)])
        + index.PairsOf[Array.IndexOf(samples, sample)].Sum(shell => table.Pairs[shell]);
}
