using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Tests.Crystals;

namespace DefectOrleans.Tests.Arrangements;

public class ScanTests
{
    private static readonly ScanOptions All = new() { Top = 1_000_000, Threads = 2 };

    public static TheoryData<string, int, int, int> Spaces => new()
    {
        { "V_S", 4, 4, 0 },
        { "V_Mo + 2 V_S", 4, 4, 0 },
        { "3 V_S", 4, 4, 0 },
        { "2 V_Mo + 2 V_S", 3, 3, 0 },
        { "V_Mo + W_Mo + V_S + Se_S", 3, 3, 0 },
        { "2 V_S + 2 Se_S", 3, 3, 0 },
        { "2 V_Mo + V_S", 4, 3, 0 },
        { "V_Mo + 2 V_S", 4, 3, 2 },
        { "V_Mo + 3 V_S", 1, 3, 1 },
        { "4 V_Mo", 2, 2, 0 },
    };

    [Theory]
    [MemberData(nameof(Spaces))]
    public void A_scan_has_all_arrangements_by_their_multiplicities_with_the_composers_energies(
        string defects, int a, int b, int shear)
    {
        foreach (var book in (FormulaBook[])[ArrangementBooks.Whole, ArrangementBooks.WithTriples])
        {
            var scan = Scanned(book, defects, new CellShape(a, b, shear), All);
            var everything = Everything(book, defects, new CellShape(a, b, shear)).ConvertAll(p => p.FormationEnergy!.Value);

            Assert.True(scan.IsProven);
            Assert.Equal(everything.Count, scan.Arrangements);
            Assert.Equal(scan.Best.Count, scan.Inequivalent);
            var energies = scan.Best.Select(found => found.FormationEnergy).ToList();
            Assert.Equal(energies.Order(), energies);
            AssertClose(
                everything.Order(),
                scan.Best.SelectMany(found => Enumerable.Repeat(found.FormationEnergy, (int)found.Multiplicity)).Order());
        }
    }

    [Theory]
    [InlineData(ScanRank.Gap)]
    [InlineData(ScanRank.Homo)]
    [InlineData(ScanRank.Lumo)]
    public void Levels_rank_as_the_composer_tells_them(ScanRank rank)
    {
        var book = ArrangementBooks.Whole;
        var everything = Everything(book, "V_Mo + 2 V_S", new CellShape(3, 3)).ConvertAll(p => Of(p.Gap, p.Homo, p.Lumo));
        var highest = Scanned(book, "V_Mo + 2 V_S", new CellShape(3, 3), All with { Rank = rank });
        var lowest = Scanned(book, "V_Mo + 2 V_S", new CellShape(3, 3), All with { Rank = rank, Reversed = true });

        AssertClose(everything.OrderDescending(), Expanded(highest));
        AssertClose(everything.Order(), Expanded(lowest));

        IEnumerable<double> Expanded(Scan scan) =>
            scan.Best.SelectMany(f => Enumerable.Repeat(Of(f.Gap, f.Homo, f.Lumo), (int)f.Multiplicity));

        double Of(double? gap, double? homo, double? lumo) =>
            (rank switch { ScanRank.Gap => gap, ScanRank.Homo => homo, _ => lumo })!.Value;
    }

    [Theory]
    [MemberData(nameof(Spaces))]
    public void Branch_and_bound_finds_what_listing_finds(string defects, int a, int b, int shear)
    {
        var options = All with { Top = 7 };
        var listed = Scanned(ArrangementBooks.Whole, defects, new CellShape(a, b, shear), options);
        var bounded = Scanned(ArrangementBooks.Whole, defects, new CellShape(a, b, shear), options with { MostListed = 0 });

        Assert.Null(bounded.Inequivalent);
        Assert.True(bounded.IsProven);
        AssertEqual(listed.Best, bounded.Best);
    }

