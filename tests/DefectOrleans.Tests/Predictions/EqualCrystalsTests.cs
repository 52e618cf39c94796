using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Predictions;

/// <summary>One crystal has one answer, whatever supercell describes it.</summary>
public class EqualCrystalsTests
{
    private static readonly DefectFinder Finder = new(SampleCells.MoS2());

    private static readonly FormulaBook Pairs = SampleBooks.Small with
    {
        Cell = UnitCells.ToMessage(SampleCells.MoS2()),
        Trained = new TrainedCell(8, 8)
    };

    private static readonly FormulaBook Triples = Pairs with
    {
        Triples = [
            Triple("V_Mo|V_S|V_S", "exp(-(a + b)/2)*(4 - 3*c)"), Triple("V_S|V_S|V_S", "exp(-(a + b)/2)*c"),
            Triple("V_Mo|V_Mo|V_S", "exp(-a)/c")
        ],
    };

    private static readonly FormulaBook Apart = Pairs with { GapRule = GapRule.LevelsApart };

    private static readonly FormulaBook Old = Pairs with { Trained = null, Pairs = [.. Pairs.Pairs.Select(OnTheCell)] };

    [Fact]
    public void A_defect_among_its_own_images_is_not_said_to_be_unknown_alone()
    {
        var book = Pairs with { Pairs = [.. Pairs.Pairs.Where(p => p.Property == Contracts.Property.Energy)] };
        var narrow = Finder.Supercell(1, 1).With("narrow", [new PlacedDefect(DefectKind.Parse("V_S"), new LatticeSite(1, 0, 0))]);

        Assert.Equal(
            ["homo", "lumo", "gap"],
            new Composer(book).Predict(narrow).Missing.Where(m => m.Reason == "the book has no formulas for it")
                .Select(m => m.Value));
    }

    [Fact]
    public void Equal_crystals_have_equal_answers_in_composers_and_batches()
    {
        Composer[] composers = [.. ((FormulaBook[])[Pairs, Triples, Apart, Old]).Select(book => new Composer(book))];
        ForCrystals((random, small, large, times) =>
        {
            var composer = composers[random.Next(composers.Length)];
            var (one, many) = (composer.Predict(Finder.Find(small)), composer.Predict(Finder.Find(large)));

            AssertClose(one.EnergyPerSite, many.EnergyPerSite);
            AssertClose(one.Homo, many.Homo);
            AssertClose(one.Lumo, many.Lumo);
            AssertClose(one.Gap, many.Gap);
            foreach (var (structure, prediction) in (ReadOnlySpan<(LatticeStructure, Prediction)>)[(small, one), (large, many)])
            {
                var batch = new BatchComposer(composer, Finder).Predict(Batch(structure), 1, CancellationToken.None);
                AssertClose(prediction.FormationEnergy, batch.FormationEnergies[0]);
                AssertClose(prediction.Homo, batch.Homos[0]);
                AssertClose(prediction.Gap, batch.Gaps[0]);
                Assert.Equal(prediction.Warnings.Count > 0, batch.Outside.Length > 0);
            }
        });
    }

    [Fact]
    public void Equal_crystals_are_equal_sums_of_shells() => ForCrystals((_, small, large, times) =>
    {
        var index = new ShellIndex([Finder.Find(small), Finder.Find(large)], new PairReach(8, 8));
        var values = index.Shells.Select((_, i) => Math.Sin(i)).ToArray();

        Assert.Equal(times * index.CellsOf[0], index.CellsOf[1], 1e-12);
        Assert.Equal(times * Sum(0), Sum(1), 1e-9);
        Assert.Equal(index.PairsOf[0].Distinct().Order(), index.PairsOf[1].Distinct().Order());

        double Sum(int structure) => index.SummedOf[structure].Sum(s => s.Weight * values[s.Shell]);
    });

    [Fact]
    public void In_the_supercell_that_was_learned_from_every_pair_counts_once()
    {
        var random = new Random(1);
        foreach (var composer in (Composer[])[new(Pairs), new(Old)])
        {
            for (var i = 0; i < 20; i++)
            {
                var structure = Finder.Find(Drawn(8, 8, 2 + i % 6, random));
                var expected = -0.25 + structure.Defects.Sum(d => d.Kind.Site == "S" ? 3 : 7) + structure.Pairs
                    .Sum(p =>
                        p.Channel.Side == Side.Middle
                            ? -4 / p.DistanceAngstrom
                            : p.Channel.Type.First.Site == "S" && p.Channel.Side == Side.Same ? 2 / p.DistanceAngstrom : 0);

                Assert.Equal(expected, composer.Predict(structure).FormationEnergy!.Value, 1e-9);
            }
        }
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(6, 6)]
    [InlineData(5, 7)]
    [InlineData(4, 4)]
    public void An_old_books_tables_tell_the_supercell_that_it_was_trained_in(int a, int b) =>
        Assert.Equal(
            new PairReach(a, b), TrainedCells.Of(Pairs with { Pairs = [.. Pairs.Pairs.Select(p => OnTheCell(p, a, b))] }));

