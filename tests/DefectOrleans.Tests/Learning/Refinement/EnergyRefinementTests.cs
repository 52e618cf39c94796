using System.Collections.Immutable;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Refinement;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Refinement;

public class EnergyRefinementTests
{
    private static readonly TrainingSample[] Samples =
        [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(50, 3, 6, seed: 1).Select(KnownCrystal.Sample)];
    private static readonly ShellIndex Index = KnownCrystal.Index(Samples);

    [Fact]
    public void Perturbed_constants_come_back()
    {
        var refined = Refinement(Samples).Refine(Perturbed(seed: 1, share: 0.1));

        AssertTrue(refined, 1e-3);
    }

    [Fact]
    public void A_few_broken_energies_do_not_bend_the_constants()
    {
        var broken = Samples.ToArray();
        foreach (var i in Enumerable.Range(0, broken.Length).Where(i => broken[i].Structure.Defects.Length > 2 && i % 10 == 0))
            broken[i] = broken[i] with { Energy = broken[i].Energy + 2 };

        AssertTrue(Refinement(broken).Refine(Perturbed(seed: 2, share: 0.05)), 2e-3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_refined_model_is_never_worse(int seed)
    {
        var start = Perturbed(seed, share: 1);

        var refined = Refinement(Samples).Refine(start);

        Assert.True(Loss(refined) <= Loss(start));
        Assert.Equal(
            start.Formulas.Select(f => (f.Key, f.Value.Complexity)), refined.Formulas.Select(f => (f.Key, f.Value.Complexity)));
    }

    [Fact]
    public void A_true_model_stays_as_it_is() => AssertTrue(Refinement(Samples).Refine(True()), 1e-9);

    [Fact]
    public void A_formula_without_a_value_at_a_shell_is_left_alone()
    {
        var model = True();
        model = model with { Formulas = model.Formulas.SetItem(Index.Channels[0], FormulaText.Parse("log(r - 4.5)", ["r"])) };

        Assert.Equal(model.Formulas.Values, Refinement(Samples).Refine(model).Formulas.Values);
    }

    /// <summary>A number that all channels share is one unknown: it stays one, and comes back.</summary>
    [Fact]
    public void Shared_numbers_stay_shared()
    {
        static double Energy(PairChannel channel, double r) => (Index.Channels.IndexOf(channel) + 1) * Math.Exp(-0.8 * r);
        TrainingSample[] samples =
        [
            .. Samples.Select(s => s with
            {
                Energy = KnownCrystal.ReferenceEnergy + s.Structure.Defects.Sum(d => KnownCrystal.Singles[d.Kind])
                    + s.Structure.Pairs.Sum(p => Energy(p.Channel, p.DistanceAngstrom)),
            }),
        ];
        var model = True() with
        {
            Formulas = Index.Channels.ToImmutableSortedDictionary(
                c => c, c => FormulaText.Parse($"{Index.Channels.IndexOf(c) + 1.2}*exp(-0.71*r)", ["r"])),
            Shared = new SharedNumbers<PairChannel>(
                Index.Channels.ToDictionary(c => c, _ => ImmutableArray.Create(-1, 0))),
        };

        var refined = Refinement(samples).Refine(model);

        var rates = refined.Formulas.Values.Select(f => f.Constants[1]).Distinct().ToList();
        Assert.Equal(-0.8, Assert.Single(rates), 1e-6);
        Assert.All(Index.Channels, c => Assert.Equal(
            Index.Channels.IndexOf(c) + 1, refined.Formulas[c].Constants[0], 1e-5));
    }

    private static EnergyRefinement Refinement(TrainingSample[] samples) =>
        new(samples, Index, True().Kinds, [.. Index.Shells.Select(_ => 6)]);

    private static EnergyModel True() => new(
        KnownCrystal.ReferenceEnergy, [.. KnownCrystal.Singles.Keys], [.. KnownCrystal.Singles.Values],
        Index.Channels.ToImmutableSortedDictionary(c => c, c => KnownCrystal.EnergyLaw(c).Expression));

    private static EnergyModel Perturbed(int seed, double share)
    {
        var random = new SeededRandom((ulong)seed);
        double Moved(double value) => value * (1 + share * random.NextUniform(-1, 1));
        var model = True();
        return new EnergyModel(
            Moved(model.ReferenceEnergy), model.Kinds, [.. model.Singles.Select(Moved)],
            model.Formulas.ToImmutableSortedDictionary(
                f => f.Key, f => f.Value with { Constants = [.. f.Value.Constants.Select(Moved)] }));
    }

    private static void AssertTrue(EnergyModel model, double tolerance)
    {
        Assert.Equal(KnownCrystal.ReferenceEnergy, model.ReferenceEnergy, tolerance);
        foreach (var (kind, energy) in model.Kinds.Zip(model.Singles))
            Assert.Equal(KnownCrystal.Singles[kind], energy, tolerance);
        foreach (var shell in Index.Shells)
            Assert.Equal(KnownCrystal.Energy(shell.Channel, shell.Distance),
                new CompiledFormula(model.Formulas[shell.Channel]).Invoke(shell.Distance), tolerance);
    }

    /// <summary>Huber losses of singles, pairs and denser structures in the weights that the refinement states.</summary>
    private static double Loss(EnergyModel model)
    {
        const double threshold = 0.003;
        var formulas = model.Formulas.ToDictionary(f => f.Key, f => new CompiledFormula(f.Value));
        return Samples.Sum(sample =>
        {
            var (defects, pairs) = (sample.Structure.Defects, sample.Structure.Pairs);
            var energy = model.ReferenceEnergy + defects.Sum(d => model.Singles[model.Kinds.IndexOf(d.Kind)])
                + pairs.Sum(p => formulas[p.Channel].Invoke(p.DistanceAngstrom));
            var (off, weight) = (Math.Abs(energy - sample.Energy!.Value),
                defects.Length == 1 ? 1000 : defects.Length == 2 ? 6 : 12.0 / (defects.Length * defects.Length));
            return weight * (off <= threshold ? off * off / 2 : threshold * (off - threshold / 2));
        });
    }
}