    [Theory]
    [InlineData("MoS2", "V_Mo", "V_S", 12)]
    [InlineData("BN", "V_B", "V_N", 12)]
    [InlineData("BN at 60°", "V_B", "V_N", 12)]
    [InlineData("P", "V_P", "As_P", 8)]
    [InlineData("SnTe", "V_Sn", "V_Te", 1)]
    public void The_layers_operations_are_found(string material, string one, string other, int operations)
    {
        var book = ArrangementBooks.Of(SampleCells.Named(material), one, other);
        var scan = Scanned(book, one, new CellShape(3, 3), All);
        Assert.Equal(9 * operations, scan.Operations);
    }

    [Fact]
    public void Symmetry_that_a_book_does_not_have_is_not_used()
    {
        // What is learned in a long cell knows images that a turn by 120° does not keep.
        var book = ArrangementBooks.Whole with { Trained = new TrainedCell(8, 3) };
        var scan = Scanned(book, "V_Mo + 2 V_S", new CellShape(3, 3), All);

        Assert.True(scan.Operations < 108);
        AssertClose(
            Everything(book, "V_Mo + 2 V_S", new CellShape(3, 3)).Select(p => p.FormationEnergy!.Value).Order(),
            scan.Best.SelectMany(f => Enumerable.Repeat(f.FormationEnergy, (int)f.Multiplicity)).Order());
    }

    [Fact]
    public void A_window_keeps_what_is_no_worse_and_any_number_of_threads_finds_the_same()
    {
        var shape = new CellShape(5, 5);
        var all = Scanned(ArrangementBooks.Whole, "V_Mo + 2 V_S", shape, All);
        var window = Scanned(
            ArrangementBooks.Whole, "V_Mo + 2 V_S", shape, All with { Window = 0.2, Threads = 1, MostListed = 0 });
        var some = all.Best.Where(found => found.FormationEnergy <= all.Best[0].FormationEnergy + 0.2).ToList();
        Assert.InRange(some.Count, 2, all.Best.Count - 1);
        AssertEqual(some, window.Best);
    }

    [Fact]
    public void Binding_energy_is_that_of_isolated_defects_less_the_arrangements()
    {
        var cell = Cell(ArrangementBooks.Whole, "V_Mo + 2 V_S", new CellShape(8, 8));
        var composer = new Composer(ArrangementBooks.Whole);
        double Alone(string kind, int basis) => Predicted(composer, cell, (kind, basis, 0, 0)).FormationEnergy!.Value;
        var isolated = Alone("V_Mo", 0) + 2 * Alone("V_S", 1);

        var best = ArrangementScanner.Run(cell, new ScanOptions { Top = 3 }, null, CancellationToken.None).Best;
        Assert.All(best, found => Assert.Equal(isolated - found.FormationEnergy, found.BindingEnergy, 1e-9));
        Assert.All(best, found =>
        {
            var defects = found.Structure.Defects.Select(d => (d.Kind, d.Basis, d.A, d.B)).ToArray();
            Assert.Equal(Predicted(composer, cell, defects).FormationEnergy!.Value, found.FormationEnergy, 1e-9);
            Assert.Equal(Predicted(composer, cell, defects).Gap!.Value, found.Gap!.Value, 1e-9);
        });
    }