    [Fact]
    public void Three_body_terms_reach_no_farther_than_what_was_learned()
    {
        // An old book's: it says no range, and its polynomial runs away in the longest distance.
        var book = Old with { Triples = [Triple("V_S|V_S|V_S", "exp(-(a + b)/2)*c*c*c*c*c*c*c*c")] };
        var (composer, pairs) = (new Composer(book), new Composer(Old));
        var sites = Finder.Supercell(8, 8).SitesOf("S").ToArray();
        var largest = Enumerable.Range(1, 40).Max(i => Math.Abs(Term(8, sites[0], sites[i], sites[sites.Length - i])));

        for (var apart = 1; apart < 8; apart++)
        {
            var first = Finder.Supercell(16, 16).SitesOf("S").First();
            Assert.InRange(Math.Abs(Term(16, first, first + 16 * apart, first + 32 * apart)), 0, largest);
        }

        double Term(int cells, params int[] sites)
        {
            var cell = Finder.Supercell(cells, cells);
            var structure = cell.With(
                "three", sites.Select(site => new PlacedDefect(DefectKind.Parse("V_S"), cell.SiteAt(site))));
            return composer.Predict(structure).FormationEnergy!.Value - pairs.Predict(structure).FormationEnergy!.Value;
        }
    }

    [Fact]
    public void Tables_of_no_supercell_tell_none() => Assert.Null(TrainedCells.Of(Pairs));

    private static TripleFormula Triple(string kinds, string text) =>
        new() { Kinds = kinds, Chosen = new Formula(text, 1, 0, null), Front = [], Triples = 1, WithoutTerm = 0 };

    private static PairFormula OnTheCell(PairFormula pair) => OnTheCell(pair, 8, 8);

    /// <summary>The formula over a table of all distances of its channel in a supercell.</summary>
    private static PairFormula OnTheCell(PairFormula pair, int a, int b)
    {
        var (cell, type) = (Finder.Supercell(a, b), PairType.Parse(pair.PairType));
        var distances =
            from one in cell.SitesOf(type.First.Site)
            from other in cell.SitesOf(type.Second.Site)
            where one != other && cell.SideOf(one, other) == pair.Side
            select Math.Round(cell.Distance(one, other), 4);
        return pair with { Table = [.. distances.Distinct().Order().Select(r => new TablePoint(r, 0, 0.001, 1, 6))] };
    }

    /// <summary>A structure in a supercell and the same crystal in one that is several times as large.</summary>
    private static void ForCrystals(Action<Random, LatticeStructure, LatticeStructure, int> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var (a, b) = random.Next(4) == 0 ? (8, 8) : (random.Next(1, 5), random.Next(1, 5));
            var (timesA, timesB) = (random.Next(1, 4), random.Next(1, 3));
            var small = Drawn(a, b, random.Next(1, Math.Min(5, 3 * a * b) + 1), random);
            var large = new LatticeStructure("large", a * timesA, b * timesB,
            [
                .. from i in Enumerable.Range(0, timesA)
                   from j in Enumerable.Range(0, timesB)
                   from d in small.Defects
                   select d with { A = d.A + i * a, B = d.B + j * b },
            ])
            {
                Shear = b * random.Next(timesB),
            };
            holds(random, small, large, timesA * timesB);
        }));

    private static LatticeStructure Drawn(int a, int b, int defects, Random random)
    {
        var cell = Finder.Supercell(a, b);
        var sites = Enumerable.Range(0, cell.SiteCount).ToArray();
        random.Shuffle(sites);
        return new LatticeStructure("small", a, b,
            [
                .. sites.Take(defects)
                    .Select(site =>
                        new SiteDefect(
                            $"V_{cell.ElementAt(site)}", cell.SiteAt(site).Basis, cell.SiteAt(site).A, cell.SiteAt(site).B))
            ]);
    }

    private static LatticeBatch Batch(LatticeStructure structure) => new()
    {
        CellA = structure.CellA,
        CellB = structure.CellB,
        Shear = structure.Shear,
        Kinds = ["V_Mo", "V_S"],
        Counts = [structure.Defects.Count],
        Sites = [
            .. structure.Defects.Select(d =>
                Finder.Supercell(new CellShape(structure.CellA, structure.CellB, structure.Shear))
                    .IndexOf(new LatticeSite(d.Basis, d.A, d.B)))
        ],
        KindIndices = [.. structure.Defects.Select(d => d.Kind == "V_Mo" ? 0 : 1)],
    };

    private static void AssertClose(double? expected, double? actual) =>
        Assert.Equal(expected ?? double.NaN, actual ?? double.NaN, 1e-9);
}
