using DefectOrleans.Cli.Discovering;
using DefectOrleans.Cli.Output;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Crystals.Formats;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Demo;

/// <summary>The road from a folder to predictions, on a crystal whose laws are known.</summary>
internal static class DemoRun
{
    private const int Triples = 40, ManyDefects = 7;

    /// <summary>
    /// Writes the folder, discovers, compares, evaluates on triples, and predicts a structure with more defects.
    /// </summary>
    /// <exception cref="InputException">The folder can't be written to.</exception>
    public static int Run(Session session, string folder, long seed, TimeSpan budget, bool json)
    {
        var data = Path.Combine(folder, MadeUpCrystal.Material);
        var many = MadeUpStructures.Drawn(1, ManyDefects, seed).Single();
        WriteFiles(folder, data, many, seed);
        session.Say($"{data}: singles, pairs and {Triples} triples of a made-up crystal");

        var outcome = DiscoveryRun.Run(session, new DiscoveryRequest
        {
            Folders = [data],
            Options = new DiscoveryOptions { Budget = budget, Seed = seed },
            Book = Path.Combine(folder, "book.json"),
        });
        if (outcome.Book is null)
        {
            session.Say("defects: ended before a formula was found");
            return ExitCode.EndedEarly;
        }
        var report = new DemoReport(
            outcome.Book,
            Comparison.Of(BookReadings.In(outcome.Book, Reading.Short)),
            Evaluation.Run(new Composer(outcome.Book), DatasetReader.Read(data), minDefects: 3),
            new Composer(outcome.Book).Predict(new DefectFinder(MadeUpCrystal.UnitCell).Find(many)),
            new DefectFinder(MadeUpCrystal.UnitCell).Find(many));
        if (json)
            JsonDocuments.Write(session.Out, report.Json());
        else
            report.Write(session.Answers);
        return outcome.IsComplete ? ExitCode.Done : ExitCode.EndedEarly;
    }

    private static void WriteFiles(string folder, string data, Structure many, long seed)
    {
        try
        {
            MadeUpFolder.Write(
                data, [.. MadeUpStructures.Singles(), .. MadeUpStructures.Pairs(), .. MadeUpStructures.Drawn(Triples, 3, seed)]);
            File.WriteAllText(Path.Combine(folder, many.Name + ".cif"), CifWriter.Write(many));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: can't be written ({e.Message}); expected --out DIR with a writable place", e);
        }
    }
}
