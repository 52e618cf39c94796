using DefectOrleans.Contracts;

namespace DefectOrleans.Engine.Books;

/// <summary>The readings of a book.</summary>
public static class BookReadings
{
    /// <summary>The names that users give readings, in order of the numbers that a reader has to remember.</summary>
    public static IReadOnlyList<string> Names { get; } = ["law", "short", "close"];

    /// <summary>The readings that a book has, from the shortest to the closest.</summary>
    public static IReadOnlyList<Reading> Of(FormulaBook book) =>
        [.. book.Readings.Select(r => r.Reading).Append(book.Reading).OrderDescending()];

    /// <summary>How users call a reading.</summary>
    public static string Name(Reading reading) => reading.ToString().ToLowerInvariant();

    /// <summary>The book in a reading: its formulas, energies and calibrations are that reading's.</summary>
    /// <param name="book">The book.</param>
    /// <param name="reading">The reading; null for the book's own.</param>
    /// <exception cref="InputException">The book has no such reading.</exception>
    public static FormulaBook In(FormulaBook book, Reading? reading)
    {
        if (reading is null || reading == book.Reading)
            return book;
        if (book.Readings.FirstOrDefault(r => r.Reading == reading) is not { } other)
            throw NoSuch(book, reading.Value);
        return book with
        {
            Reading = other.Reading,
            ReferenceEnergy = other.ReferenceEnergy,
            Singles = [.. book.Singles.Zip(other.Singles, (single, other) => single with { Energy = other.Energy })],
            Pairs = [.. book.Pairs.Zip(other.Formulas, (pair, formula) => pair with { Chosen = formula })],
            Calibrations = other.Calibrations,
            Arrangements = other.Arrangements,
            TripleGaps = other.TripleGaps,
            Readings = [.. book.Readings.Where(r => r.Reading != reading).Append(Aside(book))],
        };
    }

    /// <summary>The fault of asking for a reading that a book does not have.</summary>
    internal static InputException NoSuch(FormulaBook book, Reading reading) => new(
        $"the book of {book.Material} has no reading '{Name(reading)}'; expected {string.Join(", ", Of(book).Select(Name))}");

    /// <summary>A book's own reading as one of another's.</summary>
    public static BookReading Aside(FormulaBook book) => new()
    {
        Reading = book.Reading,
        ReferenceEnergy = book.ReferenceEnergy,
        Singles = [.. book.Singles.Select(s => new SingleEnergy(s.Kind, s.Energy))],
        Formulas = [.. book.Pairs.Select(p => p.Chosen)],
        Calibrations = book.Calibrations,
        Arrangements = book.Arrangements,
        TripleGaps = book.TripleGaps,
    };
}
