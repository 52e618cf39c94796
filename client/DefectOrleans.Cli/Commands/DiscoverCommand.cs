using System.CommandLine;
using DefectOrleans.Cli.Discovering;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects discover</c>: from 2DMD folders to a formula book.</summary>
internal static class DiscoverCommand
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromMinutes(5);

    private static readonly DiscoveryOptions Usual = new();

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var folders = Vocabulary.Paths("FOLDER", "2DMD folders whose structures with few defects train.");
        var book = Vocabulary.PathOption("--out", "BOOK.json", "Where the formula book goes.");
        var maxDefects = Vocabulary.Whole(
            "--max-defects", DiscoveryRequest.UsualMaxDefects, "Most defects of a structure that trains.", atLeast: 0);
        var dense = Vocabulary.PathsOption("--dense", "FOLDER…", "2DMD folders whose structures of any size train.");
        var fraction = Vocabulary.Share("--dense-fraction", 1, "Share of the dense structures that trains, drawn by seed.");
        var triples = Vocabulary.CountOrAll(
            "--triples",
            "Structures with three defects that train beside, for three-body terms: half picked for near defects, half drawn by "
                + "seed; or all of them.");
        var properties = Vocabulary.Properties(Usual.Properties);
        var budget = Vocabulary.Time(
            "--budget", "Time for the whole command, such as 5m; 5m where neither this nor --epochs is given.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a budget.");
        var islands = Vocabulary.Whole(
            "--islands", Usual.Islands, "Searches with seeds of their own for each pair type and property.", atLeast: 1);
        var seed = Vocabulary.Whole("--seed", Usual.Seed, "The seed that all others come from.", atMost: long.MaxValue);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var network = Vocabulary.OneOf(
            "--network", "BACKEND", [.. NetworkBackends.Names], "managed, or where it is installed torch or torch:cuda.");
        var resume = Vocabulary.Flag("--resume", "Goes on with the interrupted campaign beside the book.");
        var server = Vocabulary.Server("Service that searches; this process reads the folders, follows, and writes the book.");
        var skipBad = Vocabulary.SkipBad();
        var json = Vocabulary.Json();
        var command = new Command(
            "discover", "Learns a formula per pair type and property from 2DMD folders, and writes a formula book.")
        {
            folders, book, maxDefects, dense, fraction, triples, properties, budget, epochs, islands, seed, threads, network,
            resume, server, skipBad, json,
        };
        command.Validators.Add(words =>
        {
            if (words.GetResult(book) is null)
                words.AddError("no --out; expected --out BOOK.json, where the formula book goes");
            if (words.GetResult(folders) is null or { Tokens.Count: 0 } && words.GetResult(dense) is null or { Tokens.Count: 0 })
                words.AddError("no FOLDER; expected defects discover FOLDER… --out BOOK.json");
            if (words.GetResult(budget) is not null && words.GetResult(epochs) is not null)
                words.AddError("--budget and --epochs exclude each other; expected one of them");
            if (words.GetResult(server) is not null
                && (words.GetResult(threads) is not null || words.GetResult(resume) is { Implicit: false }))
                words.AddError("--threads and --resume are for searches in this process; expected neither beside --server");
        });
        command.SetAction(words =>
        {
            var request = new DiscoveryRequest
            {
                Folders = words.GetValue(folders)!,
                Dense = words.GetValue(dense)!,
                MaxDefects = words.GetResult(maxDefects) is { Implicit: false } ? (int)words.GetValue(maxDefects) : null,
                DenseFraction = words.GetValue(fraction),
                Triples = words.GetValue(triples),
                Options = Usual with
                {
                    Properties = words.GetValue(properties) is { Length: > 0 } some ? [.. some] : Usual.Properties,
                    Epochs = words.GetValue(epochs),
                    Budget = words.GetValue(budget) ?? (words.GetValue(epochs) is null ? UsualBudget : null),
                    Islands = (int)words.GetValue(islands),
                    Seed = words.GetValue(seed),
                    Threads = words.GetValue(threads) ?? Usual.Threads,
                    Network = words.GetValue(network)!,
                },
                Book = words.GetValue(book)!,
                Resume = words.GetValue(resume),
                Server = words.GetValue(server),
                SkipBad = words.GetValue(skipBad),
            };
            return Report(session, request, DiscoveryRun.Run(session, request), words.GetValue(json));
        });
        return command;
    }

    private static int Report(Session session, DiscoveryRequest request, DiscoveryOutcome outcome, bool json)
    {
        if (outcome.Book is not { } book)
        {
            if (request.Server is not null)
                return ExitCode.EndedEarly;
            session.Say("defects: ended before a formula was found; no book was written");
            return ExitCode.EndedEarly;
        }
        var formulas = BookFormula.From(book, pareto: false);
        if (json)
        {
            JsonDocuments.Write(session.Out, BookSummary.Json(book, formulas));
        }
        else
        {
            BookSummary.Write(session.Answers, book, formulas);
            session.Answers.Line($"Wrote {request.Book}");
        }
        if (outcome.IsComplete)
            return ExitCode.Done;
        session.Say(session.Cancellation.IsCancellationRequested
            ? $"defects: ended early; {request.Book} holds what was found, "
                + $"{Formulas(book.Pairs.Count)}{(request.Server is null ? " (--resume goes on)" : "")}"
            : $"defects: ended early; {request.Book} has no formula for {string.Join(", ", outcome.Missing)}");
        return ExitCode.EndedEarly;
    }

    private static string Formulas(int count) => count == 1 ? "1 formula" : $"{count} formulas";
}
