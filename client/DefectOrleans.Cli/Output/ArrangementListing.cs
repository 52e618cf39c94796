using System.Globalization;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Cli.Output;

/// <summary>A book's table of arrangements as CSV, one row for each.</summary>
internal static class ArrangementListing
{
    /// <summary>Writes a header and the rows.</summary>
    /// <exception cref="InputException">The book's reading has no table.</exception>
    public static void WriteCsv(TextWriter writer, FormulaBook book)
    {
        if (book.Arrangements is not { } table)
            throw new InputException(
                $"the reading '{BookReadings.Name(book.Reading)}' of the book of {book.Material} has no table of arrangements; "
                    + "expected one that was learned from structures with three defects or more (--reading close)");
        CsvDocuments.Write(
            writer,
            ["kinds", "sides", "distances_A", "energy_eV", "deviation_eV", "structures"],
            table.Entries.Select(e => (string[])
            [
                e.Kinds,
                string.Join(' ', e.Sides.Select(Written.Name)),
                string.Join(' ', e.Distances.Select(d => CsvDocuments.Number(d))),
                CsvDocuments.Number(e.Energy),
                CsvDocuments.Number(e.Deviation),
                e.Structures.ToString(CultureInfo.InvariantCulture),
            ]));
    }
}
