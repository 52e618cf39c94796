using System.CommandLine;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Words;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench class</c>: laws that have numbers of their own for each of several tables.</summary>
internal static class ClassCommand
{
    private const int UsualTables = 10, UsualPoints = 30;

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var file = Vocabulary.Path("FILE", "Laws with their variables and own numbers, such as class_problems.csv of Φ-SO.");
        var tables = Vocabulary.Whole("--realisations", UsualTables, "Tables of a run.", atLeast: 2, atMost: 200);
        var points = Vocabulary.Whole("--points", UsualPoints, "Points of each table.", atLeast: 3, atMost: 100_000);
        var functions = Vocabulary.SomeOf("--functions", "NAMES", FunctionNames.All, FunctionNames.Help);
        var common = new RecoveryWords(["1", "4", "8"], areAll: false, noiseOf: "the target's root mean square");
        var command = new Command("class", "How often laws are chosen that have numbers of their own for each of several tables.")
        {
            file, tables, points, functions
        };
        common.AddTo(command);
        command.Requiring(file).SetAction(words =>
        {
            var (realisations, count) = ((int)words.GetValue(tables), (int)words.GetValue(points));
            var operators = words.GetValue(functions)!;
            var request = common.Read(
                words, ClassFile.Read(words.GetValue(file)!, realisations, count, FunctionNames.Of(operators)));
            var report = new SolutionReport(
                "ClassBench: laws of several tables",
                Paragraph.Of(
                    typeof(SolutionReport), "class-protocol",
                    ("file", Path.GetFileName(words.GetValue(file)!)), ("tables", realisations), ("points", count),
                    ("operators", string.Join(", ", operators.Length > 0 ? operators : FunctionNames.Usual))),
                Paragraph.Of(typeof(SolutionReport), "class-elsewhere"),
                request.Run(session, RecoverySuite.Complete, request.Options), []);
            report.Answer(session, request);
            return request.End(session);
        });
        return command;
    }
}
