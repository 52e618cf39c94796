using System.CommandLine;
using DefectOrleans.Cli.Arranging;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects scan</c>: the arrangements of some defects, ranked.</summary>
internal static class ScanCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path("BOOK", ShippedBooks.Words + ".");
        var defects = Vocabulary.Name("--defects", "DEFECTS", "What is arranged, such as \"V_Mo + 2 V_S\".");
        var cell = CellWords.Option(new CellShape(8, 8));
        var by = Vocabulary.OneOf(
            "--by", "PROPERTY", [.. Enum.GetNames<ScanRank>().Select(name => name.ToLowerInvariant())],
            "What ranks: energy (lowest first), or binding, gap, homo, lumo (highest first).");
        var reverse = Vocabulary.Flag("--reverse", "The other end first.");
        var top = Vocabulary.Count(
            "--top",
            $"How many are kept, at most {ArrangementScanner.MostKept}; 20 where neither this nor --window is given.");
        var window = Vocabulary.OptionalAmount(
            "--window", "EV", "Keeps those that are worse than the best by no more than this, eV.");
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var xyz = Vocabulary.PathOption("--xyz", "FILE", "Writes their structures as the frames of an extended XYZ file.");
        var poscar = Vocabulary.PathOption("--poscar", "FOLDER", "Writes their structures as POSCARs into a folder.");
        var reading = ReadingWords.Option();
        var json = Vocabulary.Json();
        var csv = Vocabulary.Flag("--csv", "Answers as CSV, one row per arrangement.");
        var command = new Command(
            "scan",
            "Ranks arrangements of defects in a supercell, each once by symmetry, by energy, binding energy or levels.")
        {
            book, defects, cell, by, reverse, top, window, reading, threads, xyz, poscar, json, csv,
        };
        command.Requiring(book).Validators.Add(words =>
        {
            if (words.GetResult(defects) is null)
                words.AddError("no --defects; expected --defects DEFECTS such as \"V_Mo + 2 V_S\"");
            if (words.GetResult(csv) is { Implicit: false } && words.GetResult(json) is { Implicit: false })
                words.AddError("--json and --csv exclude each other; expected one of them");
        });
        command.SetAction(words =>
        {
            var limit = words.GetValue(window) ?? double.PositiveInfinity;
            var read = BookReadings.In(ShippedBooks.Read(words.GetValue(book)!), words.GetValue(reading));
            var energies = new CellEnergies(read, words.GetValue(cell), DefectCounts.Parse(words.GetValue(defects)!));
            var files = new ArrangementFiles(words.GetValue(xyz), words.GetValue(poscar));
            files.Probe();
            var progress = new ScanLines(session);
            var scan = ArrangementScanner.Run(
                energies,
                new ScanOptions
                {
                    Rank = Enum.Parse<ScanRank>(words.GetValue(by)!, ignoreCase: true),
                    Reversed = words.GetValue(reverse),
                    Top = words.GetValue(top) ?? (double.IsPositiveInfinity(limit) ? 20 : ArrangementScanner.MostKept),
                    Window = limit,
                    Threads = words.GetValue(threads) ?? Environment.ProcessorCount,
                },
                progress,
                session.Cancellation);
            progress.Done(scan);
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, ScanReport.Json(read, energies, scan, words.GetValue(by)!));
            else if (words.GetValue(csv))
                ScanReport.WriteCsv(session.Out, scan);
            else
                ScanReport.Write(session.Out, read, energies, scan);
            files.Write(energies, scan.Best.Select(found => found.Structure));
            return scan.IsProven ? ExitCode.Done : ExitCode.EndedEarly;
        });
        return command;
    }
}
