using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench choice</c>: rules that choose one formula of a front, by points held out.</summary>
internal static class ChoiceCommand
{
    private const string UsualNoise = "0.02,0.05,0.1";

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var built = BenchmarkSet.Nguyen.Concat(BenchmarkSet.Livermore).ToDictionary(p => p.Name.ToLowerInvariant());
        var problems = Vocabulary.SomeOf(
            "--problems", "NAMES", built.Keys, "Some laws, such as nguyen-1,livermore-3. [default: all]");
        var noises = Vocabulary.Names(
            "--noise", "SHARES", $"Noise on their targets, as shares of their deviations. [default: {UsualNoise}]");
        var folder = Vocabulary.PathOption("--tables", "FOLDER", "Pair energies of a 2DMD folder, beside the laws.");
        var pairs = Vocabulary.Names("--pair", "PAIR", "Some of the folder's pair types, such as 'V_Mo|V_S'. [default: all]");
        var runs = Vocabulary.Whole("--runs", 3, "Searches of each table.", atLeast: 1, atMost: 1000);
        var seconds = Vocabulary.Seconds("--seconds", 5, "Time of a search.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island in a search, instead of a time.");
        var islands = Vocabulary.Whole("--islands", 2, "Islands of a search.", atLeast: 1, atMost: 64);
        var seed = Vocabulary.Whole("--seed", 1, "The seed that all others come from.", atMost: long.MaxValue);
        var threads = Vocabulary.Whole("--threads", 2, "Threads.", atLeast: 1, atMost: 1024);
        var markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the table here too, as a page.");
        var json = Vocabulary.Json();
        var command = new Command("choice", "Which rule chooses formulas of fronts that hold on points held out.")
        {
            problems, noises, folder, pairs, runs, seconds, epochs, islands, seed, threads, markdown, json,
        };
        command.Validators.Add(words =>
        {
            if (words.GetResult(seconds) is { Implicit: false } && words.GetResult(epochs) is not null)
                words.AddError("--seconds and --epochs exclude each other; expected one of them");
            if (words.GetResult(pairs) is { Implicit: false } && words.GetResult(folder) is null)
                words.AddError("--pair without --tables; expected the folder that has them");
            foreach (var word in words.GetResult(noises)?.Tokens.SelectMany(t => t.Value.Split(',')) ?? [])
            {
                if (!(Share(word) >= 0))
                    words.AddError($"--noise: '{word}'; expected shares from 0, with commas between, such as {UsualNoise}");
            }
        });
        command.SetAction(words =>
        {
            var page = words.GetValue(markdown);
            if (page is not null)
                WholeFile.Probe(page);
            var named = words.GetValue(problems)!;
            var tables = words.GetValue(folder) is { } place
                ? TablesCommand.Tables(session, place, words.GetValue(pairs)!).Where(ChoiceBenchmark.CanSplit)
                : [];
            string[] shares = words.GetValue(noises) is { Length: > 0 } given ? given : UsualNoise.Split(',');
            var bound = words.GetValue(epochs);
            var options = new RecoveryOptions
            {
                Runs = (int)words.GetValue(runs), Epochs = bound, Time = TimeSpan.FromSeconds(words.GetValue(seconds)),
                Islands = (int)words.GetValue(islands), Threads = (int)words.GetValue(threads),
                Seed = unchecked((ulong)words.GetValue(seed)),
            };
            var clock = session.Clock;
            var report = new ChoiceReport(Finished(
                session,
                [
                    .. from share in shares
                       from problem in built where named.Length == 0 || named.Contains(problem.Key)
                       from run in Enumerable.Range(0, options.Runs)
                       select (Func<ChoiceRun>)(() => ChoiceBenchmark.Run(
                           problem.Value, run, options with { Noise = Share(share) }, clock, session.Cancellation)),
                    .. from table in tables
                       from run in Enumerable.Range(0, options.Runs)
                       select (Func<ChoiceRun>)(() => ChoiceBenchmark.Run(table, run, options, clock, session.Cancellation)),
                ]));
            return BenchAnswer.Give(session, words, report, words.GetValue(json), page, "searches");
        });
        return command;
    }

    private static List<ChoiceRun> Finished(Session session, ImmutableArray<Func<ChoiceRun>> searches)
    {
        var done = new List<ChoiceRun>();
        foreach (var search in searches)
        {
            if (session.Cancellation.IsCancellationRequested)
                break;
            var run = search();
            if (session.Cancellation.IsCancellationRequested)
                break;
            done.Add(run);
            var noise = run.Noise is { } share
                ? string.Create(CultureInfo.InvariantCulture, $", {100 * share:0.##} % noise")
                : "";
            session.Say($"{run.Problem}{noise} run {run.Run + 1}: "
                + string.Join(", ", ChoiceRun.Rules.Select(rule => string.Create(
                    CultureInfo.InvariantCulture, $"{ChoiceReport.RuleName(rule)} {run.RatioOf(rule):0.00}"))));
        }
        return done;
    }

    private static double Share(string word) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && double.IsFinite(share)
            ? share
            : double.NaN;
}
