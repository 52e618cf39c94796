using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

public class LevelRegressionTests
{
    [Fact]
    public void Pairs_give_their_values_as_they_are()
    {
        var samples = KnownCrystal.OneAndTwo();
        var index = KnownCrystal.Index(samples);

        var table = LevelRegression.Fit(samples, index, Property.Gap);

        foreach (var (shell, value) in index.Shells.Zip(table.Values))
            Assert.Equal(KnownCrystal.Gap(shell.Channel, shell.Distance), value, 1e-3);
        Assert.All(table.Deviations, deviation => Assert.InRange(deviation, 1e-5, 2e-3));
    }

    [Fact]
    public void The_highest_HOMO_decides_as_the_lowest_gap_does()
    {
        TrainingSample[] samples =
            [.. KnownCrystal.Many(60, 3, 5, seed: 1).Select(KnownCrystal.Sample).Select(s => s with { Homo = -s.Gap })];
        var index = KnownCrystal.Index(samples);

        Assert.Equal(
            LevelRegression.Fit(samples, index, Property.Gap).Values.Select(v => Math.Round(v, 9)),
            LevelRegression.Fit(samples, index, Property.Homo).Values.Select(v => Math.Round(-v, 9)));
    }

    [Fact]
    public void The_highest_moment_decides_as_the_highest_HOMO_does()
    {
        TrainingSample[] samples =
        [
            .. KnownCrystal.Many(60, 3, 5, seed: 1).Select(KnownCrystal.Sample)
                .Select(s => s with { Homo = s.Gap, Others = s.Others.Add(Property.Moment, s.Gap!.Value) }),
        ];
        var index = KnownCrystal.Index(samples);

        Assert.Equal(
            LevelRegression.Fit(samples, index, Property.Homo).Values.AsEnumerable(),
            LevelRegression.Fit(samples, index, Property.Moment).Values);
    }

    [Fact]
    public void Dense_structures_alone_tell_the_gaps_of_other_dense_ones()
    {
        TrainingSample[] samples = [.. KnownCrystal.Many(400, 4, 8, seed: 1).Select(KnownCrystal.Sample)];
        TrainingSample[] unseen = [.. KnownCrystal.Many(100, 4, 8, seed: 2).Select(KnownCrystal.Sample)];
        var index = KnownCrystal.Index([.. samples, .. unseen]);

        var table = LevelRegression.Fit([.. samples, .. unseen.Select(s => s with { Gap = null })], index, Property.Gap);

        var errors = unseen.Select((s, i) =>
            Math.Abs(index.PairsOf[samples.Length + i].Min(shell => table.Values[shell]) - s.Gap!.Value)).Order().ToArray();
        Assert.True(errors[errors.Length / 2] < 0.01, $"median error {errors[errors.Length / 2]} eV");
    }

    [Fact]
    public void Few_pairs_and_many_dense_structures_agree_on_a_shell()
    {
        TrainingSample[] samples =
            [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(100, 4, 8, seed: 1).Select(KnownCrystal.Sample)];
        var index = KnownCrystal.Index(samples);

        var table = LevelRegression.Fit(samples, index, Property.Gap);

        foreach (var (shell, value) in index.Shells.Zip(table.Values))
            Assert.Equal(KnownCrystal.Gap(shell.Channel, shell.Distance), value, 2e-3);
    }
}
