using System.Collections.Immutable;
using System.CommandLine;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Pairs;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench tables</c>: how well formulas of r alone describe a folder's pair energies.</summary>
internal static class TablesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var folder = Vocabulary.Path("FOLDER", "A 2DMD folder with structures of one and two defects.");
        var pairs = Vocabulary.Names("--pair", "PAIR",
            "Pair types such as 'V_Mo|V_S', with commas between or given again; all of them where none is named.");
        var seconds = Vocabulary.Seconds("--seconds", 50, "Time for each pair type.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a time.");
        var complexity = Vocabulary.Whole("--max-complexity", 40, "Most complex formula looked for.", atLeast: 1, atMost: 200);
        var islands = Vocabulary.Whole("--islands", 2, "Searches with seeds of their own.", atLeast: 1, atMost: 64);
        var seed = Vocabulary.Whole("--seed", 1, "The seed that all others come from.", atMost: long.MaxValue);
        var threads = Vocabulary.Whole("--threads", 2, "Threads.", atLeast: 1, atMost: 1024);
        var markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the table here too, as a page.");
        var json = Vocabulary.Json();
        var command = new Command("tables", "Formulas of V(r) for pair types of a 2DMD folder, and their errors.")
        {
            folder, pairs, seconds, epochs, complexity, islands, seed, threads, markdown, json,
        };
        command.Requiring(folder).Validators.Add(words =>
        {
            if (words.GetResult(seconds) is { Implicit: false } && words.GetResult(epochs) is not null)
                words.AddError("--seconds and --epochs exclude each other; expected one of them");
        });
        command.SetAction(words =>
        {
            var page = words.GetValue(markdown);
            if (page is not null)
                WholeFile.Probe(page);
            var bound = words.GetValue(epochs);
            var options = new PlainPairOptions
            {
                Stop = PairSearch.StopAt(bound is null ? TimeSpan.FromSeconds(words.GetValue(seconds)) : null, bound),
                MaxComplexity = (int)words.GetValue(complexity),
                Islands = (int)words.GetValue(islands),
                Seed = unchecked((ulong)words.GetValue(seed)),
                Threads = (int)words.GetValue(threads),
            };
            var report =
                new TablesReport(Search(session, Tables(session, words.GetValue(folder)!, words.GetValue(pairs)!), options));
            return BenchAnswer.Give(session, words, report, words.GetValue(json), page, "pair types");
        });
        return command;
    }

    /// <summary>A folder's tables, or some of them by their pair types.</summary>
    /// <exception cref="InputException">The folder has none, or not those.</exception>
    public static ImmutableArray<PlainPairTable> Tables(Session session, string folder, string[] named)
    {
        var dataset = Folders.Read(session, folder, new ReadOptions { MaxDefects = 2 });
        var tables = PlainPairTable.Of(new TrainingSelection().Pick([dataset], []));
        if (tables.IsEmpty)
            throw new InputException(
                $"{folder}: no pair type with two or more structures of two defects; expected a folder with singles and pairs");
        var wanted = named.Select(PairType.Parse).ToHashSet();
        foreach (var type in wanted.Where(type => tables.All(t => t.Type != type)))
            throw new InputException(
                $"--pair: {folder} has no table of {type}; expected some of {string.Join(", ", tables.Select(t => t.Type))}");
        return wanted.Count == 0 ? tables : [.. tables.Where(t => wanted.Contains(t.Type))];
    }

    private static ImmutableArray<PlainPairFit> Search(
        Session session, ImmutableArray<PlainPairTable> tables, PlainPairOptions options)
    {
        var fits = ImmutableArray.CreateBuilder<PlainPairFit>();
        foreach (var table in tables)
        {
            if (session.Cancellation.IsCancellationRequested)
                break;
            var fit = PlainPairFit.Run(table, options, session.Clock, session.Cancellation);
            if (session.Cancellation.IsCancellationRequested)
                break;
            fits.Add(fit);
            session.Say($"{table.Type}: {TablesReport.MeV(fit)} meV on {table.Points.Count} points");
        }
        return fits.ToImmutable();
    }
}
