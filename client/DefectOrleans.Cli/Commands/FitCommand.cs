using System.CommandLine;
using DefectOrleans.Cli.Fitting;
using DefectOrleans.Cli.Output;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Cli.Commands;

/// <summary><c>defects fit</c>: the search for a law in any table of numbers.</summary>
internal static class FitCommand
{
    private static readonly TimeSpan UsualBudget = TimeSpan.FromSeconds(50), LeastBudget = TimeSpan.FromMilliseconds(100);

    // A formula without an error is soon found in a shorter writing, or is the law itself.
    private const int ShorteningEpochs = 4;

    /// <summary>The command.</summary>
    public static Command Create(Session session)
    {
        var file = Vocabulary.Path("TABLE.csv",
            "A table of numbers with a header: commas, semicolons or tabs between columns; lines from # on are left out.");
        var target = Vocabulary.Name("--target", "COLUMN", "The column to find a formula for; the others are its variables.");
        var weights = Vocabulary.Name("--weights", "COLUMN", "The column of the points' weights; rows of weight 0 are left out.");
        var group = Vocabulary.Name(
            "--group", "COLUMN", "Rows of equal text here are a group; one law is found for all, with numbers of their own.");
        var form = Vocabulary.Name(
            "--form", "FORMULA", "Fits this form and searches none; names that are no columns are its numbers: a*exp(-r/l) + c.");
        var own = Vocabulary.Names("--own", "NAMES", "Numbers of --form that each group has for itself.");
        var shared = Vocabulary.Names("--shared", "NAMES", "Numbers of --form that all groups share.");
        var functions = Vocabulary.SomeOf("--functions", "NAMES", FunctionNames.All, FunctionNames.Help);
        var complexity = Vocabulary.Whole("--max-complexity", 40, "Most complex formula looked for.", atLeast: 1, atMost: 200);
        var average = Vocabulary.Flag("--average-duplicates", "Rows of equal variables become one row of their mean.");
        var budget = Vocabulary.Time(
            "--budget", $"Time for the whole command; {Duration.Write(UsualBudget)} where neither this nor --epochs is given.");
        var epochs = Vocabulary.Count("--epochs", "Epochs of each island, instead of a budget.");
        var islands = Vocabulary.Whole("--islands", 2, "Searches with seeds of their own.", atLeast: 1, atMost: 64);
        var seed = Vocabulary.Whole("--seed", 1, "The seed that all others come from.", atMost: long.MaxValue);
        var threads = Vocabulary.Count("--threads", "Threads; one for each core where it is not given.");
        var baseline = Vocabulary.Flag("--baseline", "The algorithm as published, without our additions.");
        var checkpoint = Vocabulary.PathOption(
            "--checkpoint", "FILE", "Keeps the search's state here, written at ends of epochs every ten seconds or so.");
        var resume = Vocabulary.Flag("--resume", "Goes on with the search that --checkpoint's file holds.");
        var json = Vocabulary.Json();
        var command = new Command(
            "fit", "Searches a formula for a column of any table of numbers: the Pareto front, and the best.")
        {
            file, target, weights, group, form, own, shared, functions, complexity, average, budget, epochs, islands, seed,
            threads, baseline, checkpoint, resume, json,
        };
        command.Requiring(file).Validators.Add(words =>
        {
            if (words.GetResult(target) is null)
                words.AddError("no --target; expected --target COLUMN, the column to find a formula for");
            if (words.GetResult(budget) is not null && words.GetResult(epochs) is not null)
                words.AddError("--budget and --epochs exclude each other; expected one of them");
            if (words.GetValue(resume) && words.GetResult(checkpoint) is null)
                words.AddError("--resume without --checkpoint; expected --checkpoint FILE, the file of the search to go on with");
            var (hasForm, hasGroup) = (words.GetResult(form) is not null, words.GetResult(group) is not null);
            if (!hasForm && words.GetValue(own)!.Concat(words.GetValue(shared)!).Any())
                words.AddError("--own or --shared without --form; expected --form FORMULA, the form whose numbers they are");
            if (!hasGroup && words.GetValue(own)!.Length > 0)
                words.AddError("--own without --group; expected --group COLUMN, which tells whose own numbers they are");
            var isPlain = words.GetValue(average) || words.GetValue(baseline) || words.GetResult(checkpoint) is not null;
            if ((hasForm || hasGroup) && isPlain)
                words.AddError("--average-duplicates, --baseline and --checkpoint are of fits without --group and --form");
        });
        command.SetAction(words =>
        {
            var started = session.Clock.GetTimestamp();
            var operators = FunctionNames.Of(words.GetValue(functions)!);
            if ((operators & OperatorRegistry.Binary).IsEmpty)
                throw new InputException(
                    "--functions: no operator of two operands, so no formula to search; expected "
                        + $"{string.Join(", ", FunctionNames.Joining)} or some of them too");
            var table = FitTable.From(
                TableFile.ReadFile(words.GetValue(file)!, words.GetValue(group)), words.GetValue(target)!,
                words.GetValue(weights), words.GetValue(average));
            if (table.Renamed() is { } note)
                session.Say(note);
            if (words.GetValue(form) is { } given)
            {
                var fitted = LawRun.Fit(
                    GroupedTable.Of(table, words.GetValue(group)), given, words.GetValue(own)!, words.GetValue(shared)!,
                    unchecked((ulong)words.GetValue(seed)));
                return LawReport.Answer(session, fitted, Seconds(), words.GetValue(json));
            }
            var left = (words.GetValue(budget) ?? UsualBudget) - session.Clock.GetElapsedTime(started);
            var stop = new StopRule
            {
                Epochs = words.GetValue(epochs),
                Budget = words.GetValue(epochs) is null ? (left > LeastBudget ? left : LeastBudget) : null,
                TargetError = FormulaLength.RoundingOf(table.Points),
                EpochsAtTarget = ShorteningEpochs,
            };
            var cores = words.GetValue(threads) ?? Environment.ProcessorCount;
            if (words.GetValue(group) is { } column)
            {
                var grouped = GroupedTable.Of(table, column);
                var laws = new LawTableFit(grouped.Tables, operators)
                {
                    MaxComplexity = (int)words.GetValue(complexity),
                    Islands = (int)words.GetValue(islands),
                    Seed = unchecked((ulong)words.GetValue(seed)),
                };
                var found = LawRun.Search(session, grouped, laws, stop, cores);
                return LawReport.Answer(session, found, Seconds(), words.GetValue(json));
            }
            var search = new TableFit(table.Points, operators)
            {
                MaxComplexity = (int)words.GetValue(complexity),
                Islands = (int)words.GetValue(islands),
                Seed = unchecked((ulong)words.GetValue(seed)),
                Search = words.GetValue(baseline) ? SearchOptions.Published : new SearchOptions(),
                Checkpoint = Prepare(session, words.GetValue(checkpoint), words.GetValue(resume)),
            };
            var result = FitProgress.Watch(
                session, candidate => FitProgress.Text(candidate, table.Points.Names),
                progress => search.Run(stop, cores, session.Clock, progress, session.Cancellation));
            return Report(session, FitAnswer.From(table, result), Seconds(), words.GetValue(json), search.Checkpoint);

            double Seconds() => session.Clock.GetElapsedTime(started).TotalSeconds;
        });
        return command;
    }

