using System.CommandLine;
using System.Collections.Immutable;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Bench;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Commands;

/// <summary>
/// <c>defects bench</c>: recovery of published laws, what each addition brings, errors on real structures, and throughput.
/// </summary>
internal static class BenchCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session) => new(
        "bench", "Recovery of published laws, errors on real structures, and throughput.")
    {
        Recovery(session, "nguyen", "Nguyen 1–12", BenchmarkSet.Nguyen),
        Recovery(session, "livermore", "Livermore 1–22", BenchmarkSet.Livermore),
        StrogatzCommand.Create(session),
        FeynmanCommand.Create(session),
        ClassCommand.Create(session),
        AblationCommand.Create(session),
        ChoiceCommand.Create(session),
        TablesCommand.Create(session),
        LawsCommand.Create(session),
        ReadingsCommand.Create(session),
        Fig3Command.Create(session),
        SpeedCommand.Create(session),
    };

    private static Command Recovery(Session session, string name, string title, ImmutableArray<BenchmarkProblem> problems)
    {
        var numbered = new OrderedDictionary<string, BenchmarkProblem>(
            problems.Index().Select(p => KeyValuePair.Create($"{p.Index + 1}", p.Item)));
        var common = new RecoveryWords(numbered.Keys);
        var baseline = Vocabulary.Flag("--baseline", "The algorithm as published, without our additions.");
        var without = Vocabulary.SomeOf("--without", "ADDITION", [.. AblatedPart.All.Select(a => a.Name)],
            $"Takes additions away: {string.Join(", ", AblatedPart.All.Select(a => a.Name))}.");
        var command = new Command(name, $"How often the laws {title} are recovered.") { baseline, without };
        common.AddTo(command);
        command.Validators.Add(words =>
        {
            if (words.GetValue(baseline) && words.GetResult(without) is { Implicit: false })
                words.AddError("--baseline and --without exclude each other; expected one of them");
        });
        command.SetAction(words =>
        {
            var request = common.Read(words, numbered);
            AblatedPart[] missing = [.. AblatedPart.All.Where(a => words.GetValue(without)!.Contains(a.Name))];
            var (search, options) = words.GetValue(baseline)
                ? (RecoverySuite.Published, SearchOptions.Published)
                : (missing.Length == 0 ? RecoverySuite.Complete : $"without {string.Join(", ", missing.Select(a => a.Name))}",
                    AblatedPart.Less(new SearchOptions(), missing.Select(a => a.Name)));
            var report = new RecoveryReport(search, request.Run(session, search, request.Options with { Search = options }));
            if (request.Json)
            {
                JsonDocuments.Write(session.Out, new
                {
                    problems = report.JsonProblems(),
                    chosen_percent = ProblemRecovery.Percent([.. report.Problems], p => p.Solved),
                    recovery_percent = ProblemRecovery.Percent([.. report.Problems]),
                    noise = request.Options.Noise,
                    search,
                    settings = RecoveryReport.Settings(request.Options, request.Threads),
                });
            }
            else
                report.Write(session.Answers);
            if (request.Page is { } page)
                report.Page($"Recovery of {title}, {search}", request, Machine.This(), session.Clock.GetUtcNow()).WriteTo(page);
            return request.End(session);
        });
        return command;
    }
}
