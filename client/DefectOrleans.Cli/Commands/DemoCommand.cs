using System.CommandLine;
using DefectOrleans.Cli.Demo;
using DefectOrleans.Cli.Words;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects demo</c>: all of it on a crystal whose laws are known.</summary>
internal static class DemoCommand
{
    /// <summary>The whole demo stays under half a minute on two cores.</summary>
    private static readonly TimeSpan UsualBudget = TimeSpan.FromSeconds(24);

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var seed = Vocabulary.Whole("--seed", 1, "The seed of the structures and the searches.", atMost: long.MaxValue);
        var budget = Vocabulary.Time("--budget", $"Time for the searches; {Duration.Write(UsualBudget)} where it is not given.");
        var folder = Vocabulary.PathOption("--out", "DIR", "Keeps the folder, the book and the predicted structure here.");
        var json = Vocabulary.Json();
        var command = new Command("demo", "A made-up crystal with known laws: discovers them, compares with the truth, predicts.")
        {
            seed,
            budget,
            folder,
            json
        };
        command.SetAction(words =>
        {
            var time = words.GetValue(budget) ?? UsualBudget;
            if (words.GetValue(folder) is { } kept)
                return DemoRun.Run(session, kept, words.GetValue(seed), time, words.GetValue(json));
            var temporary = Directory.CreateTempSubdirectory("defects-demo-");
            try
            {
                return DemoRun.Run(session, temporary.FullName, words.GetValue(seed), time, words.GetValue(json));
            }
            finally
            {
                temporary.Delete(recursive: true);
            }
        });
        return command;
    }
}
