using System.CommandLine;
using DefectOrleans.Cli.Arranging;
using DefectOrleans.Cli.Books;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine.Arrangements;
using DefectOrleans.Engine.Books;
using DefectOrleans.Engine.Defects;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects sample</c>: how defects order themselves at temperatures.</summary>
internal static class SampleCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var usual = new SampleOptions();
        var book = Vocabulary.Path("BOOK", ShippedBooks.Words + ".");
        var cell = CellWords.Option(new CellShape(24, 24));
        var concentrations = KindNumbers.Option(
            "--concentration", "Share of its element's sites that each kind takes, such as V_S=0.02,V_Mo=0.01.",
            "a share above 0 and at most 1, such as V_S=0.02", share => share is > 0 and <= 1);
        var defects = Vocabulary.Name("--defects", "DEFECTS", "Numbers of defects instead, such as \"V_Mo + 24 V_S\".");
        var potentials = KindNumbers.Option(
            "--chemical-potential",
            "Lets the numbers of defects change: what a defect of each kind is paid, eV, such as V_S=2.1; energy E weighs "
                + "exp(-(E - sum of potentials)/kT).",
            "an energy in eV, such as V_S=2.1", double.IsFinite);
        var temperatures = TemperatureWords.Option();
        var steps = Vocabulary.Whole("--temperatures", 8, "How many temperatures a range has.", atLeast: 1, atMost: 64);
        var replicas = Vocabulary.Whole(
            "--replicas", usual.Replicas, "Walks that know nothing of each other, each at all temperatures.", atLeast: 1,
            atMost: 64);
        var sweeps = Vocabulary.Whole(
            "--sweeps", usual.Sweeps, "Sweeps that are measured: a tried move for each defect, or site where numbers change.",
            atLeast: 1);
        var equilibration = Vocabulary.Whole(
            "--equilibration", usual.Equilibration, "Sweeps before that are not measured.", atLeast: 0);
        var contact = Vocabulary.OptionalAmount(
            "--contact", "ANGSTROM",
            "How far apart neighbours in a cluster are at most, Å; the unit cell's shorter side and 5 % where it is not given.");
        var range = Vocabulary.Amount("--range", "ANGSTROM", usual.Range, "Up to which distance pairs are counted, Å.");
        var seed = Vocabulary.Whole("--seed", 1, "The seed that all chance comes from.", atLeast: 0, atMost: long.MaxValue);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var reading = ReadingWords.Option();
        var json = Vocabulary.Json();
        var command = new Command(
            "sample",
            "Samples how defects order themselves at temperatures (Monte Carlo with parallel tempering): energy, heat capacity, "
                + "gaps, short-range order, clusters, with statistical errors.")
        {
            book, cell, concentrations, defects, potentials, temperatures, steps, replicas, sweeps, equilibration, contact, range,
            seed, threads, reading, json,
        };
        command.Requiring(book).Validators.Add(words =>
        {
            var given = new Option[] { concentrations, defects, potentials }.Count(option =>
                words.GetResult(option) is { Implicit: false });
            if (given != 1)
                words.AddError("expected one of --concentration V_S=0.02, --defects \"24 V_S\" and --chemical-potential V_S=2.1");
        });
        command.SetAction(words =>
        {
            var read = BookReadings.In(ShippedBooks.Read(words.GetValue(book)!), words.GetValue(reading));
            var paid = words.GetValue(potentials);
            var counts = words.GetValue(defects) is { } written
                ? DefectCounts.Parse(written)
                : paid.IsEmpty
                    ? DefectCounts.Of(read, words.GetValue(cell), words.GetValue(concentrations))
                    : new DefectCounts(paid.Select(kind => new DefectCount(kind.Kind, 1)));
            var energies = new CellEnergies(read, words.GetValue(cell), counts, isOpen: !paid.IsEmpty);
            var progress = new SampleLines(session);
            var sample = LatticeSampler.Run(
                energies,
                usual with
                {
                    Temperatures = [.. TemperatureWords.Steps(words.GetValue(temperatures), (int)words.GetValue(steps))],
                    Potentials = [.. paid.Select(kind => kind.Number)],
                    Replicas = (int)words.GetValue(replicas),
                    Sweeps = words.GetValue(sweeps),
                    Equilibration = words.GetValue(equilibration),
                    Contact = words.GetValue(contact),
                    Range = words.GetValue(range),
                    Seed = (ulong)words.GetValue(seed),
                    Threads = words.GetValue(threads) ?? Environment.ProcessorCount,
                },
                progress,
                session.Cancellation);
            progress.Done(sample);
            if (words.GetValue(json))
                JsonDocuments.Write(session.Out, SampleReport.Json(read, energies, sample));
            else
                SampleReport.Write(session.Out, read, energies, sample, isOpen: !paid.IsEmpty);
            return sample.IsComplete ? ExitCode.Done : ExitCode.EndedEarly;
        });
        return command;
    }
}
