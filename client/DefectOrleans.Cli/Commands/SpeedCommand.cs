using System.CommandLine;
using DefectOrleans.Cli.Benchmarking;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Bench;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects bench speed</c>: throughput on this machine.</summary>
internal static class SpeedCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var threads = Vocabulary.Whole("--threads", 2, "Threads, measured beside one.", atLeast: 1, atMost: 1024);
        var seconds = Vocabulary.Seconds("--seconds", 4, "Time for each loop.");
        var beside = Vocabulary.Name(
            "--beside", "BACKEND", "Trains this network too, for comparison: torch or torch:cuda, where installed.");
        var markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the table here too, as a page.");
        var json = Vocabulary.Json();
        var command = new Command("speed", "Formulas sampled, scored and fitted, training steps and predictions a second.")
        {
            threads,
            seconds,
            beside,
            markdown,
            json
        };
        command.SetAction(words =>
        {
            var page = words.GetValue(markdown);
            if (page is not null)
                WholeFile.Probe(page);
            var report = SpeedBenchmark.Measure(
                (int)words.GetValue(threads), TimeSpan.FromSeconds(words.GetValue(seconds)), session.Clock, session.Cancellation,
                words.GetValue(beside));
            var table = new SpeedTable(report);
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, table.Json());
            else
                table.Write(session.Answers);
            if (page is not null)
                table.Page(Markdown.CommandLine(words), Machine.This(), session.Clock.GetUtcNow()).WriteTo(page);
            return ExitCode.Done;
        });
        return command;
    }
}
