using System.CommandLine;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Serving;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects predict</c>: energies and levels of structures.</summary>
internal static class PredictCommand
{
    /// <summary>A file of some hundred atoms is some ten kilobytes.</summary>
    private const int FilesOfRequest = 200;

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path("BOOK", "Formula book that 'defects discover' wrote, or with --server the id of a served one.");
        var files = Vocabulary.Paths("FILE", $"Structures: {StructureFormats.Names}.");
        var json = Vocabulary.Json();
        var csv = Vocabulary.Flag("--csv", "Answers as CSV, one row per structure.");
        var server = Vocabulary.Server("Service that has the book and predicts.");
        var command = new Command("predict", "Formation energy, energy per site, HOMO, LUMO and gap of structures with any number of defects.")
        {
            book, files, server, json, csv,
        };
        command.Requiring(book, files).SetAction(words =>
        {
            if (words.GetValue(json) && words.GetValue(csv))
                throw new InputException("--json and --csv exclude each other; expected one of them");
            var predictions = words.GetValue(server) is { } address
                ? Ask(session, address, words.GetValue(book)!, words.GetValue(files)!)
                : Predict(session, new Composer(BookFile.Read(words.GetValue(book)!)), words.GetValue(files)!);
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, new { predictions = predictions.Select(PredictionReport.Json) });
            else if (words.GetValue(csv))
                PredictionCsv.Write(session.Out, predictions);
            else
                predictions.ForEach(prediction => PredictionReport.Write(session.Answers, prediction));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Predicts every file's structure before anything is printed.</summary>
    /// <exception cref="InputException">The first file, in the order given, that can't be read or matched.</exception>
    private static List<Prediction> Predict(Session session, Composer composer, string[] files)
    {
        var finder = new DefectFinder(UnitCells.FromMessage(composer.Book.Material, composer.Book.Cell));
        var outcomes = files.AsParallel().AsOrdered().WithCancellation(session.Cancellation).Select(file =>
        {
            try
            {
                return new Outcome([.. StructureReader.ReadFile(file).Select(structure => composer.Predict(finder.Find(structure)))], null);
            }
            catch (InputException fault)
            {
                return new Outcome(null, At(file, fault));
            }
        }).ToList();
        return [.. outcomes.SelectMany(o => o.Fault is null ? o.Predictions! : throw o.Fault)];
    }

    /// <summary>Asks a service about the files, some at a time.</summary>
    private static List<Prediction> Ask(Session session, Uri address, string book, string[] files)
    {
        using var remote = new RemoteService(session, address);
        return
        [
            .. files.SelectMany(StructureReader.TextsOf).Chunk(FilesOfRequest).SelectMany(some => RemoteService.Wait(remote.Questions.Predict(
                book,
                new PredictionRequest { Files = [.. some.Select(file => new StructureFile(file.Source, file.Text))] },
                session.Cancellation)).Predictions),
        ];
    }

    private sealed record Outcome(IReadOnlyList<Prediction>? Predictions, InputException? Fault);

    private static InputException At(string file, InputException fault) =>
        fault.Message.StartsWith(file, StringComparison.Ordinal) ? fault : new InputException($"{file}: {fault.Message}", fault);
}
