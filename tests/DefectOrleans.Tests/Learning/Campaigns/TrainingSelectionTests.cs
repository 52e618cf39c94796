using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Campaigns;

public class TrainingSelectionTests
{
    private static readonly Dataset Low = Folder(
        "/data/low", KnownCrystal.One().Concat(KnownCrystal.Two().Take(5)).Concat(KnownCrystal.Many(20, 3, 3, seed: 1)));
    private static readonly Dataset Dense = Folder("/data/dense", KnownCrystal.Many(10, 4, 6, seed: 2));

    [Fact]
    public void Structures_with_few_defects_and_all_dense_ones_are_taken()
    {
        var set = new TrainingSelection().Pick([Low], [Dense]);

        Assert.Equal(7 + 10, set.Samples.Length);
        Assert.Equal([("low", 7), ("dense", 10)], set.Folders.Select(f => (f.Folder, f.Count)));
        Assert.Equal(set.Samples.Select(s => s.Structure.Id), set.Folders.SelectMany(f => f.Ids));
        Assert.Equal(2, new TrainingSelection { MaxDefects = 1 }.Pick([Low], []).Samples.Length);
        Assert.Equal(27, new TrainingSelection { MaxDefects = 3, Triples = 5 }.Pick([Low], []).Samples.Length);
    }

    [Fact]
    public void Triples_are_drawn_by_seed()
    {
        string[] Ids(int triples, long seed) => [.. new TrainingSelection { Triples = triples, Seed = seed }
            .Pick([Low], []).Samples.Where(s => s.Structure.Defects.Length == 3).Select(s => s.Structure.Id)];

        Assert.Equal(6, Ids(6, 1).Distinct().Count());
        Assert.Equal(Ids(6, 1), Ids(6, 1));
        Assert.NotEqual(Ids(6, 1), Ids(6, 2));
        Assert.Equal(20, Ids(1000, 1).Length);
    }

    [Fact]
    public void A_few_structures_hold_all_single_defects_and_pairs_drawn_by_seed()
    {
        string[] Ids(int few, long seed) =>
            [.. new TrainingSelection { Few = few, Seed = seed }.Pick([Low], []).Samples.Select(s => s.Structure.Id)];

        Assert.Equal(4, Ids(4, 1).Length);
        Assert.Equal(["one-V_Mo", "one-V_S"], Ids(4, 1).Take(2));
        Assert.Equal(Ids(7, 1).Order(), Ids(100, 2).Order());
        Assert.Throws<InputException>(() => Ids(0, 1));
    }

    [Fact]
    public void A_share_of_the_dense_structures_is_drawn_by_seed_whatever_their_order()
    {
        string[] Ids(Dataset dense, long seed) =>
            [.. new TrainingSelection { DenseFraction = 0.4, Seed = seed }.Pick([], [dense]).Samples.Select(s => s.Structure.Id)];

        Assert.Equal(4, Ids(Dense, 1).Distinct().Count());
        Assert.Equal(Ids(Dense, 1), Ids(Dense with { Samples = [.. Dense.Samples.Reverse()] }, 1));
        Assert.NotEqual(Ids(Dense, 1), Ids(Dense, 2));
    }

    [Theory]
    [InlineData(0.8, 5)]
    [InlineData(0.5, 2)]
    [InlineData(0.7, 3)]
    [InlineData(0.4, 1)]
    public void Turns_leave_out_other_structures_until_no_whole_part_is_left(double fraction, int parts)
    {
        string[] LeftOut(int turn) =>
        [
            .. Dense.Samples.Select(s => s.Id).Except(
                new TrainingSelection
                {
                    DenseFraction = fraction,
                    Seed = 3,
                    Turn = turn
                }.Pick([], [Dense]).Samples.Select(s => s.Structure.Id)),
        ];
        var first = Enumerable.Range(0, parts).SelectMany(LeftOut).ToList();
        var second = Enumerable.Range(parts, parts).SelectMany(LeftOut).ToList();

        var size = Dense.Samples.Length - (int)Math.Round(fraction * Dense.Samples.Length);
        Assert.Equal(parts * size, first.Distinct().Count());
        Assert.Equal(parts * size, second.Distinct().Count());
        Assert.NotEqual(LeftOut(0), LeftOut(parts));
    }

