using System.CommandLine;
using System.Text;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Plots;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Datasets.Quantities;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Evaluations;
using DefectOrleans.Engine.Predictions;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects plot</c>: a book's formulas over their points, Pareto fronts, and errors on structures, as SVG.</summary>
internal static class PlotCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path("BOOK", ShippedBooks.Words + ".");
        var folders = Vocabulary.Paths(
            "FOLDER", "2DMD folders of the book's material; their structures that did not train it show its errors.");
        var directory = Vocabulary.PathOption("--out", "DIR", "Folder that the figures go to; made where there is none.");
        var properties = Vocabulary.SomeOf(
            "--property", "NAMES", Quantity.Words.Split(", "),
            $"What is drawn: some of {Quantity.Words}, with commas between; all that the book has where it is not given.");
        var pairs = Vocabulary.Names(
            "--pair", "PAIR", "A pair type such as \"V_Mo|V_S\"; may be given again. All where it is not given.");
        var reading = ReadingWords.Option();
        var skipBad = Vocabulary.SkipBad();
        var json = Vocabulary.Json();
        var command = new Command(
            "plot", "Figures of a book as SVG: formulas over their points, Pareto fronts, errors by class of defects.")
        {
            book, folders, directory, properties, pairs, reading, skipBad, json,
        };
        command.Requiring(book).Validators.Add(words =>
        {
            if (words.GetResult(directory) is null)
                words.AddError("no --out; expected --out DIR, the folder that the figures go to");
        });
        command.SetAction(words =>
        {
            var path = words.GetValue(book)!;
            var read = BookReadings.In(ShippedBooks.Read(path), words.GetValue(reading));
            var asked = words.GetValue(properties)!.Select(word => Quantity.All.First(q => q.Word == word).Property).ToList();
            var plotted = PlottedPair.Of(read, path, asked, [.. words.GetValue(pairs)!.Select(PairType.Parse)]);
            var figures = new BookFigures(read);
            List<Figure> drawn = [.. figures.OfPairs(plotted)];
            if (words.GetValue(folders) is { Length: > 0 } given)
            {
                var composer = new Composer(read);
                var options = new ReadOptions { SkipBad = words.GetValue(skipBad) };
                List<Property> told = asked.Count > 0 ? asked : [.. read.Pairs.Select(p => p.Property).Distinct().Order()];
                drawn.AddRange(given.Select(folder => Folders.Read(session, folder, options))
                    .SelectMany(dataset =>
                        figures.OfStructures(dataset, Evaluation.Predict(composer, dataset, minDefects: 1), told)));
            }
            Write(session, words.GetValue(directory)!, drawn, words.GetValue(json));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Writes all figures; they are drawn before, so that a fault leaves the folder as it was.</summary>
    private static void Write(Session session, string directory, IReadOnlyList<Figure> figures, bool json)
    {
        session.Cancellation.ThrowIfCancellationRequested();
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{directory}: the folder can't be made ({e.Message}); expected a folder to write figures to", e);
        }
        foreach (var figure in figures)
            WholeFile.Write(PathOf(figure), Encoding.UTF8.GetBytes(figure.Svg));
        if (json)
        {
            JsonDocuments.Write(session.Out, new
            {
                files = figures.Select(f => new
                {
                    file = PathOf(f), shows = f.Shows, property = f.Property.ToString().ToLowerInvariant(),
                    pair_type = f.PairType, folder = f.Folder,
                }),
            });
            return;
        }
        foreach (var figure in figures)
            session.Out.WriteLine(PathOf(figure));

        string PathOf(Figure figure) => Path.Combine(directory, figure.Name + ".svg");
    }
}
