using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Evaluations;

public class EvaluationTests
{
    private readonly Composer _composer = new(SampleBooks.Small);

    [Fact]
    public void Mean_median_and_95th_percentile_are_those_worked_out_by_hand()
    {
        var summary = ErrorSummary.Of([0.010, -0.020, 0.040, -0.030])!;

        Assert.Equal(25, summary.MeanAbsolute, 1e-9);
        Assert.Equal(25, summary.Median, 1e-9);
        Assert.Equal(38.5, summary.Percentile95, 1e-9);
        Assert.Equal(4, summary.Count);
        Assert.Null(ErrorSummary.Of([]));
        Assert.Equal(new ErrorSummary(7, 7, 7, 1), ErrorSummary.Of([0.007]));
    }

    [Fact]
    public void Errors_are_told_for_the_set_and_each_class()
    {
        var set = Evaluation.Run(_composer, Folder(
            Sample("a", SampleBooks.Structure("V_S V_S", 4), energyOff: 0.02, gapOff: 0.001),
            Sample("b", SampleBooks.Structure("V_S V_Mo", 4), energyOff: -0.06, gapOff: -0.003)), minDefects: 2);

        Assert.Equal(("/data/some", "MoS2", 2), (set.Folder, set.Material, set.Structures));
        Assert.Equal(["energy_per_site", "gap", "homo", "lumo"], set.Errors.Keys);
        Assert.Equal(20, set.Errors["energy_per_site"].MeanAbsolute, 1e-6);
        Assert.Equal(2, set.Errors["gap"].MeanAbsolute, 1e-6);
        Assert.Equal(0, set.Errors["homo"].MeanAbsolute, 1e-6);
        Assert.Equal(["V_Mo,V_S", "V_S,V_S"], set.Classes.Select(c => string.Join(",", c.Defects)));
        Assert.Equal([30.0, 10.0], set.Classes.Select(c => Math.Round(c.Errors["energy_per_site"].MeanAbsolute, 6)));
    }

    [Fact]
    public void Structures_that_trained_the_book_or_have_too_few_defects_are_not_tested_on()
    {
        var set = Evaluation.Run(_composer, Folder(
            Sample("one", SampleBooks.Structure("V_S V_S", 4), energyOff: 9),
            Sample("few", SampleBooks.Structure("V_S"), energyOff: 9),
            Sample("c", SampleBooks.Structure("V_S V_S", 5), energyOff: 0)), minDefects: 2);

        Assert.Equal(1, set.Structures);
        Assert.Equal(0, set.Errors["energy_per_site"].MeanAbsolute, 1e-6);
    }

    [Fact]
    public void Ids_are_unique_in_their_folder_only()
    {
        var other = Folder(Sample("one", SampleBooks.Structure("V_S V_S", 4)),
            Sample("c", SampleBooks.Structure("V_S V_S", 5))) with { Folder = "/data/other" };

        Assert.Equal(2, Evaluation.Run(_composer, other, minDefects: 2).Structures);
        Assert.Equal(1, Evaluation.NamedAlike(_composer.Book, other));
        Assert.Equal(0, Evaluation.NamedAlike(_composer.Book, other with { Folder = "/moved/some/" }));
    }

    [Fact]
    public void Levels_are_compared_in_the_reference_of_the_book()
    {
        var composer = new Composer(SampleBooks.Small with { Levels = LevelReference.Normalized });
        var raw = Sample("a", SampleBooks.Structure("V_S V_S", 4));
        var both = raw with { Targets = raw.Targets with { Homo = 40, NormalizedHomo = raw.Targets.Homo - 0.005 } };

        var set = Evaluation.Run(composer, Folder(both), minDefects: 0);

        Assert.Equal(5, set.Errors["homo"].MeanAbsolute, 1e-6);
        Assert.False(set.Errors.ContainsKey("lumo"));
    }

    [Fact]
    public void A_folder_of_another_material_is_refused() =>
        Assert.Contains("of WSe2, the book of MoS2", Assert.Throws<InputException>(
            () =>
                Evaluation.Run(_composer, Folder(Sample("a", SampleBooks.Structure("V_S"))) with { Material = "WSe2" },
                    minDefects: 0)).Message);

    [Fact]
    public void A_folder_with_nothing_to_test_on_is_refused() =>
        Assert.Contains("at least 3 defects", Assert.Throws<InputException>(
            () => Evaluation.Run(_composer, Folder(Sample("a", SampleBooks.Structure("V_S V_S", 4))), minDefects: 3)).Message);

    /// <summary>What the book predicts, off by so much.</summary>
    private Sample Sample(string id, DefectiveStructure structure, double energyOff = 0, double gapOff = 0)
    {
        var prediction = _composer.Predict(structure);
        return new Sample(structure with { Id = id }, new Targets
        {
            FormationEnergy = prediction.FormationEnergy + energyOff,
            Homo = prediction.Homo,
            Lumo = prediction.Lumo,
            Gap = prediction.Gap + gapOff,
        });
    }

    private static Dataset Folder(params Sample[] samples) =>
        new("/data/some", "MoS2", SampleCells.MoS2(), null, [.. samples], [], []);
}