    [Fact]
    public void Turns_count_from_zero() =>
        Assert.Contains("turn -1", Fault(() => new TrainingSelection { Turn = -1 }.Pick([Low], [])));

    [Fact]
    public void Levels_are_normalised_ones_only_where_every_folder_has_sane_ones()
    {
        var normalized = Low with
        {
            Samples = [
                .. Low.Samples.Select(s => s with { Targets = s.Targets with { NormalizedHomo = 0.1, NormalizedLumo = 0.9 } })
            ]
        };

        Assert.Equal((LevelReference.Raw, KnownCrystal.Homo), Levels(new TrainingSelection().Pick([Low], [])));
        Assert.Equal((LevelReference.Normalized, 0.1), Levels(new TrainingSelection().Pick([normalized], [])));
        Assert.Equal((LevelReference.Raw, KnownCrystal.Homo), Levels(new TrainingSelection().Pick([normalized], [Dense])));

        static (LevelReference, double) Levels(TrainingSet set) => (set.Levels, set.Samples[0].Homo!.Value);
    }

    [Fact]
    public void Pristine_levels_come_from_a_structure_without_defects_or_from_the_valence_band()
    {
        var edge = Low with { Pristine = new PristineReference(-100, -60, -0.7) };
        var pristine = new Sample(new DefectiveStructure("none", 6, 6, [], []), new Targets { Homo = -1, Lumo = 0.7, Gap = 1.7 });

        Assert.Null(new TrainingSelection().Pick([Low], []).Pristine);
        Assert.Equal(new Levels(-0.7, null, null), new TrainingSelection().Pick([edge], []).Pristine);
        Assert.Equal(new Levels(-1, 0.7, 1.7),
            new TrainingSelection().Pick([edge with { Samples = edge.Samples.Add(pristine) }], []).Pristine);
    }

    [Fact]
    public void Structures_of_several_folders_train_whatever_their_ids()
    {
        Dataset other = Low with { Folder = "/data/other/low" }, third = Low with { Folder = "/data/third" };
        var triples = new TrainingSelection { Triples = 4 };

        var set = triples.Pick([Low, other, third], []);

        Assert.Equal(3 * (7 + 4), set.Samples.Length);
        Assert.Equal(set.Samples.Length, set.Samples.Select(s => s.Structure.Id).Distinct().Count());
        Assert.Equal(["data/low", "other/low", "third"], set.Folders.Select(f => f.Folder));
        Assert.All(set.Folders, f => Assert.Equal(Low.Samples.Take(7).Select(s => s.Id), f.Ids.Take(7)));
        Assert.Equal(3 * 2, set.Chosen.Count);
        Assert.All(set.Chosen, id => Assert.Contains(id, set.Samples.Select(s => s.Structure.Id)));
        Assert.Equal(7 + 4, triples.Pick([Low, Low with { Folder = "/data/./low/" }], []).Samples.Length);
        Assert.Equal(Low.Samples.Length, new TrainingSelection().Pick([Low], [Low]).Samples.Length);
    }

    [Fact]
    public void Folders_of_different_materials_are_refused() =>
        Assert.Contains("WSe2", Fault(() => new TrainingSelection().Pick([Low, Low with { Material = "WSe2" }], [])));

    [Fact]
    public void A_selection_without_structures_says_what_the_folders_hold()
    {
        Assert.Contains("at least one", Fault(() => new TrainingSelection().Pick([], [])));
        Assert.Equal(
            "no structure with at most 2 defects in /data/dense: they hold 4 to 6; raise --max-defects or give the folder with "
                + "--dense",
            Fault(() => new TrainingSelection().Pick([Dense], [])));
    }

    [Theory]
    [InlineData(0.0, 0, "dense fraction")]
    [InlineData(1.5, 0, "dense fraction")]
    [InlineData(double.NaN, 0, "dense fraction")]
    [InlineData(1.0, -1, "triples")]
    public void Shares_and_numbers_out_of_range_are_refused(double fraction, int triples, string said) =>
        Assert.Contains(
            said, Fault(() => new TrainingSelection { DenseFraction = fraction, Triples = triples }.Pick([Low], [Dense])));

    private static Dataset Folder(string name, IEnumerable<DefectiveStructure> structures) =>
        KnownCrystal.Dataset(name, structures.Select(KnownCrystal.Sample));

    private static string Fault(Func<object> pick) => Assert.Throws<InputException>(pick).Message;
}
