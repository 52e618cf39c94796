using System.Collections.Immutable;
using System.CommandLine;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench ablation</c>: what the network and each addition to the published search bring.</summary>
internal static class AblationCommand
{
    private const int ClassPoints = 100;

    /// <summary>Problems that neither every search solves at once nor none does.</summary>
    private static readonly string[] Usual =
    [
        "nguyen-4", "nguyen-7", "nguyen-10", "nguyen-12", "livermore-1", "livermore-3", "livermore-6", "livermore-11",
        "livermore-14",
    ];

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        ImmutableArray<BenchmarkProblem> built = [.. BenchmarkSet.Nguyen, .. BenchmarkSet.Livermore];
        string[] names = [.. built.Select(p => p.Name.ToLowerInvariant())];
        var common = new RecoveryWords(names, areAll: false, usual: Usual);
        var searches = Vocabulary.SomeOf(
            "--searches", "NAMES", [.. AblatedSearch.All.Select(s => s.Word)],
            "Rows, such as complete,without-network,network-alone. [default: all]");
        var laws = Vocabulary.PathOption(
            "--class", "FILE", "Laws of ClassBench, one table of each, beside the problems; named class-1, class-2, ….");
        var folder = Vocabulary.PathOption("--tables", "FOLDER", "Pair energies of a 2DMD folder, beside the problems.");
        var pairs = Vocabulary.Names("--pair", "PAIR", "Some of the folder's pair types, such as 'V_Mo|V_S'. [default: all]");
        var command = new Command(
            "ablation", "Recovery with each addition taken away in turn, by the network alone, and by the published algorithm.")
        {
            searches, laws, folder, pairs,
        };
        common.AddTo(command);
        command.Validators.Add(words =>
        {
            if (words.GetResult(pairs) is { Implicit: false } && words.GetResult(folder) is null)
                words.AddError("--pair without --tables; expected the folder that has them");
        });
        command.SetAction(words =>
        {
            ImmutableArray<BenchmarkProblem> read =
                words.GetValue(laws) is { } file ? Singles(file) : [];
            var request = common.Read(
                words,
                new OrderedDictionary<string, BenchmarkProblem>(
                    built.Concat(read).Select(p => KeyValuePair.Create(p.Name.ToLowerInvariant(), p))),
                [.. read.Select(p => p.Name)]);
            var tables = words.GetValue(folder) is { } place
                ? TablesCommand.Tables(session, place, words.GetValue(pairs)!)
                : [];
            var wanted = words.GetValue(searches)!;
            ImmutableArray<AblatedSearch> rows =
                [.. AblatedSearch.All.Where(s => wanted.Length == 0 || wanted.Contains(s.Word))];
            var report = new AblationReport(
                [
                    .. rows.Select(row => new RecoveryReport(row.Name, request.Run(
                        session, row.Name, request.Options with { Search = row.From(new SearchOptions()) }))),
                ],
                tables.IsEmpty ? [] : [.. rows.Select(row => row.RunOn(tables, request, session))]);
            if (request.Json)
            {
                JsonDocuments.Write(session.Out, new
                {
                    searches = report.Json(),
                    pairs = report.Pairs.Select(row => row.Json()),
                    noise = request.Options.Noise,
                    settings = RecoveryReport.Settings(request.Options, request.Threads),
                });
            }
            else
                report.Write(session.Answers);
            if (request.Page is { } page)
                report.Page(request, Machine.This(), session.Clock.GetUtcNow()).WriteTo(page);
            return request.End(session);
        });
        return command;
    }

    /// <summary>One table of each law of the class benchmark, its own numbers drawn.</summary>
    private static ImmutableArray<BenchmarkProblem> Singles(string file) =>
    [
        .. ClassFile.Read(file, tables: 1, ClassPoints, OperatorRegistry.Usual)
            .Select(numbered => numbered.Value.Member(seed: 1) with { Name = $"class-{numbered.Key}" }),
    ];
}
