using System.CommandLine;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Tables;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects inspect</c>: what is in 2DMD folders.</summary>
internal static class InspectCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var folders = Vocabulary.Paths("FOLDER", "2DMD folders.");
        var skipBad = Vocabulary.SkipBad();
        var json = Vocabulary.Json();
        var command = new Command("inspect", "What is in 2DMD folders: materials, defects, pair types, ranges, warnings.")
        {
            folders,
            skipBad,
            json
        };
        command.Requiring(folders).SetAction(words =>
        {
            var options = new ReadOptions { SkipBad = words.GetValue(skipBad), CollectMismatches = true };
            var datasets = words.GetValue(folders)!.Select(folder => Folders.Read(session, folder, options)).ToList();
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, new { folders = datasets.Select(WithMisfits) });
            else
                datasets.ForEach(dataset => InspectionText.Write(session.Answers, dataset, WithMisfits(dataset)));
            return ExitCode.Done;
        });
        return command;
    }

    private static FolderInspection WithMisfits(Dataset dataset) =>
        Inspection.Of(dataset) with { Misfits = EnergyMisfits.Of(dataset) };
}
