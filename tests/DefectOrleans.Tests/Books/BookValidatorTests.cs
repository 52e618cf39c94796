using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Books;

/// <summary>What a book may not hold is named with its place and what was expected.</summary>
public class BookValidatorTests
{
    private static readonly FormulaBook Good = SampleBooks.Small;

    public static TheoryData<string, string> Faulty => new()
    {
        { "material empty", "the material is empty" },
        { "material long", "the material 'MMMM" },
        { "material of two lines", "the material 'Mo?S2' holds a control character" },
        { "levels", "levels of the reference 9; expected Raw, Normalized, Relative" },
        { "gap rule", "a gap by rule 9" },
        { "reference energy", "the reference energy is NaN; expected a finite number" },
        { "pristine", "the pristine crystal" },
        { "no atom", "no atom" },
        { "flat cell", "nearly parallel" },
        { "small cell", "lattice vector a of 0.001 Å; expected 1 to 1000 Å" },
        { "many sites", "a unit cell of 201 sites; expected at most 200" },
        { "element", "site 0 of the unit cell: 'Xx' is no element; expected a symbol such as Mo" },
        { "far site", "site 0 of the unit cell is at NaN" },
        { "one place", "sites 0 and 1 of the unit cell (Mo, S) are on one place" },
        { "single twice", "singles[2] (V_S): there is an entry of this kind already" },
        { "single of no element", "singles[0] (V_Xx): 'Xx' of the defect kind 'V_Xx' is no element" },
        { "single of no kind", "singles[0] (hole): 'hole' is no defect kind" },
        { "single's energy", "singles[0] (V_Mo): its energy or a level is no finite number" },
        { "many singles", "1001 single defects; expected at most 1000" },
        { "pair twice", "pairs[8] (V_S|V_Mo, Middle, Energy): there is an entry of this pair type" },
        { "pair of one", "pairs[0] (V_S, Middle, Energy): no pair type" },
        { "side", "pairs[0] (V_Mo|V_S, 7, Energy): no such side or property; expected Same, Opposite, Middle" },
        { "many pairs", "20001 entries of pairs; expected at most 20000" },
        { "many formulas", "100008 formulas; expected at most 100000" },
        { "table", "pairs[0] (V_Mo|V_S, Middle, Energy), table[1]: a distance of 2 Å; expected rising ones" },
        { "table of nothing", "table[0]: NaN ± 0.001 eV at 2 Å; expected finite numbers" },
        { "long table", "a table of 10001 distances; expected at most 10000" },
        { "infinite constant", "pairs[0] (V_Mo|V_S, Middle, Energy), chosen formula: " },
        { "word", "front[0]: Formula 'exq(r)', column 1" },
        { "long text", "chosen formula: a formula of 20001 characters; expected at most 20000" },
        { "many tokens", "chosen formula: a formula of 1001 tokens; expected at most 1000" },
        { "many constants", "chosen formula: a formula of 201 constants; expected at most 200" },
        { "depth", "chosen formula: a formula of 201 operators within each other; expected at most 200" },
        { "error", "chosen formula: errors of -1 and  eV; expected finite numbers, none below 0" },
        { "triple out of order", "triples[0] (V_S|V_Mo|V_S): expected three defect kinds in order" },
        { "triple twice", "triples[1] (V_Mo|V_S|V_S): there is an entry of these kinds already" },
        { "triple's formula", "triples[0] (V_Mo|V_S|V_S), chosen formula: Formula 'r', column 1" },
        { "form", "symmetryBreakings[0] (V_Mo): NaN ± 0 eV" },
        { "weak neighbour", "symmetryBreakings[0] (V_Mo): a weak neighbour V_Mo, Middle, at 7 Å" },
        { "arrangement", "arrangements.entries[0] (V_S|V_Mo): expected two or three defect kinds in order" },
        { "arrangement's sides", "arrangements.entries[0] (V_Mo|V_S|V_S): 1 sides and 1 distances" },
        { "triple's gap", "tripleGaps (V_Mo|V_S|V_S): a triple without three distances" },
        { "calibration twice", "calibrations[1] (Gap): expected one of each property" },
        { "calibration", "calibrations[0] (Gap): a floor of -1 eV" },
        { "provenance", "made in NaN s" },
        { "training", "the name of training structures" },
        { "null", "pairs[0].chosen is missing or null" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_fault_is_named_with_its_place(string which, string said)
    {
        var message = Assert.Throws<InputException>(() => BookValidator.Require(Make(which), "book.json")).Message;
        Assert.StartsWith("book.json: ", message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.True(message.Length < 2000, message);
    }

    [Fact]
    public void A_book_of_ours_has_no_fault() => Assert.Empty(BookValidator.Faults(Good));

    [Fact]
    public void All_faults_are_named_at_once_and_of_many_the_first_ten()
    {
        var two = Good with { ReferenceEnergy = double.NaN, Cell = Good.Cell with { Sites = [new UnitCellSite("Xx", 0, 0, 0)] } };
        Assert.Equal(2, BookValidator.Faults(two).Count());
        Assert.Contains("; site 0 of the unit cell", Assert.Throws<InputException>(() => BookValidator.Require(two)).Message,
            StringComparison.Ordinal);
        var many = Good with { Singles = [.. Enumerable.Repeat(Good.Singles[0], 500)] };
        var message = Assert.Throws<InputException>(() => BookValidator.Require(many)).Message;
        Assert.EndsWith("; and more", message, StringComparison.Ordinal);
        Assert.Equal(10, message.Split("; expected one").Length - 1);
    }

    private static FormulaBook Make(string which) => which switch
    {
        "material empty" => Good with { Material = "" },
        "material long" => Good with { Material = new string('M', 201) },
        "material of two lines" => Good with { Material = "Mo\nS2" },
        "levels" => Good with { Levels = (LevelReference)9 },
        "gap rule" => Good with { GapRule = (GapRule)9 },
        "reference energy" => Good with { ReferenceEnergy = double.NaN },
        "pristine" => Good with { Pristine = new Levels(double.PositiveInfinity, null, null) },
        "no atom" => Sites(),
        "flat cell" => Cell([[3.19, 0, 0], [3.19, 0.01, 0], [0, 0, 15]]),
        "small cell" => Cell([[0.001, 0, 0], [0, 3, 0], [0, 0, 15]]),
        "many sites" => Sites([.. Enumerable.Range(0, 201).Select(i => new UnitCellSite("S", i / 201.0, 0, 0))]),
        "element" => Sites(new UnitCellSite("Xx", 0, 0, 0)),
        "far site" => Sites(new UnitCellSite("Mo", double.NaN, 0, 0)),
        "one place" => Sites(new UnitCellSite("Mo", 0, 0.5, 0), new UnitCellSite("S", 1, -0.5, 0.999)),
        "single twice" => Good with { Singles = [.. Good.Singles, Good.Singles[1]] },
        "single of no element" => Single(Good.Singles[0] with { Kind = "V_Xx" }),
        "single of no kind" => Single(Good.Singles[0] with { Kind = "hole" }),
        "single's energy" => Single(Good.Singles[0] with { Energy = double.NegativeInfinity }),
        "many singles" => Good with { Singles = [.. Enumerable.Repeat(Good.Singles[0], 1001)] },
        "pair twice" => Good with { Pairs = [.. Good.Pairs, Good.Pairs[0] with { PairType = "V_S|V_Mo" }] },
        "pair of one" => First(p => p with { PairType = "V_S" }),
        "side" => First(p => p with { Side = (Side)7 }),
        "many pairs" => Good with { Pairs = [.. Enumerable.Repeat(Good.Pairs[0], 20_001)] },
        "many formulas" => First(p => p with { Front = [.. Enumerable.Repeat(p.Chosen, 100_000 - 7)] }),
        "table" => First(p => p with { Table = [.. p.Table.Reverse()] }),
        "table of nothing" => First(p => p with { Table = [p.Table[0] with { Value = double.NaN }] }),
        "long table" => First(p => p with { Table = [.. Enumerable.Repeat(p.Table[0], 10_001)] }),
        "infinite constant" => Text("1e999*r"),
        "word" => First(p => p with { Front = [p.Chosen with { Text = "exq(r)" }] }),
        "long text" => Text(new string(' ', 20_000) + "r"),
        "many tokens" => Text(Balanced(501)),
        "many constants" => Text(string.Join("*", Enumerable.Repeat("1.5", 201))),
        "depth" => Text(string.Join(" + ", Enumerable.Repeat("r", 202))),
        "error" => First(p => p with { Chosen = p.Chosen with { MeanAbsoluteError = -1, LeftOutError = null } }),
        "triple out of order" => Good with { Triples = [Triple("V_S|V_Mo|V_S", "a")] },
        "triple twice" => Good with { Triples = [Triple("V_Mo|V_S|V_S", "a"), Triple("V_Mo|V_S|V_S", "b + c")] },
        "triple's formula" => Good with { Triples = [Triple("V_Mo|V_S|V_S", "r")] },
        "calibration twice" => Good with { Calibrations = [new(Property.Gap, 0.1, 1, 9), new(Property.Gap, 0.1, 1, 9)] },
        "calibration" => Good with { Calibrations = [new(Property.Gap, -1, 1, 9)] },
        "form" => Good with { SymmetryBreakings = [Form(double.NaN)] },
        "weak neighbour" => Good with { SymmetryBreakings = [Form(-0.1, new ChannelDistance("V_Mo", Side.Middle, 7))] },
        "arrangement" => Good with { Arrangements = Table("V_S|V_Mo") },
        "arrangement's sides" => Good with { Arrangements = Table("V_Mo|V_S|V_S") },
        "triple's gap" => Good with
        {
            TripleGaps =
            [
                new TripleGaps
                {
                    Kinds = "V_Mo|V_S|V_S", Deviation = 0.1, Shared = 0.1, Scales = [1, 1, 1, 1], WithoutTable = 0.1,
                    LeftOutError = 0.05,
                    Points = [new TripleGapPoint { Distances = [3], Sides = [], Gaps = [], IsFreed = false, Weight = 1 }],
                },
            ],
        },
        "provenance" => Good with { Provenance = Good.Provenance with { Seconds = double.NaN } },
        "training" =>
            Good with { Provenance = Good.Provenance with { Training = [new TrainingFolder("some", [new string('x', 201)])] } },
        "null" => First(p => p with { Chosen = null! }),
        _ => throw new ArgumentException(which),
    };

    private static FormulaBook Cell(IReadOnlyList<IReadOnlyList<double>> lattice) =>
        Good with { Cell = Good.Cell with { Lattice = lattice } };

    private static SymmetryBreaking Form(double energy, params ChannelDistance[] weak) =>
        new() { Kind = "V_Mo", Energy = energy, Deviation = 0, Weak = weak };

    private static ArrangementTable Table(string kinds) => new()
    {
        Reach = 9,
        Entries =
        [
            new ArrangementEnergy
            {
                Kinds = kinds, Sides = [Side.Middle], Distances = [3], Energy = 0.1, Deviation = 0.01, Structures = 1,
            },
        ],
    };

    private static FormulaBook Sites(params UnitCellSite[] sites) => Good with { Cell = Good.Cell with { Sites = sites } };

    private static FormulaBook Single(SingleDefect first) => Good with { Singles = [first, Good.Singles[1]] };

    private static FormulaBook First(Func<PairFormula, PairFormula> change) =>
        Good with { Pairs = [change(Good.Pairs[0]), .. Good.Pairs.Skip(1)] };

    private static FormulaBook Text(string text) => First(p => p with { Chosen = p.Chosen with { Text = text } });

    private static TripleFormula Triple(string kinds, string text) => new()
    {
        Kinds = kinds, Chosen = new Formula(text, 1, 0, null), Front = [], Triples = 1, WithoutTerm = 0,
    };

    /// <summary>A sum of so many variables that is as shallow as can be.</summary>
    private static string Balanced(int leaves) =>
        leaves == 1 ? "r" : $"({Balanced(leaves / 2)} + {Balanced(leaves - leaves / 2)})";
}
