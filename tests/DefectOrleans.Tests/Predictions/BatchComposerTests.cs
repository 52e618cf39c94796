using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Crystals;
using FsCheck;
using FsCheck.Fluent;
using Property = DefectOrleans.Contracts.Property;

namespace DefectOrleans.Tests.Predictions;

public class BatchComposerTests
{
    // Se_S is not in the book; V_Mo|V_Mo and vacancies on opposite sides have no formula.
    private static readonly string[] Kinds = ["V_Mo", "V_S", "Se_S"];

    private static readonly FormulaBook Whole = SampleBooks.Small with { Cell = UnitCells.ToMessage(SampleCells.MoS2()) };

    private static TripleFormula Triple(string kinds, string text) =>
        new() { Kinds = kinds, Chosen = new Formula(text, 5, 0.01, null), Front = [], Triples = 10, WithoutTerm = 0.02 };

    private static SymmetryBreaking Form(string kind, params ChannelDistance[] weak) =>
        new() { Kind = kind, Energy = -0.25, Deviation = 0.01, Weak = weak };

    private static readonly DefectFinder Finder = new(SampleCells.MoS2());

    [Fact]
    public void A_batch_says_what_the_composer_says_of_each_structure()
    {
        FormulaBook[] books =
        [
            Whole,
            Whole with { Pairs = SampleBooks.Learning(Property.Gap).Pairs, Pristine = null },
            Whole with
            {
                GapRule = GapRule.LevelsApart,
                Pairs = SampleBooks.Learning(Property.Energy, Property.Homo, Property.Lumo).Pairs
            },
            Whole with { GapRule = GapRule.LevelsApart, Levels = LevelReference.Relative },
            Whole with { Triples = [Triple("V_Mo|V_S|V_S", "a/b/c"), Triple("V_S|V_S|V_S", "exp(-a)")] },
            Whole with { SymmetryBreakings = [Form("V_Mo", new ChannelDistance("V_Mo|V_S", Side.Middle, 4.01)), Form("V_S")] },
            Whole with
            {
                Pairs = SampleBooks.Learning(Property.Energy).Pairs,
                Singles = [new SingleDefect("V_S", 3, new Levels(null, 1, null))]
            },
            SampleBooks.WithMoments with { Cell = Whole.Cell },
            SampleBooks.WithMoments with
            {
                Cell = Whole.Cell,
                Pristine = new Levels(-1, 0.75, 1.75) { Others = [new PropertyValue(Property.Moment, 0)] },
                Pairs = [.. SampleBooks.WithMoments.Pairs.Where(p => p.Property == Property.Moment)],
            },
        ];
        Check.QuickThrowOnFailure(Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var composer = new Composer(books[random.Next(books.Length)]);
            var (a, b) = (random.Next(1, 7), random.Next(1, 7));
            var shear = random.Next(2) == 0 ? 0 : random.Next(b);
            var structures = Enumerable.Range(0, 20).Select(i => Drawn($"{i}", new CellShape(a, b, shear), random)).ToList();
            var answer = new BatchComposer(composer, Finder)
                .Predict(Batch(a, b, structures) with { Shear = shear }, version: 7, CancellationToken.None);

            Assert.Equal(7, answer.BookVersion);
            var alone = structures.ConvertAll(s => composer.Predict(Finder.Find(s)));
            AssertClose(alone.Select(p => p.FormationEnergy), answer.FormationEnergies);
            AssertClose(alone.Select(p => p.Homo), answer.Homos, composer.Book, Property.Homo);
            AssertClose(alone.Select(p => p.Lumo), answer.Lumos, composer.Book, Property.Lumo);
            AssertClose(alone.Select(p => p.Gap), answer.Gaps, composer.Book, Property.Gap);
            var told = alone[0].Others?.Select(other => (other.Property, other.Unit)) ?? [];
            Assert.Equal(told, answer.Others?.Select(other => (other.Property, other.Unit)) ?? []);
            foreach (var (other, at) in (answer.Others ?? []).Select((other, at) => (other, at)))
                AssertClose(alone.Select(p => p.Others![at].Value), other.Values);
            Assert.Equal(Enumerable.Range(0, alone.Count).Where(i => alone[i].Warnings.Count > 0), answer.Outside);
        }));
    }

    [Fact]
    public void Nothing_is_allocated_for_a_structure()
    {
        var composer = new BatchComposer(
            new Composer(SampleBooks.Learning(Property.Energy, Property.Gap) with { Cell = Whole.Cell }), Finder);
        var (few, many) = (Triples(1_000), Triples(21_000));
        Allocated(few);
        var more = Allocated(many) - Allocated(few);
        // Energies, gaps and the list of those outside (as it grew, and as it is told) take 32 bytes each; objects would take
        // more.
        Assert.InRange(more, 0, 20_000 * 5 * sizeof(double));

        long Allocated(LatticeBatch batch)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            composer.Predict(batch, 1, CancellationToken.None);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Theory]
    [InlineData("structure 1: site 99")]
    [InlineData("structure 1: kind 5")]
    [InlineData("structure 1: V_Mo on site 20")]
    [InlineData("structure 1: two defects on site 18")]
    [InlineData("structure 0: -1 defects")]
    [InlineData("4 sites and 3 kind indices")]
    [InlineData("structure 1: its 9 defects")]
    [InlineData("have 3 defects together")]
    [InlineData("0×3 unit cells")]
    [InlineData("50000×50000 unit cells")]
    [InlineData("'V' is no defect kind")]
    [InlineData("33 kinds")]
    public void A_batch_that_does_not_hold_together_is_refused_with_the_structures_number(string fault)
    {
        var good = new LatticeBatch
        {
            CellA = 3,
            CellB = 3,
            Kinds = Kinds,
            Counts = [2, 2],
            Sites = [0, 9, 18, 19],
            KindIndices = [0, 1, 1, 2]
        };
        var bad = fault switch
        {
            "structure 1: site 99" => good with { Sites = [0, 9, 18, 99] },
            "structure 1: kind 5" => good with { KindIndices = [0, 1, 1, 5] },
            "structure 1: V_Mo on site 20" => good with { Sites = [0, 9, 18, 20], KindIndices = [0, 1, 1, 0] },
            "structure 1: two defects on site 18" => good with { Sites = [0, 9, 18, 18] },
            "structure 0: -1 defects" => good with { Counts = [-1, 5] },
            "4 sites and 3 kind indices" => good with { KindIndices = [0, 1, 1] },
            "structure 1: its 9 defects" => good with { Counts = [2, 9] },
            "have 3 defects together" => good with { Counts = [2, 1] },
            "0×3 unit cells" => good with { CellA = 0 },
            "50000×50000 unit cells" => good with { CellA = 50_000, CellB = 50_000 },
            "'V' is no defect kind" => good with { Kinds = ["V", "V_S", "Se_S"] },
            _ => good with { Kinds = [.. Enumerable.Repeat("V_S", 33)] },
        };
        var composer = new BatchComposer(new Composer(Whole), Finder);

        Assert.Equal(2, composer.Predict(good, 1, CancellationToken.None).Gaps.Length);
        Assert.Contains(fault, Assert.Throws<InputException>(() => composer.Predict(bad, 1, CancellationToken.None)).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Triples of V_Mo, V_S and V_S in an 8×8 cell.</summary>
    internal static LatticeBatch Triples(int count)
    {
        var random = new Random(1);
        return Batch(8, 8, [.. Enumerable.Range(0, count).Select(i => new LatticeStructure($"{i}", 8, 8,
        [
            new SiteDefect("V_Mo", 0, random.Next(8), random.Next(8)),
            new SiteDefect("V_S", 1, random.Next(8), random.Next(8)),
            new SiteDefect("V_S", 2, random.Next(8), random.Next(8)),
        ]))]);
    }

    internal static LatticeBatch Batch(int a, int b, IReadOnlyCollection<LatticeStructure> structures) => new()
    {
        CellA = a,
        CellB = b,
        Kinds = Kinds,
        Counts = [.. structures.Select(s => s.Defects.Count)],
        Sites = [.. structures.SelectMany(s => s.Defects).Select(d => (d.Basis * a + d.A) * b + d.B)],
        KindIndices = [.. structures.SelectMany(s => s.Defects).Select(d => Array.IndexOf(Kinds, d.Kind))],
    };

    private static LatticeStructure Drawn(string id, CellShape shape, Random random)
    {
        var supercell = Finder.Supercell(shape);
        var sites = Enumerable.Range(0, supercell.SiteCount).ToArray();
        random.Shuffle(sites);
        return new LatticeStructure(id, shape.CellA, shape.CellB,
        [
            .. sites.Take(random.Next(0, Math.Min(9, sites.Length))).Select(site => supercell.SiteAt(site))
                .Select(site => new SiteDefect(
                    site.Basis == 0 ? "V_Mo" : random.Next(4) == 0 ? "Se_S" : "V_S", site.Basis, site.A, site.B)),
        ],
        shape.Shear);
    }

    private static void AssertClose(IEnumerable<double?> expected, double[] actual, FormulaBook book, Property property)
    {
        var told = property switch
        {
            Property.Gap => book.GapRule == GapRule.LevelsApart || book.Pairs.Any(p => p.Property == property),
            _ => book.Levels != LevelReference.Relative && book.Pairs.Any(p => p.Property == property),
        };
        if (told)
            AssertClose(expected, actual);
        else
            Assert.Empty(actual);
    }

    private static void AssertClose(IEnumerable<double?> expected, double[] actual) => Assert.All(
        expected.Zip(actual, (one, other) => (one, other)),
        pair =>
        {
            if (pair.one is { } value)
                Assert.Equal(value, pair.other, 1e-12);
            else
                Assert.Equal(double.NaN, pair.other);
        });
}
