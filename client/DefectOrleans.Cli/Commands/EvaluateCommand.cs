using System.CommandLine;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects evaluate</c>: a book's errors on structures that did not train it.</summary>
internal static class EvaluateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path(
            "BOOK", ShippedBooks.Words + ", or with --server the id of a served one.");
        var folders = Vocabulary.Paths("FOLDER", "2DMD folders of the book's material.");
        var minDefects = Vocabulary.Whole("--min-defects", 1, "Leaves structures with fewer defects out.", atLeast: 0);
        var reading = ReadingWords.Option();
        var skipBad = Vocabulary.SkipBad();
        var json = Vocabulary.Json();
        var server = Vocabulary.Server("Service that has the book.");
        var command = new Command(
            "evaluate", "Errors in meV by set, class of defects and property, on structures that did not train the book.")
        {
            book, folders, minDefects, reading, server, skipBad, json,
        };
        command.Requiring(book, folders).SetAction(words =>
        {
            var read = BookReadings.In(
                RemoteService.Book(session, words.GetValue(book)!, words.GetValue(server)), words.GetValue(reading));
            var options = new ReadOptions { SkipBad = words.GetValue(skipBad) };
            // The book's own reading first, then, where none was asked for, the others beside it.
            Reading[] readings = [read.Reading, .. words.GetValue(reading) is null ? read.Readings.Select(r => r.Reading) : []];
            Composer[] composers = [.. readings.Select(r => new Composer(BookReadings.In(read, r)))];
            var sets = words.GetValue(folders)!
                .Select(folder => Read(session, read, folder, options))
                .Select(dataset => composers
                    .Select(composer => new ReadErrors(
                        composer.Book.Reading, Evaluation.Run(composer, dataset, (int)words.GetValue(minDefects))))
                    .ToList())
                .ToList();
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, EvaluationReport.Json(sets));
            else
                sets.ForEach(set => EvaluationReport.Write(session.Answers, set));
            return ExitCode.Done;
        });
        return command;
    }

    private static Dataset Read(Session session, FormulaBook book, string folder, ReadOptions options)
    {
        var dataset = Folders.Read(session, folder, options);
        if (Evaluation.NamedAlike(book, dataset) is var alike and > 0)
        {
            session.Say(
                $"note: {folder} has {alike} ids that trained the book in "
                    + $"{string.Join(", ", book.Provenance.Training.Select(t => t.Folder).Distinct())}; "
                    + "a folder of another name counts as other structures: one that was renamed would be tested on what it "
                    + "trained");
        }
        return dataset;
    }
}
