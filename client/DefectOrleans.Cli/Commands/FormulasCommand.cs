using System.CommandLine;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects formulas</c>: what a book has learned, in the language of the reader.</summary>
internal static class FormulasCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path(
            "BOOK", ShippedBooks.Words + ", or with --server the id of a served one.");
        string[] formats = [.. FormulaText.Languages.Select(l => l.Key), "csv", "json"];
        var format = Vocabulary.OneOf(
            "--format", "FORMAT", formats, $"{string.Join(", ", formats[..^1])} or {formats[^1]}.");
        var pareto = Vocabulary.Flag("--pareto", "All formulas of the Pareto fronts, not just the chosen ones.");
        var table = Vocabulary.Flag(
            "--table",
            "Instead, the table of arrangements beside the reading's formulas as CSV: energies of two and three defects.");
        var server = Vocabulary.Server("Service that has the book.");
        var reading = ReadingWords.Option();
        var command = new Command("formulas", "Prints the formulas of a book.") { book, format, pareto, table, reading, server };
        command.Requiring(book).SetAction(words =>
        {
            var read = BookReadings.In(
                RemoteService.Book(session, words.GetValue(book)!, words.GetValue(server)), words.GetValue(reading));
            if (words.GetValue(table))
            {
                ArrangementListing.WriteCsv(session.Out, read);
                return ExitCode.Done;
            }
            var formulas = BookFormula.From(read, words.GetValue(pareto));
            var word = words.GetValue(format);
            if (word == "json")
                JsonDocuments.Write(session.Out, BookSummary.Json(read, formulas));
            else if (word == "csv")
                FormulaListing.WriteCsv(session.Out, formulas);
            else if (FormulaText.Languages.First(l => l.Key == word).Language is var language && language != FormulaLanguage.Text)
                FormulaListing.Write(session.Out, language, formulas);
            else
                BookSummary.Write(session.Answers, read, formulas, words.GetValue(pareto));
            return ExitCode.Done;
        });
        return command;
    }
}
