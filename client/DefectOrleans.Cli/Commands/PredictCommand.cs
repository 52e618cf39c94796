using System.CommandLine;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Predicting;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects predict</c>: energies and levels of structures.</summary>
internal static class PredictCommand
{
    /// <summary>Files between two looks at the clock.</summary>
    private const int AtOnce = 500;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(2);

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path(
            "BOOK", ShippedBooks.Words + ", or with --server the id of a served one.");
        var files = Vocabulary.Paths(
            "FILE",
            $"Structures: {StructureFormats.Names}, plain or packed (gzip, zip); files, folders, or patterns such as "
                + $"'runs/**/CONTCAR'.");
        var json = Vocabulary.Json();
        var csv = Vocabulary.Flag("--csv", "Answers as CSV, one row per structure.");
        var skipBad = Vocabulary.Flag("--skip-bad", "Leaves bad files and structures out, and says so, instead of refusing all.");
        var reading = ReadingWords.Option();
        var server = Vocabulary.Server("Service that has the book and predicts.");
        var command = new Command(
            "predict",
            $"Energies, and {Quantity.NamesOfLevels} where the book has them, of structures with any number of defects.")
        {
            book, files, reading, server, skipBad, json, csv,
        };
        command.Requiring(book, files).SetAction(words =>
        {
            if (words.GetValue(json) && words.GetValue(csv))
                throw new InputException("--json and --csv exclude each other; expected one of them");
            var predictions = Predictions(
                session, words.GetValue(book)!, words.GetValue(reading), StructurePaths.Of(words.GetValue(files)!),
                words.GetValue(server), words.GetValue(skipBad));
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, new { predictions = predictions.Select(PredictionReport.Json) });
            else if (words.GetValue(csv))
                PredictionCsv.Write(session.Out, predictions);
            else if (predictions is [var only])
                PredictionReport.Write(session.Answers, only);
            else
                PredictionTable.Write(session.Out, predictions);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Predicts every file's structures before anything is printed.</summary>
    /// <exception cref="InputException">The first file, in the order given, that can't be read or matched, unless bad ones are
    /// left out; or all are bad.</exception>
    private static List<Prediction> Predictions(
        Session session, string book, Reading? reading, List<string> files, Uri? server, bool skipBad)
    {
        using var remote = server is null ? null : new RemoteService(session, server);
        Func<IEnumerable<string>, IEnumerable<FileAnswer>> predict = remote is null
            ? new LocalPredictor(BookReadings.In(ShippedBooks.Read(book), reading), session.Cancellation).Of
            : new RemotePredictor(remote, book, reading, skipBad, session.Cancellation).Of;
        var (answers, told) = (new List<FileAnswer>(), session.Clock.GetTimestamp());
        for (var done = 0; done < files.Count; done += AtOnce)
        {
            if (done > 0 && session.Clock.GetElapsedTime(told) >= BetweenLines)
            {
                session.Say($"{done} of {files.Count} files predicted");
                told = session.Clock.GetTimestamp();
            }
            foreach (var answer in predict(files.Skip(done).Take(AtOnce)))
                answers.Add(answer.Fault is null || skipBad ? answer : throw answer.Fault);
        }
        var bad = answers.FindAll(answer => answer.Fault is not null);
        if (bad.Count == answers.Count)
            throw new InputException($"none of {bad.Count} structures can be predicted, first: {bad[0].Fault!.Message}");
        if (bad.Count > 0)
            session.Say($"{bad.Count} of {answers.Count} structures left out, first: {bad[0].Fault!.Message}");
        return [.. StructureIds.Apart(answers).Select(answer => answer.Prediction).OfType<Prediction>()];
    }
}
