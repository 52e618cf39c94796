using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Learning.Campaigns;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Evaluations;

public class CalibrationTests
{
    private static readonly FormulaBook Laws = SampleBooks.Small with
    {
        ReferenceEnergy = KnownCrystal.ReferenceEnergy,
        Singles = [
            .. KnownCrystal.Singles.Select(s => new SingleDefect(s.Key.ToString(), s.Value, new Levels(null, null, null)))
        ],
        Pairs = [.. KnownCrystal.Index(KnownCrystal.OneAndTwo()).Channels.SelectMany(c => (PairFormula[])[Energy(c), Gap(c)])],
    };

    [Theory]
    [InlineData(0.05, 0.01)]
    [InlineData(0.5, 0.1)]
    public void Intervals_of_90_percent_hold_as_much_of_unseen_structures(double energyNoise, double gapNoise)
    {
        var book = Calibration.Calibrate(Laws, Training(120, energyNoise, gapNoise));

        var errors = Evaluation.Run(
            new Composer(book), KnownCrystal.Dataset("unseen", Noisy(400, 2, energyNoise, gapNoise)), minDefects: 3);

        Assert.Equal(["energy_per_site", "gap"], errors.Coverage.Keys);
        Assert.All(errors.Coverage.Values, share => Assert.InRange(share, 0.85, 0.95));
    }

    [Fact]
    public void Pairs_are_as_certain_as_they_were()
    {
        var pair = KnownCrystal.Two().First();
        var book = Calibration.Calibrate(Laws, Training(60, 0.5, 0.1));

        Assert.Equal(new Composer(Laws).Predict(pair).Uncertainty, new Composer(book).Predict(pair).Uncertainty);
    }

    [Fact]
    public void Few_structures_tell_nothing()
    {
        Assert.Empty(Calibration.Calibrate(Laws, Training(20, 0.1, 0.1)).Calibrations);
        Assert.Empty(
            Evaluation.Run(new Composer(Laws), KnownCrystal.Dataset("unseen", Noisy(5, 2, 0.1, 0.1)), minDefects: 3).Coverage);
    }

    private static TrainingSet Training(int dense, double energyNoise, double gapNoise) =>
        KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. Noisy(dense, 1, energyNoise, gapNoise)]);

    private static IEnumerable<TrainingSample> Noisy(int structures, int seed, double energyNoise, double gapNoise)
    {
        var random = new SeededRandom((ulong)seed);
        return [.. KnownCrystal.Many(structures, 3, 6, seed).Select(KnownCrystal.Sample)
            .Select(s =>
                s with
                {
                    Energy = s.Energy + s.Structure.Defects.Length * energyNoise * random.NextNormal(),
                    Gap = s.Gap + gapNoise * random.NextNormal()
                })];
    }

    private static PairFormula Energy(PairChannel channel) => Learned(channel, Property.Energy, KnownCrystal.EnergyText(channel));

    private static PairFormula Gap(PairChannel channel) => Learned(
        channel, Property.Gap, (channel.Type.First == KnownCrystal.VMo ? "0.6" : "1.2")
            + (channel.Side == Side.Opposite ? " - 1.4*exp(-0.5*r)" : " - 0.9*exp(-0.5*r)"));

    private static PairFormula Learned(PairChannel channel, Property property, string text)
    {
        var chosen = new Formula(text, 10, 0.001, 0.001);
        return new PairFormula
        {
            PairType = channel.Type.ToString(),
            Side = channel.Side,
            Property = property,
            Chosen = chosen,
            Front = [chosen],
            Table = []
        };
    }
}
