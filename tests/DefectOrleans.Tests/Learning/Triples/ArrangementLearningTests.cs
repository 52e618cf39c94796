using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Triples;

public class ArrangementLearningTests
{
    private static readonly TrainingSample[] Dense = [.. KnownCrystal.Many(120, 4, 8, seed: 5).Select(WithTriples)];
    private static readonly TrainingSet Training = KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. Dense]);
    private static readonly FormulaBook Pairs = BookOf(Property.Energy);

    /// <summary>The known laws as a book.</summary>
    internal static FormulaBook BookOf(params Property[] properties) => new()
    {
        Material = "MoS2",
        Cell = UnitCells.ToMessage(SampleCells.MoS2()),
        Levels = LevelReference.Raw,
        ReferenceEnergy = KnownCrystal.ReferenceEnergy,
        Trained = new TrainedCell(6, 6),
        Singles = [.. KnownCrystal.Singles.Select(s => new SingleDefect($"{s.Key}", s.Value, new Levels(null, null, null)))],
        Pairs =
        [
            .. from channel in KnownCrystal.Two().Select(s => s.Pairs[0].Channel).Distinct().Order()
               from property in properties
               select new PairFormula
               {
                   PairType = $"{channel.Type}",
                   Side = channel.Side,
                   Property = property,
                   Chosen = new Formula(
                       property == Property.Gap ? KnownCrystal.GapText(channel) : KnownCrystal.EnergyText(channel),
                       Complexity: 5, MeanAbsoluteError: 0.001, LeftOutError: null),
                   Front = [],
                   Table = [],
               },
        ],
        Provenance = SampleProvenance(),
    };

    [Fact]
    public void Dense_structures_teach_three_body_energies()
    {
        var (book, errors) = ArrangementLearning.Add(Pairs, Training);

        Assert.NotNull(book.Arrangements);
        Assert.NotNull(errors);
        Assert.Empty(BookValidator.Faults(book));
        DefectiveStructure[] unseen = [.. KnownCrystal.Many(100, 4, 8, seed: 6)];
        Assert.True(Missed(book, unseen) < 0.6 * Missed(Pairs, unseen), $"{Missed(book, unseen)} {Missed(Pairs, unseen)}");
    }

    [Fact]
    public void Where_formulas_tell_all_there_is_no_table_that_is_worse()
    {
        var training = KnownCrystal.Training(
            [.. KnownCrystal.OneAndTwo(), .. Dense.Select(s => KnownCrystal.Sample(s.Structure))]);

        var (book, errors) = ArrangementLearning.Add(Pairs, training);

        Assert.Null(book.Arrangements);
        Assert.Null(errors);
    }

    [Fact]
    public void Structures_that_are_far_off_spoil_nothing()
    {
        var broken = Training with
        {
            Samples =
            [
                .. Training.Samples.Select((s, i) =>
                    s.Structure.Defects.Length > 3 && i % 12 == 0 ? s with { Energy = s.Energy + 5 } : s),
            ],
        };

        var (book, _) = ArrangementLearning.Add(Pairs, broken);

        DefectiveStructure[] unseen = [.. KnownCrystal.Many(100, 4, 8, seed: 6)];
        Assert.NotNull(book.Arrangements);
        Assert.True(Missed(book, unseen) < 0.7 * Missed(Pairs, unseen));
    }

    [Fact]
    public void Batches_and_other_supercells_tell_the_table_as_structures_do()
    {
        var composer = new Composer(ArrangementLearning.Add(Pairs, Training).Book);
        var finder = new DefectFinder(SampleCells.MoS2());
        foreach (var structure in KnownCrystal.Many(10, 4, 8, seed: 8))
        {
            var told = composer.Predict(structure).FormationEnergy!.Value;
            var placed = KnownCrystal.Cell.Placed(structure).ToArray();
            var doubled = finder.Supercell(12, 6).With("doubled",
                placed.Concat(placed.Select(d => d with { Site = d.Site with { A = d.Site.A + 6 } })));

            Assert.Equal(told, Batch(composer, finder, structure).FormationEnergies[0], 1e-9);
            Assert.Equal(2 * told, composer.Predict(doubled).FormationEnergy!.Value, 1e-6);
            Assert.Equal(2 * told, Batch(composer, finder, doubled).FormationEnergies[0], 1e-6);
        }
    }

    internal static PredictedBatch Batch(Composer composer, DefectFinder finder, DefectiveStructure structure)
    {
        var placed = finder.Supercell(structure.CellA, structure.CellB).Placed(structure).ToArray();
        string[] kinds = ["V_Mo", "V_S"];
        return new BatchComposer(composer, finder).Predict(
            new LatticeBatch
            {
                CellA = structure.CellA,
                CellB = structure.CellB,
                Kinds = kinds,
                Counts = [placed.Length],
                Sites = [.. placed.Select(d => finder.Supercell(structure.CellA, structure.CellB).IndexOf(d.Site))],
                KindIndices = [.. placed.Select(d => Array.IndexOf(kinds, $"{d.Kind}"))],
            }, 1, default);
    }

    private static TrainingSample WithTriples(DefectiveStructure structure) =>
        KnownCrystal.Sample(structure) with { Energy = Energy(structure) };

    private static double Energy(DefectiveStructure structure) => KnownCrystal.Energy(structure)
        + DefectTriples.Of(structure).Sum(t => 8 * Math.Exp(-(t.Shortest + t.Middle) / 2.4));

    private static double Missed(FormulaBook book, DefectiveStructure[] structures)
    {
        var composer = new Composer(book);
        return structures.Average(s => Math.Abs(composer.Predict(s).FormationEnergy!.Value - Energy(s)) / s.Defects.Length);
    }

    private static Provenance SampleProvenance() => new()
    {
        Version = "0.1.0", Finished = default, Seconds = 0, Threads = 1, Islands = 1, Seed = 1, Network = "managed",
        Bound = "1 epochs", Complete = true, Training = [],
    };
}
