using System.CommandLine;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects formulas</c>: what a book has learned, in the language of the reader.</summary>
internal static class FormulasCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path(
            "BOOK", "Formula book that 'defects discover' wrote, or with --server the id of a served one.");
        var format = Vocabulary.OneOf(
            "--format", "FORMAT", ["text", "latex", "sympy", "csv", "json"], "text, latex, sympy, csv or json.");
        var pareto = Vocabulary.Flag("--pareto", "All formulas of the Pareto fronts, not just the chosen ones.");
        var server = Vocabulary.Server("Service that has the book.");
        var reading = ReadingWords.Option();
        var command = new Command("formulas", "Prints the formulas of a book.") { book, format, pareto, reading, server };
        command.Requiring(book).SetAction(words =>
        {
            var read = BookReadings.In(
                RemoteService.Book(session, words.GetValue(book)!, words.GetValue(server)), words.GetValue(reading));
            var formulas = BookFormula.From(read, words.GetValue(pareto));
            switch (words.GetValue(format))
            {
                case "latex":
                    FormulaListing.WriteLatex(session.Out, formulas);
                    break;
                case "sympy":
                    FormulaListing.WriteSymPy(session.Out, formulas);
                    break;
                case "csv":
                    FormulaListing.WriteCsv(session.Out, formulas);
                    break;
                case "json":
                    JsonDocuments.Write(session.Out, BookSummary.Json(read, formulas));
                    break;
                default:
                    BookSummary.Write(session.Answers, read, formulas, words.GetValue(pareto));
                    break;
            }
            return ExitCode.Done;
        });
        return command;
    }
}
