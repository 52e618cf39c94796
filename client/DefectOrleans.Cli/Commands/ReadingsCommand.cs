using System.CommandLine;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Benchmarking.Readings;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench readings</c>: campaigns whose three readings are tested on denser structures.</summary>
internal static class ReadingsCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var usual = new DiscoveryOptions();
        var folders = Vocabulary.Paths("FOLDER", "2DMD folders with singles, pairs and denser structures, one a material.");
        var budget = Vocabulary.Time(
            "--budget", "Time for each campaign, such as 5m; 5m where neither this nor --epochs is given.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a budget.");
        var seeds = Vocabulary.Whole("--seeds", 5, "Campaigns of each material, each with a seed.", atLeast: 1, atMost: 1000);
        var seed = Vocabulary.Whole("--seed", 1, "The first one's seed.", atMost: long.MaxValue / 2);
        var islands = Vocabulary.Whole("--islands", usual.Islands, "Islands of each search.", atLeast: 1);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the tables here too, as a page.");
        var json = Vocabulary.Json();
        var command = new Command("readings", "The three readings of whole campaigns, and their errors on denser structures.")
        {
            folders, budget, epochs, seeds, seed, islands, threads, markdown, json,
        };
        command.Requiring(folders).Validators.Add(words =>
        {
            if (words.GetResult(budget) is not null && words.GetResult(epochs) is not null)
                words.AddError("--budget and --epochs exclude each other; expected one of them");
        });
        command.SetAction(words =>
        {
            var page = words.GetValue(markdown);
            if (page is not null)
                WholeFile.Probe(page);
            var bound = words.GetValue(epochs);
            var report = new ReadingsReport(new ReadingsRun(session, new ReadingsRequest(
                words.GetValue(folders)!, (int)words.GetValue(seeds), usual with
                {
                    Epochs = bound,
                    Budget = words.GetValue(budget) ?? (bound is null ? TimeSpan.FromMinutes(5) : null),
                    Seed = words.GetValue(seed),
                    Islands = (int)words.GetValue(islands),
                    Threads = words.GetValue(threads) ?? usual.Threads,
                })).Run());
            return BenchAnswer.Give(session, words, report, words.GetValue(json), page, "campaigns");
        });
        return command;
    }
}
