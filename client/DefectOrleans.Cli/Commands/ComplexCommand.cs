using System.CommandLine;
using DefectOrleans.Cli.Arranging;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects complex</c>: how strongly defects bind each other.</summary>
internal static class ComplexCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var book = Vocabulary.Path("BOOK", ShippedBooks.Words + ".");
        var defects = Vocabulary.Path("DEFECTS", "The largest complex, such as \"V_Mo + 6 V_S\".");
        var cell = CellWords.Option(new CellShape(8, 8));
        var reading = ReadingWords.Option();
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var xyz = Vocabulary.PathOption("--xyz", "FILE", "Writes their structures as the frames of an extended XYZ file.");
        var poscar = Vocabulary.PathOption("--poscar", "FOLDER", "Writes their structures as POSCARs into a folder.");
        var json = Vocabulary.Json();
        var command = new Command(
            "complex",
            "The most stable arrangement of a complex of defects and of all within it: binding energy (isolated defects less "
                + "complex, positive where it is bound), dissociation, gap.")
        {
            book, defects, cell, reading, threads, xyz, poscar, json,
        };
        command.Requiring(book, defects).SetAction(words =>
        {
            var read = BookReadings.In(ShippedBooks.Read(words.GetValue(book)!), words.GetValue(reading));
            var counts = DefectCounts.Parse(words.GetValue(defects)!);
            var shape = words.GetValue(cell);
            var files = new ArrangementFiles(words.GetValue(xyz), words.GetValue(poscar));
            files.Probe();
            var found = ComplexSearch.Run(
                read, shape, counts, words.GetValue(threads) ?? Environment.ProcessorCount, new ComplexLines(session),
                session.Cancellation);
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, ComplexReport.Json(read, shape, found));
            else
                ComplexReport.Write(session.Out, read, shape, found);
            if (found.Count > 0)
                files.Write(new CellEnergies(read, shape, counts), found.Select(complex => complex.Arrangement.Structure));
            return found.Count > 0 && found[^1].Counts.Total == counts.Total && found.All(complex => complex.IsProven)
                ? ExitCode.Done
                : ExitCode.EndedEarly;
        });
        return command;
    }
}