    [Fact]
    public void A_scan_that_is_ended_says_so()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        var cell = Cell(ArrangementBooks.Whole, "V_Mo + 2 V_S", new CellShape(4, 4));
        var scan = ArrangementScanner.Run(cell, All, null, ended.Token);
        Assert.False(scan.IsProven);
        Assert.Null(scan.Inequivalent);
    }

    [Theory]
    [InlineData("V_Mo + 40 V_S", "40 defects on S sites (40 V_S); a cell of 4×4 has 32 of them")]
    [InlineData("20 V_S + 20 Se_S", "40 defects on S sites (20 V_S + 20 Se_S)")]
    [InlineData("V_Te", "'V_Te' is no defect of MoS2; expected a vacancy or substitution of Mo or S")]
    [InlineData("Te_S", "does not know the energy of Te_S; expected some of Se_S, V_Mo, V_S")]
    [InlineData("V_Mo + x", "'x' is no defect kind")]
    [InlineData("V_Mo + ", "'' in 'V_Mo + '")]
    [InlineData("0 V_S", "'0 V_S'")]
    [InlineData("٣ V_S", "'٣ V' of the defect kind '٣ V_S' is no element")]
    [InlineData("99999999999 V_S", "'99999999999 V_S'")]
    [InlineData("V_S + V_S", "has V_S twice")]
    public void What_can_not_be_arranged_is_refused_with_the_reason(string defects, string fault)
    {
        var refused = Assert.Throws<InputException>(
            () => Cell(ArrangementBooks.Whole, defects, new CellShape(4, 4)));
        Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_the_book_does_not_know_is_named()
    {
        var book = ArrangementBooks.Whole with
        {
            Pairs = [.. ArrangementBooks.Whole.Pairs.Where(p => p.PairType != "V_Mo|V_Mo")],
        };
        Cell(book, "V_Mo + V_S", new CellShape(4, 4));
        Assert.Contains("no formula for the energy of V_Mo|V_Mo",
            Assert.Throws<InputException>(() => Cell(book, "2 V_Mo", new CellShape(4, 4))).Message, StringComparison.Ordinal);
    }

    private static CellEnergies Cell(FormulaBook book, string defects, CellShape shape) =>
        new(book, shape, DefectCounts.Parse(defects));

    private static Scan Scanned(FormulaBook book, string defects, CellShape shape, ScanOptions options) =>
        ArrangementScanner.Run(Cell(book, defects, shape), options, null, CancellationToken.None);

    private static Prediction Predicted(
        Composer composer, CellEnergies cell, params (string Kind, int Basis, int A, int B)[] defects) =>
        composer.Predict(cell.Supercell.With("x", defects.Select(d =>
            new PlacedDefect(DefectKind.Parse(d.Kind), new LatticeSite(d.Basis, d.A, d.B)))));

    /// <summary>What the composer says of every arrangement there is.</summary>
    private static List<Prediction> Everything(FormulaBook book, string defects, CellShape shape)
    {
        var cell = Cell(book, defects, shape);
        var composer = new Composer(book);
        var kinds = cell.Counts.Kinds.SelectMany(kind => Enumerable.Repeat(kind.Kind, kind.Count)).ToList();
        var placed = new List<PlacedDefect>();
        var all = new List<Prediction>();
        Place(0, 0);
        return all;

        void Place(int defect, int from)
        {
            if (defect == kinds.Count)
            {
                all.Add(composer.Predict(cell.Supercell.With("x", placed)));
                return;
            }
            for (var site = from; site < cell.Supercell.SiteCount; site++)
            {
                var place = cell.Supercell.SiteAt(site);
                if (cell.Supercell.ElementAt(site) != kinds[defect].Site || placed.Any(p => p.Site == place))
                    continue;
                placed.Add(new PlacedDefect(kinds[defect], place));
                Place(defect + 1, defect + 1 < kinds.Count && kinds[defect + 1] == kinds[defect] ? site + 1 : 0);
                placed.RemoveAt(placed.Count - 1);
            }
        }
    }

    private static void AssertEqual(IReadOnlyList<ScannedArrangement> expected, IReadOnlyList<ScannedArrangement> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.Structure.Defects, pair.Second.Structure.Defects);
            Assert.Equal(pair.First.FormationEnergy, pair.Second.FormationEnergy);
            Assert.Equal(pair.First.Multiplicity, pair.Second.Multiplicity);
        });
    }

    private static void AssertClose(IEnumerable<double> expected, IEnumerable<double> actual)
    {
        var (one, other) = (expected.ToList(), actual.ToList());
        Assert.Equal(one.Count, other.Count);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }
}
