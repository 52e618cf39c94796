using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Triples;

public class TripleGapLearningTests
{
    private static readonly FormulaBook Pairs = ArrangementLearningTests.BookOf(Property.Energy, Property.Gap);
    private static readonly TrainingSet Training = KnownCrystal.Training(
        [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(240, 3, 3, seed: 4).Select(Shifted)]);
    private static readonly DefectiveStructure[] Unseen = [.. KnownCrystal.Many(150, 3, 3, seed: 9)];

    [Fact]
    public void Spectators_shift_gaps_and_left_out_triples_say_so()
    {
        var book = TripleGapLearning.Add(Pairs, Training, []);

        Assert.NotEmpty(book.TripleGaps);
        Assert.All(book.TripleGaps, t => Assert.True(t.LeftOutError < t.WithoutTable));
        Assert.Empty(BookValidator.Faults(book));
        Assert.True(Missed(book) < 0.3 * Missed(Pairs), $"{Missed(book)} {Missed(Pairs)}");
    }

    [Fact]
    public void Where_pairs_tell_gaps_there_is_no_table() => Assert.Empty(TripleGapLearning.Add(
        Pairs, Training with { Samples = [.. Training.Samples.Select(s => KnownCrystal.Sample(s.Structure))] }, []).TripleGaps);

    [Fact]
    public void Equal_crystals_have_equal_gaps_in_batches_and_other_supercells_too()
    {
        var composer = new Composer(TripleGapLearning.Add(Pairs, Training, []));
        var finder = new DefectFinder(SampleCells.MoS2());
        foreach (var structure in Unseen.Take(20))
        {
            var told = composer.Predict(structure).Gap!.Value;
            var placed = KnownCrystal.Cell.Placed(structure).ToArray();
            var doubled = finder.Supercell(12, 6).With("doubled",
                placed.Concat(placed.Select(d => d with { Site = d.Site with { A = d.Site.A + 6 } })));

            Assert.Equal(told, ArrangementLearningTests.Batch(composer, finder, structure).Gaps[0], 1e-9);
            Assert.Equal(
                composer.Predict(doubled).Gap!.Value, ArrangementLearningTests.Batch(composer, finder, doubled).Gaps[0], 1e-9);
            if (TripleGapsApply(doubled))
                Assert.Equal(told, composer.Predict(doubled).Gap!.Value, 1e-6);
        }
    }

    // Where a defect stands on the boundary between two images of another, both are its neighbours.
    private static bool TripleGapsApply(DefectiveStructure doubled) =>
        Engine.Tables.TripleGapShifts.Triples(doubled, Training.Reach) is not null;

    private static TrainingSample Shifted(DefectiveStructure structure) =>
        KnownCrystal.Sample(structure) with { Gap = Gap(structure) };

    private static double Gap(DefectiveStructure structure) =>
        KnownCrystal.Gap(structure) - 0.05 - structure.Pairs.Sum(p => 0.1 * Math.Exp(-p.DistanceAngstrom / 4));

    private static double Missed(FormulaBook book)
    {
        var composer = new Composer(book);
        return Unseen.Average(s => Math.Abs(composer.Predict(s).Gap!.Value - Gap(s)));
    }
}
