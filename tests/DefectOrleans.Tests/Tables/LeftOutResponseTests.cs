using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

public class LeftOutResponseTests
{
    private static readonly TrainingSample[] Samples =
        [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(60, 3, 5, seed: 1).Select(KnownCrystal.Sample)];

    private readonly LeftOutResponse _response = Of(Samples);

    [Fact]
    public void Every_structure_with_three_or_more_defects_is_left_out_once() =>
        Assert.Equal(
            Enumerable.Range(0, Samples.Length).Where(i => Samples[i].Structure.Defects.Length > 2), _response.Samples.Order());

    [Fact]
    public void Energies_that_pairs_tell_leave_nothing() =>
        Assert.All(_response.To(i => Samples[i].Energy!.Value), error => Assert.Equal(0, error, 0.02));

    [Fact]
    public void What_one_structure_has_alone_is_left_of_it_whole()
    {
        var alone = _response.Samples[7];
        var left = _response.To(i => i == alone ? 0.5 : 0);
        Assert.Equal(0.5, left[7], 1e-12);
    }

    [Fact]
    public void Answers_add_up()
    {
        var random = new SeededRandom(1);
        double[] one = [.. Samples.Select(_ => random.NextUniform(-1, 1))], two =
            [.. Samples.Select(_ => random.NextUniform(-1, 1))];
        var (first, second) = (_response.To(i => one[i]), _response.To(i => two[i]));
        Assert.All(
            _response.To(i => 2 * one[i] - two[i]).Select((both, at) => both - (2 * first[at] - second[at])), error =>
                Assert.Equal(0, error, 1e-9));
    }

    private static LeftOutResponse Of(TrainingSample[] samples)
    {
        var index = KnownCrystal.Index(samples);
        var (table, rows) = EnergyRegression.Solve(samples, index);
        return new LeftOutResponse(samples, rows, () => EnergyRegression.Prior(table.Kinds.Length, index));
    }
}
