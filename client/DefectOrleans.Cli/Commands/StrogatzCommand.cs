using System.CommandLine;
using DefectOrleans.Bench;
using DefectOrleans.Cli.Benchmarking;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench strogatz</c>: right-hand sides of differential equations.</summary>
internal static class StrogatzCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var common = new RecoveryWords(StrogatzSet.Names, noiseOf: "the target's root mean square");
        var command = new Command("strogatz", "How often the laws of seven systems in the plane are chosen, from trajectories.");
        common.AddTo(command);
        command.SetAction(words =>
        {
            var request = common.Read(words, new OrderedDictionary<string, BenchmarkProblem>(
                StrogatzSet.Problems.Select(problem => KeyValuePair.Create(problem.Name, problem))));
            var report = new SolutionReport(
                "Strogatz: right-hand sides of differential equations",
                Paragraph.Of(typeof(SolutionReport), "strogatz-protocol"),
                Paragraph.Of(typeof(SolutionReport), "strogatz-elsewhere"),
                request.Run(session, RecoverySuite.Complete, request.Options), []);
            report.Answer(session, request);
            return request.End(session);
        });
        return command;
    }
}
