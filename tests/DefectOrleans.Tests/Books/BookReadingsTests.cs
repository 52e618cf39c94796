using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Service;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Books;

public class BookReadingsTests
{
    private static readonly FormulaBook Close = SampleBooks.Small;

    /// <summary>A book whose short formulas are half of its close ones, with energies of their own.</summary>
    private static readonly FormulaBook Both = Close with
    {
        Reading = Reading.Short,
        ReferenceEnergy = 0.5,
        Singles = [.. Close.Singles.Select(s => s with { Energy = 1 })],
        Pairs = [.. Close.Pairs.Select(p => p with { Chosen = p.Chosen with { Text = $"({p.Chosen.Text})/2" } })],
        Readings = [BookReadings.Aside(Close)],
    };

    [Fact]
    public void A_reading_has_its_energies_and_formulas_and_gives_the_others_back()
    {
        var close = BookReadings.In(Both, Reading.Close);

        Assert.Equal(Close.ReferenceEnergy, close.ReferenceEnergy);
        Assert.Equal(Close.Singles, close.Singles);
        Assert.Equal(Close.Pairs.Select(p => p.Chosen), close.Pairs.Select(p => p.Chosen));
        Assert.Equal(BookFile.ToBytes(Both), BookFile.ToBytes(BookReadings.In(close, Reading.Short)));
    }

    [Fact]
    public void A_reading_that_a_book_does_not_have_is_refused()
    {
        var fault = Assert.Throws<InputException>(() => BookReadings.In(Both, Reading.Law));

        Assert.Equal("the book of MoS2 has no reading 'law'; expected short, close", fault.Message);
    }

    [Fact]
    public void An_older_book_is_read_closely()
    {
        Assert.Equal([Reading.Close], BookReadings.Of(Close));
        Assert.Same(Close, BookReadings.In(Close, Reading.Close));
    }

    [Fact]
    public void A_service_answers_by_the_reading_that_is_asked_for()
    {
        var answers = new BookAnswers("both", 1, Both);
        double Energy(Reading? reading) => answers.Predict(
            new PredictionRequest
            {
                Structures = [new LatticeStructure("pair", 6, 6, [new SiteDefect("V_Mo", 0, 0, 0)])], Reading = reading,
            }, default).Predictions[0].FormationEnergy!.Value;

        Assert.NotEqual(Energy(Reading.Short), Energy(Reading.Close));
        Assert.Equal(Energy(Reading.Short), Energy(null));
        var fault = Assert.Throws<DefectServiceException>(() => Energy(Reading.Law));
        Assert.Equal((ServiceFault.Invalid, "the book of MoS2 has no reading 'law'; expected short, close"),
            (fault.Fault, fault.Message));
    }

    [Theory]
    [InlineData("twice", "readings Short, Short; expected each once")]
    [InlineData("formulas", "readings[0]: 7 formulas; expected one for each of 8 pairs")]
    [InlineData("singles", "readings[0]: energies of 1 single defects; expected those of the book in its order")]
    [InlineData("number", "readings[0]: an energy is no finite number")]
    [InlineData("text", "readings[0], formulas[0]: Formula 'exq(r)'")]
    [InlineData("law's form", "laws[0] (Energy): Formula 'a*exq(r)'")]
    [InlineData("law's numbers", "laws[0] (Energy): a channel has more or fewer own numbers than 1")]
    [InlineData("law's names", "laws[0] (Energy): names a, a; expected different letters")]
    public void What_a_reading_may_not_hold_is_named(string wrong, string fault) =>
        Assert.Contains(BookValidator.Faults(Wrong(wrong)), told => told.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Readings_and_laws_travel_in_a_book_s_file()
    {
        var book = Both with { Laws = [Law], ReadingReason = "Because." };

        var read = BookFile.FromBytes(BookFile.ToBytes(book), "book");

        Assert.Equal(BookFile.ToBytes(book), BookFile.ToBytes(read));
        Assert.Equal("a*exp(-1.50(2)*r)", WrittenLaw.Form(read.Laws[0], Engine.Formulas.Text.FormulaLanguage.Text));
    }

    private static BookLaw Law { get; } = new()
    {
        Property = Property.Energy,
        Form = "a*exp(-1.503*r)",
        OwnNames = ["a"],
        Shared = [new StatedNumber(1.503, 0.02)],
        Members = [new LawMember("V_Mo|V_S", Side.Middle, [new StatedNumber(2, 0.1)])],
        Exceptions = [new LawException("V_S|V_S", Side.Same)],
        Complexity = 9,
    };

    private static FormulaBook Wrong(string what)
    {
        var reading = Both.Readings[0];
        return what switch
        {
            "twice" => Both with { Readings = [reading with { Reading = Reading.Short }] },
            "formulas" => Both with { Readings = [reading with { Formulas = [.. reading.Formulas.Skip(1)] }] },
            "singles" => Both with { Readings = [reading with { Singles = [.. reading.Singles.Skip(1)] }] },
            "number" => Both with { Readings = [reading with { ReferenceEnergy = double.NaN }] },
            "text" => Both with
            {
                Readings =
                [
                    reading with { Formulas = [reading.Formulas[0] with { Text = "exq(r)" }, .. reading.Formulas.Skip(1)] },
                ],
            },
            "law's form" => Both with { Laws = [Law with { Form = "a*exq(r)" }] },
            "law's numbers" => Both with { Laws = [Law with { Members = [Law.Members[0] with { Own = [] }] }] },
            _ => Both with { Laws = [Law with { OwnNames = ["a", "a"] }] },
        };
    }
}
