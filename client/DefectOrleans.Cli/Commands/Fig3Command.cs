using System.CommandLine;
using System.Globalization;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Benchmarking.Fig3;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench fig3</c>: errors on real structures beside those of the paper's Fig. 3.</summary>
internal static class Fig3Command
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(15);

    private static readonly int[] UsualCurve = [20, 40, 80];

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var usual = new DiscoveryOptions();
        var root = Vocabulary.Path("ROOT", "Root of a 2DMD archive, with low_density_defects and high_density_defects in it.");
        var fraction = Vocabulary.Share(
            "--training-fraction", 0.5, "Share of the dense structures that trains; the others test.");
        var seeds = Vocabulary.Whole("--seeds", 1,
            "Trials of each dense row, each with a seed and with test structures of its own.", atLeast: 1, atMost: 100);
        var triples = Vocabulary.Whole("--triples", 0, "Adds rows that learn from so many triples too.", atLeast: 0);
        var noCurve = Vocabulary.Flag("--no-curve", "Leaves the learning curve out.");
        var budget = Vocabulary.Time(
            "--budget", "Time for each material, such as 15m; 15m where neither this nor --epochs is given.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a budget.");
        var islands = Vocabulary.Whole(
            "--islands", usual.Islands, "Searches with seeds of their own for each pair type and property.", atLeast: 1);
        var seed = Vocabulary.Whole("--seed", usual.Seed, "The seed that all others come from.", atMost: long.MaxValue);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var markdown = Vocabulary.PathOption("--markdown", "FILE",
            "Writes tables and formulas here too, as a page, and figures into a folder of its name beside it.");
        var json = Vocabulary.Json();
        var command = new Command(
            "fig3", "Errors on MoS2 and WSe2 beside those of Fig. 3 of Lazarev and Ustyuzhanin, from a 2DMD root.")
        {
            root, fraction, seeds, triples, noCurve, budget, epochs, islands, seed, threads, markdown, json,
        };
        command.Validators.Add(words =>
        {
            if (words.GetResult(budget) is not null && words.GetResult(epochs) is not null)
                words.AddError("--budget and --epochs exclude each other; expected one of them");
        });
        command.Requiring(root).SetAction(words =>
        {
            if (words.GetValue(markdown) is { } place)
                WholeFile.Probe(place);
            var options = usual with
            {
                Epochs = words.GetValue(epochs),
                Budget = words.GetValue(budget) ?? (words.GetValue(epochs) is null ? UsualBudget : null),
                Islands = (int)words.GetValue(islands),
                Seed = words.GetValue(seed),
                Threads = words.GetValue(threads) ?? usual.Threads,
            };
            options.Validate();
            var request = new Fig3Request(
                words.GetValue(root)!, options, (int)words.GetValue(seeds), words.GetValue(fraction),
                (int)words.GetValue(triples),
                words.GetValue(noCurve) ? [] : UsualCurve);
            var report = new Fig3Report(Fig3Run.Of(session, request), Settings(request));
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, report.Json());
            else
                report.Write(session.Answers);
            if (words.GetValue(markdown) is { } page)
                report.Page(Markdown.CommandLine(words), Machine.This(), session.Clock.GetUtcNow(), new Fig3Figures(page))
                    .WriteTo(page);
            if (!session.Cancellation.IsCancellationRequested)
                return ExitCode.Done;
            session.Say("defects: ended early; the answer is of the rows that were done");
            return ExitCode.EndedEarly;
        });
        return command;
    }

    private static string Settings(Fig3Request request) => Paragraph.Of(
        typeof(Fig3Report), "fig3-settings",
        ("dense", (100 * request.Fraction).ToString("0.#", CultureInfo.InvariantCulture)),
        ("draws", request.Seeds == 1
            ? "1 draw"
            : $"{request.Seeds} draws, which test each structure equally often where that is possible"),
        ("seed", request.Options.Seed),
        ("islands", request.Options.Islands),
        ("threads", request.Options.Threads),
        ("bound", request.Options.Budget is { } budget
            ? $"{Duration.Write(budget)} for all books of a material"
            : $"{request.Options.Epochs} epochs"));
}
