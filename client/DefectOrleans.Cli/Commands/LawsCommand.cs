using System.CommandLine;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Benchmarking.Laws;
using DefectOrleans.Cli.Words;
using DefectOrleans.Contracts;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench laws</c>: one law for all pairs of a material, tested on denser structures.</summary>
internal static class LawsCommand
{
    private static readonly string[] Properties = ["energy", "gap"];

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var folder = Vocabulary.Path("FOLDER", "A 2DMD folder with singles, pairs and denser structures.");
        var properties = Vocabulary.SomeOf("--property", "NAMES", Properties, "Energies, gaps; both where none is named.");
        var seconds = Vocabulary.Seconds("--seconds", 60, "Time for each search.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a time.");
        var seeds = Vocabulary.Whole("--seeds", 5, "Searches of each property, each with a seed.", atLeast: 1, atMost: 1000);
        var seed = Vocabulary.Whole("--seed", 1, "The first one's seed.", atMost: long.MaxValue / 2);
        var complexity = Vocabulary.Whole("--max-complexity", 22, "Most complex law looked for.", atLeast: 1, atMost: 200);
        var own = Vocabulary.Whole("--max-own", 5, "Most numbers that each channel has for itself.", atLeast: 0, atMost: 8);
        var shared = Vocabulary.Whole("--max-shared", 3, "Most numbers that all channels share.", atLeast: 0, atMost: 8);
        var threads = Vocabulary.Whole("--threads", 2, "Threads, each with an island.", atLeast: 1, atMost: 1024);
        var markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the table here too, as a page.");
        var json = Vocabulary.Json();
        var command = new Command("laws", "One law for all pairs of a material, and its errors on denser structures.")
        {
            folder, properties, seconds, epochs, seeds, seed, complexity, own, shared, threads, markdown, json,
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
            string[] wanted = words.GetValue(properties) is { Length: > 0 } named ? named : Properties;
            var request = new LawsRequest(
                words.GetValue(folder)!,
                [.. wanted.Select(name => Enum.Parse<Property>(name, ignoreCase: true))],
                new StopRule { Budget = bound is null ? TimeSpan.FromSeconds(words.GetValue(seconds)) : null, Epochs = bound },
                (int)words.GetValue(seeds), words.GetValue(seed), (int)words.GetValue(complexity), (int)words.GetValue(own),
                (int)words.GetValue(shared), (int)words.GetValue(threads));
            var report = new LawsReport(new LawsRun(session, request).Run());
            return BenchAnswer.Give(session, words, report, words.GetValue(json), page, "searches");
        });
        return command;
    }
}