    private static SearchCheckpoint? Prepare(Session session, string? path, bool resume)
    {
        if (path is null)
            return null;
        WholeFile.Probe(path);
        if (resume && !File.Exists(path))
            session.Say($"note: no interrupted search at {path}; a new one begins");
        if (!resume && File.Exists(path))
            session.Say($"note: the search kept at {path} will be replaced (--resume goes on with it)");
        return new SearchCheckpoint(path, resume);
    }

    private static int Report(Session session, FitAnswer answer, double seconds, bool json, SearchCheckpoint? checkpoint)
    {
        if (answer.Search.End == SearchEnd.NothingPasses)
        {
            throw new InputException(
                $"none of {answer.Search.Scored} formulas has a finite mean squared error on these points; expected other "
                    + "--functions, or numbers whose squares are numbers too");
        }
        if (answer.Best is null)
        {
            session.Say("defects: ended before a formula was found");
            return ExitCode.EndedEarly;
        }
        if (json)
            JsonDocuments.Write(session.Out, FitReport.Json(answer, seconds));
        else
            FitReport.Write(session.Answers, answer);
        if (answer.Search.End != SearchEnd.Cancelled)
            return ExitCode.Done;
        var resume = checkpoint is { } kept && File.Exists(kept.Path) ? $" (--checkpoint {kept.Path} --resume goes on)" : "";
        session.Say($"defects: ended early; this is what was found{resume}");
        return ExitCode.EndedEarly;
    }
}
