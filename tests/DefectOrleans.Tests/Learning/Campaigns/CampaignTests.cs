using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Cli;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Learning.Campaigns;

[Trait("Category", "Slow")]
public class CampaignTests
{
    private static readonly DiscoveryOptions Short = new()
    {
        Epochs = 2,
        Islands = 1,
        Threads = 2,
        Properties = [Property.Energy]
    };
    private static readonly TrainingSet Training = KnownCrystal.Training(KnownCrystal.OneAndTwo());

    [Fact]
    public void A_campaign_learns_every_pair_type_and_predicts_what_it_never_saw()
    {
        var stages = new List<string>();
        var book = Run(Short with { Epochs = 4, Islands = 2, Properties = [Property.Gap, Property.Energy] },
            progress: p => Add(stages, p.Stage))!;

        Assert.Equal(["three-body terms", "pair tables", "search", "refinement"], stages.Distinct());
        Assert.True(book.Provenance.Complete);
        Assert.Equal(("4 epochs", 2, 1), (book.Provenance.Bound, book.Provenance.Islands, book.Provenance.Seed));
        Assert.Equal(Training.Folders, book.Provenance.Training);
        Assert.Equal(
            from property in (Property[])[Property.Energy, Property.Gap]
            from channel in KnownCrystal.Index(Training.Samples).Channels
            select (property, channel.Type.ToString(), channel.Side),
            book.Pairs.Select(p => (p.Property, p.PairType, p.Side)));
        Assert.All(book.Pairs, AssertDecays);
        Assert.Equal(KnownCrystal.ReferenceEnergy, book.ReferenceEnergy, 5e-3);
        Assert.Equal((0.6, KnownCrystal.Homo), (book.Singles[0].Levels.Gap!.Value, book.Singles[0].Levels.Homo!.Value));

        var triples = Evaluation.Run(
            new Composer(book), KnownCrystal.Dataset("unseen", KnownCrystal.Many(100, 3, 3, seed: 9).Select(KnownCrystal.Sample)),
            minDefects: 3);
        Assert.True(triples.Errors["energy_per_site"].Median < 10, $"{triples.Errors["energy_per_site"]}");
        Assert.True(triples.Errors["gap"].Median < 20, $"{triples.Errors["gap"]}");
        Assert.Equal(BookFile.ToBytes(book), BookFile.ToBytes(BookFile.FromBytes(BookFile.ToBytes(book), "book")));
    }

    [Fact]
    public void A_book_bound_by_epochs_is_the_same_whatever_the_threads()
    {
        var once = Short with { Epochs = 1, Islands = 2 };
        var (one, two) = (Run(once with { Threads = 1 }), Run(once with { Threads = 3 }));

        Assert.Equal(Formulas(one), Formulas(two));
        Assert.NotEqual(Formulas(one), Formulas(Run(once with { Seed = 2 })));
    }

    [Fact]
    public void A_cancelled_campaign_gives_the_book_of_what_there_is_and_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        using var cancellation = new CancellationTokenSource();
        var one = Short with { Threads = 1 };

        var partial = Run(one, folder["checkpoint"], p => Cancel(cancellation, p), cancellation.Token)!;

        Assert.False(partial.Provenance.Complete);
        Assert.InRange(partial.Pairs.Count, 1, 4);
        Assert.NotNull(new Composer(partial).Predict(KnownCrystal.Many(1, 3, 3, seed: 1).Single()).FormationEnergy);

        var searched = new List<string>();
        var resumed = Run(one, folder["checkpoint"], p => Add(searched, p.Search));

        Assert.Equal(Formulas(Run(one)), Formulas(resumed));
        Assert.True(resumed!.Provenance.Complete);
        Assert.DoesNotContain(partial.Pairs[0].PairType + " energy", searched);
    }

    [Fact]
    public void A_campaign_cancelled_before_its_first_formula_gives_no_book()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Null(Run(Short, cancellation: cancelled.Token));
    }

    [Fact]
    public void A_checkpoint_of_another_campaign_or_a_damaged_one_is_refused()
    {
        using var folder = new TemporaryFolder();
        var single = KnownCrystal.Training(
            [.. KnownCrystal.One().Select(KnownCrystal.Sample), KnownCrystal.Sample(KnownCrystal.Two().First())]);
        var options = Short with { Epochs = 1 };
        Run(options, folder["checkpoint"], training: single);

        foreach (var other in (DiscoveryOptions[])[
            options with { Seed = 2 }, options with { Epochs = 3 }, options with { Islands = 2 }, options with
            {
                Properties = [Property.Gap]
            }
        ])
            Assert.Contains("other structures, properties", Fault(() => Run(other, folder["checkpoint"], training: single)));
        Assert.Contains("other structures, properties", Fault(() => Run(options, folder["checkpoint"])));
        Run(options with { Threads = 1 }, folder["checkpoint"], training: single);

        File.WriteAllText(folder["checkpoint"], "{");
        Assert.Contains("can't be read", Fault(() => Run(options, folder["checkpoint"], training: single)));
    }

    [Fact]
    public void A_spent_budget_still_gives_a_formula_for_each_pair_type()
    {
        var clock = new FakeClock();

        var book = Run(Short with { Epochs = null, Budget = TimeSpan.FromSeconds(100), Threads = 1 }, progress: _ => Pass(clock),
            clock: clock)!;

        Assert.True(book.Provenance.Complete);
        Assert.Equal("budget 100 s", book.Provenance.Bound);
        Assert.Equal(4, book.Pairs.Count);

        static void Pass(FakeClock clock) => clock.Pass(seconds: 15);
    }

    [Fact]
    public void A_property_that_no_structure_tells_is_refused() =>
        Assert.Contains("tells its homo", Fault(() => Run(
            Short with { Properties = [Property.Homo] },
            training: Training with { Samples = [.. Training.Samples.Select(s => s with { Homo = null })] })));

    private static FormulaBook? Run(
        DiscoveryOptions options, string? checkpoint = null, Action<DiscoveryProgress>? progress = null,
        CancellationToken cancellation = default, TrainingSet? training = null, TimeProvider? clock = null) =>
        LocalCampaign.Run(
            training ?? Training, options, checkpoint, progress is null
                ? null
                : new Told<DiscoveryProgress>(progress), clock ?? TimeProvider.System, cancellation);

    private static string Fault(Func<object?> run) => Assert.Throws<InputException>(run).Message;

    private static string[] Formulas(
        FormulaBook? book) => [.. book!.Pairs.SelectMany(p => p.Front.Prepend(p.Chosen)).Select(f => f.Text)];

    private static void Cancel(CancellationTokenSource cancellation, DiscoveryProgress progress)
    {
        if (progress.SearchesDone >= 1)
            cancellation.Cancel();
    }

    private static void Add(List<string> list, string word)
    {
        lock (list)
            list.Add(word);
    }

    /// <summary>Energies go to zero, gaps to the lower one of the two defects alone.</summary>
    private static void AssertDecays(PairFormula pair)
    {
        var far = new CompiledFormula(FormulaText.Parse(pair.Chosen.Text, ["r"])).Invoke(160);
        Assert.InRange(far, pair.Property == Property.Energy ? -0.01 : 0.3, pair.Property == Property.Energy ? 0.01 : 1.5);
    }
}
