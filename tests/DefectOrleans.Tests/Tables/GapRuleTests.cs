using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Learning.Refinement;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

/// <summary>
/// Two made-up crystals: in one the gap is the lowest of the pairs' gaps, in the other the lowest LUMO less the highest
/// HOMO, which are often those of different pairs.
/// </summary>
public class GapRuleTests
{
    private static readonly TrainingSample[] Apart =
        [.. KnownCrystal.One().Concat(KnownCrystal.Two()).Concat(KnownCrystal.Many(120, 4, 7, seed: 1)).Select(Sample)];

    [Fact]
    public void The_rule_that_made_the_gaps_is_chosen()
    {
        TrainingSample[] lowest =
            [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(120, 4, 7, seed: 1).Select(KnownCrystal.Sample)];

        Assert.Equal(GapRule.LevelsApart, GapRuleChoice.Of(Apart, KnownCrystal.Index(Apart)));
        Assert.Equal(GapRule.LowestPair, GapRuleChoice.Of(lowest, KnownCrystal.Index(lowest)));
    }

    [Fact]
    public void Pairs_alone_leave_the_published_rule()
    {
        TrainingSample[] pairs = [.. Apart.Where(s => s.Structure.Defects.Length <= 2)];

        Assert.Equal(GapRule.LowestPair, GapRuleChoice.Of(pairs, KnownCrystal.Index(pairs)));
    }

    [Fact]
    public void Levels_fitted_apart_tell_the_gaps_of_unseen_structures()
    {
        TrainingSample[] unseen = [.. KnownCrystal.Many(60, 4, 7, seed: 2).Select(Sample).Select(s => s with { Gap = null })];
        var index = KnownCrystal.Index([.. Apart, .. unseen]);

        var (homo, lumo) = LevelRegression.FitApart([.. Apart, .. unseen], index);

        var errors = unseen.Select((s, i) =>
        {
            var pairs = index.PairsOf[Apart.Length + i];
            return Math.Abs(pairs.Min(p => lumo.Values[p]) - pairs.Max(p => homo.Values[p]) - Gap(s.Structure));
        }).Order().ToArray();
        Assert.True(errors[errors.Length / 2] < 0.01, $"median error {errors[errors.Length / 2]} eV");
    }

    [Fact]
    public void Who_asks_for_levels_gets_them_as_calculated()
    {
        var training = KnownCrystal.Training(Apart);

        Assert.Equal(GapRule.LowestPair, PairTables.Of(training, [Property.Gap, Property.Homo, Property.Lumo]).GapRule);
        var apart = PairTables.Of(training, [Property.Gap]);
        Assert.Equal(GapRule.LevelsApart, apart.GapRule);
        Assert.Equal([Property.Homo, Property.Lumo], apart.Tables.Select(t => t.Property).Distinct());
    }

    [Fact]
    public void Constants_that_were_moved_come_back_through_the_rule()
    {
        var tables = PairTables.Of(KnownCrystal.Training(Apart), [Property.Gap]);
        var moved = Learned(tables, share: 0.1);

        var refined = new LevelRefinement([.. Apart], tables).Refine(moved);

        Assert.True(Worst(refined) < 0.01, $"{Worst(refined)} eV");
        Assert.True(Worst(refined) < Worst(moved) / 4, $"{Worst(refined)} of {Worst(moved)} eV");

        double Worst(ImmutableArray<LearnedFormula> formulas) => formulas.Max(f => f.Search.Table.Points.Max(p =>
            Math.Abs(
                new CompiledFormula(f.Chosen.Expression).Invoke(p.Distance)
                    - Law(f.Search.Table.Property, f.Search.Table.Channel, p.Distance))));
    }

    [Fact]
    public void Where_a_formula_is_missing_the_others_do_not_stand_in_for_it()
    {
        var tables = PairTables.Of(KnownCrystal.Training(Apart), [Property.Gap]);
        var partial = Learned(tables, share: 0.1).RemoveAt(0);

        Assert.Equal(partial, new LevelRefinement([.. Apart], tables).Refine(partial));
    }

    [Fact]
    public void A_pair_without_a_value_gives_a_loss_that_is_no_number()
    {
        var index = KnownCrystal.Index(Apart);
        var loss = new LevelLoss(LevelRows.Apart(Apart, index));
        double[][] values = [new double[index.Shells.Length], new double[index.Shells.Length]];
        values[0][0] = double.NaN;

        Assert.True(double.IsNaN(loss.Of(values, 0.01, [new double[index.Shells.Length], new double[index.Shells.Length]])));
    }

    private static ImmutableArray<LearnedFormula> Learned(PairTables tables, double share)
    {
        var random = new SeededRandom(1);
        var formulas = ImmutableArray.CreateBuilder<LearnedFormula>();
        foreach (var table in tables.Tables)
        {
            var law = FormulaText.Parse(Text(table.Property, table.Channel), ["r"]);
            law = law with { Constants = [.. law.Constants.Select(c => c * (1 + share * random.NextUniform(-1, 1)))] };
            var rated = new RatedFormula(law, law.Complexity, 0, 0);
            formulas.Add(new LearnedFormula(PairSearch.For(table, 40), [rated], rated));
        }
        return formulas.ToImmutable();
    }

    private static TrainingSample Sample(DefectiveStructure structure) =>
        new(structure, null, Homo(structure), Lumo(structure), Gap(structure));

    private static double Gap(DefectiveStructure structure) => Lumo(structure) - Homo(structure);

    private static double Homo(DefectiveStructure structure) => structure.Pairs.IsEmpty
        ? (structure.Defects[0].Kind == KnownCrystal.VMo ? -0.1 : -0.6)
        : structure.Pairs.Max(p => Law(Property.Homo, p.Channel, p.DistanceAngstrom));

    private static double Lumo(DefectiveStructure structure) => structure.Pairs.IsEmpty
        ? (structure.Defects[0].Kind == KnownCrystal.VMo ? 0.6 : 0.5)
        : structure.Pairs.Min(p => Law(Property.Lumo, p.Channel, p.DistanceAngstrom));

    private static double Law(Property property, PairChannel channel, double r) =>
        new CompiledFormula(FormulaText.Parse(Text(property, channel), ["r"])).Invoke(r);

    private static string Text(Property property,
        PairChannel channel) => (property, channel.Type.Second == KnownCrystal.VMo, channel.Type.First == KnownCrystal.VMo) switch
        {
            (Property.Homo, _, true) => "1.2*exp(-0.5*r) - 0.1",
            (Property.Homo, _, false) => "0.3*exp(-0.4*r) - 0.6",
            (_, true, _) => "0.6 - 0.5*exp(-0.4*r)",
            (_, _, true) => "0.5 - 0.2*exp(-0.5*r)",
            _ => "0.5 - 2.4*exp(-0.5*r)",
        };
}
