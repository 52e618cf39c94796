using System.Security.Cryptography;
using System.Text;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Service;

namespace DefectOrleans.Fuzz;

/// <summary>Books as files, and what is asked of them.</summary>
internal static class BookTargets
{
    private static readonly PredictionRequest Question = new()
    {
        Files = [new StructureFile("x.cif", StructureTargets.Cif)],
        Structures = [
            new LatticeStructure("three", 8, 6,
                [new SiteDefect("V_Nb", 0, 0, 0), new SiteDefect("V_Te", 1, 2, 3), new SiteDefect("V_Te", 2, 5, 1)])
        ],
    };

    private static readonly FormulaBook Plain = new()
    {
        Material = MadeUpCrystal.Material,
        Cell = UnitCells.ToMessage(MadeUpCrystal.UnitCell),
        Levels = LevelReference.Raw,
        ReferenceEnergy = MadeUpCrystal.ReferenceEnergy,
        Pristine = new Levels(-0.7, null, null),
        Singles = [
            .. MadeUpCrystal.Singles.Select(s =>
                new SingleDefect(s.Key, s.Value.Energy, new Levels(0.9 - s.Value.Gap, 0.9, s.Value.Gap)
                {
                    Others = [new PropertyValue(Property.Moment, 1)],
                }))
        ],
        Pairs = [
            .. MadeUpCrystal.Laws.SelectMany(law => (PairFormula[])[Learned(law, Property.Energy), Learned(law, Property.Gap)]),
            Learned(MadeUpCrystal.Laws[0], Property.Moment),
        ],
        Triples = [
            new TripleFormula
            {
                Kinds = "V_Nb|V_Te|V_Te",
                Chosen = new Formula("0.1*exp(-(a + b)/2)/c", 20, 0.001, null),
                Front = [],
                Triples = 12,
                WithoutTerm = 0.02
            }
        ],
        Calibrations = [new ErrorCalibration(Property.Energy, 0.01, 1.2, 30)],
        Provenance = new Provenance
        {
            Version = "0.1.0", Finished = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), Seconds = 12.3, Threads = 2,
            Islands = 2, Seed = 1,
            Network = "managed", Bound = "3 epochs", Complete = true, Training = [new TrainingFolder("MadeUp", ["one", "two"])],
        },
    };

    /// <summary>
    /// A book of the made-up crystal's laws, with a front, a term of three, a moment, a law and two readings.
    /// </summary>
    public static FormulaBook Sample { get; } = Plain with
    {
        Reading = Reading.Short,
        Readings = [BookReadings.Aside(Plain)],
        Laws =
        [
            new BookLaw
            {
                Property = Property.Energy,
                Form = "a*exp(-1.503*r)",
                OwnNames = ["a"],
                Shared = [new StatedNumber(1.503, 0.02)],
                Members = [new LawMember(Plain.Pairs[0].PairType, Plain.Pairs[0].Side, [new StatedNumber(2, 0.1)])],
                Exceptions = [],
                Complexity = 9,
            },
        ],
    };

    public static IEnumerable<Target> All() =>
    [
        new("book file", [BookFile.ToBytes(Sample)], bytes => Ask(BookFile.FromBytes(bytes, "book.json"))) { Weight = 5 },
        new("book file with its checksum", [BookFile.ToBytes(Sample)], bytes => Ask(BookFile.FromBytes(bytes, "book.json")))
        {
            Seal = Sealed
        },
    ];

    /// <summary>What a service does with a book: it puts it, answers from it, and prints its formulas.</summary>
    public static void Ask(FormulaBook book)
    {
        var answers = new BookAnswers("x", 1, book);
        foreach (var formula in book.Pairs.SelectMany(p => p.Front.Append(p.Chosen)))
            FormulaText.Print(FormulaText.Parse(formula.Text, ["r"]), FormulaLanguage.Latex, ["r"]);
        foreach (var law in book.Laws)
            WrittenLaw.Form(law, FormulaLanguage.Latex);
        foreach (var reading in BookReadings.Of(book))
            answers.Predict(Question with { Reading = reading }, CancellationToken.None);
    }

    private static PairFormula Learned(MadeUpLaw law, Property property) => new()
    {
        PairType = law.Channel.Type.ToString(),
        Side = law.Channel.Side,
        Property = property,
        Chosen = new Formula(law.Text(property), 12, 0.0005, 0.0012),
        Front = [new Formula("0.25", 1, 0.2, null), new Formula(law.Text(property), 12, 0.0005, 0.0012)],
        Table = [new TablePoint(2.1, 0.3, 0.001, 4, 6), new TablePoint(9.8, -0.01, 0.001, 2, 12)],
    };

    private static byte[] Sealed(byte[] bytes)
    {
        var start = "\"sha256\": \""u8;
        const int Length = 64;
        var at = bytes.AsSpan().IndexOf(start) + start.Length;
        if (at < start.Length || at + Length > bytes.Length)
            return bytes;
        byte[] rest = [.. bytes[..at], .. bytes[(at + Length)..]];
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(rest))).CopyTo(bytes, at);
        return bytes;
    }
}
