using System.Collections.Immutable;
using System.CommandLine;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench feynman</c>: equations of physics from files of the Feynman database.</summary>
internal static class FeynmanCommand
{
    private const int UsualPoints = 1000;

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var files = Vocabulary.Paths(
            "FILE", "Files of equations and ranges, such as FeynmanEquations.csv and BonusEquations.csv of the database.");
        var points = Vocabulary.Whole("--points", UsualPoints, "Points of a run.", atLeast: 3, atMost: 1_000_000);
        var functions = Vocabulary.SomeOf("--functions", "NAMES", FunctionNames.All, FunctionNames.Help);
        var common = new RecoveryWords(
            ["I.6.2a", "I.12.1", "test_1"], areAll: false, noiseOf: "the target's root mean square");
        var command = new Command("feynman", "How often equations of physics are chosen, from points in their ranges.")
        {
            files, points, functions
        };
        common.AddTo(command);
        command.Requiring(files).SetAction(words =>
        {
            var (places, count) = (words.GetValue(files)!, (int)words.GetValue(points));
            var operators = words.GetValue(functions)!;
            ImmutableArray<EquationFile> read =
                [.. places.Select(path => EquationFile.Read(path, count, FunctionNames.Of(operators)))];
            var problems = new OrderedDictionary<string, BenchmarkProblem>();
            foreach (var problem in read.SelectMany(file => file.Problems))
            {
                if (!problems.TryAdd(problem.Name, problem))
                    throw new InputException($"{problem.Name} stands there twice; expected names of their own");
            }
            var request = common.Read(words, problems);
            var report = new SolutionReport(
                "Feynman: equations of physics",
                Paragraph.Of(
                    typeof(SolutionReport), "feynman-protocol",
                    ("files", string.Join(" and ", places.Select(Path.GetFileName))),
                    ("points", count),
                    ("operators", string.Join(", ", operators.Length > 0 ? operators : FunctionNames.Usual))),
                Paragraph.Of(typeof(SolutionReport), "feynman-elsewhere"),
                request.Run(session, RecoverySuite.Complete, request.Options), [.. read.SelectMany(file => file.Skipped)]);
            report.Answer(session, request);
            return request.End(session);
        });
        return command;
    }
}
