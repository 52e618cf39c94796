using System.CommandLine;
using DefectOrleans.Cli.Words;
using DefectOrleans.Engine;
using DefectOrleans.Bench;

namespace DefectOrleans.Cli.Benchmarking;

/// <summary>The options that all benchmarks of recovery share.</summary>
internal sealed class RecoveryWords
{
    private readonly Option<string[]> _problems;
    private readonly Option<long> _runs, _seed, _threads, _islands;
    private readonly Option<int?> _epochs, _scored;
    private readonly Option<double> _noise, _seconds;
    private readonly Option<string?> _resume, _markdown;
    private readonly Option<bool> _byProcessor, _json;
    private readonly string[] _usual;

    /// <summary>Options of a command.</summary>
    /// <param name="names">
    /// Names that <c>--problems</c> takes; some examples of them where a file that the words name has them all.
    /// </param>
    /// <param name="areAll">Whether these are all names.</param>
    /// <param name="noiseOf">What noise is a share of.</param>
    /// <param name="usual">Those that are run where none are named; all of them where none are here.</param>
    public RecoveryWords(
        IReadOnlyCollection<string> names, bool areAll = true, string noiseOf = "the target's", params string[] usual)
    {
        _usual = usual;
        var normal = new RecoveryOptions();
        var help = $"Some of the problems, such as {string.Join(',', names.Take(3))}. [default: "
            + $"{(usual.Length > 0 ? string.Join(',', usual) : "all")}]";
        _problems = areAll
            ? Vocabulary.SomeOf("--problems", "NAMES", names, help)
            : Vocabulary.Names("--problems", "NAMES", help);
        _problems.Aliases.Add("--only");
        _runs = Vocabulary.Whole("--runs", normal.Runs, "Runs of each problem, with points and seeds of their own.", atLeast: 1);
        _seconds = Vocabulary.Seconds("--seconds", normal.Time.TotalSeconds, "Time of a run.");
        _epochs = Vocabulary.Count("--epochs", "Epochs of each island in a run, instead of a time.");
        _scored = Vocabulary.Count("--scored", "Formulas that a run scores, instead of a time.");
        _byProcessor = Vocabulary.Flag(
            "--processor-time", "Counts time of computing, not the clock's: fair on a machine that others use too.");
        _noise = Vocabulary.Amount(
            "--noise", "SHARE", normal.Noise, $"Standard deviation of the noise on the target, as a share of {noiseOf}.");
        _seed = Vocabulary.Whole("--seed", (long)normal.Seed, "The seed that all others come from.", atMost: long.MaxValue);
        _islands = Vocabulary.Whole("--islands", normal.Islands, "Islands of a run, one thread each.", atLeast: 1, atMost: 64);
        _threads = Vocabulary.Whole("--threads", 2, "Threads; runs go side by side where a run needs fewer.", atLeast: 1);
        _resume = Vocabulary.PathOption("--resume", "FILE", "Keeps finished runs here, and goes on from there.");
        _markdown = Vocabulary.PathOption("--markdown", "FILE", "Writes the tables here too, as a page.");
        _json = Vocabulary.Json();
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[
            _problems, _runs, _seconds, _epochs, _scored, _byProcessor, _noise, _seed, _islands, _threads, _resume, _markdown,
            _json,
        ])
            command.Add(option);
        command.Validators.Add(words =>
        {
            if (words.GetResult(_seconds) is { Implicit: false } && words.GetResult(_epochs) is not null)
                words.AddError("--seconds and --epochs exclude each other; expected one of them");
            if (words.GetResult(_scored) is not null
                && (words.GetResult(_seconds) is { Implicit: false } || words.GetResult(_epochs) is not null))
                words.AddError("--scored excludes --seconds and --epochs; expected one of them");
        });
    }

    /// <summary>What the words ask for.</summary>
    /// <param name="words">The words.</param>
    /// <param name="problems">Problems by the names that <c>--problems</c> takes, in order.</param>
    /// <param name="beside">Names of those that are run beside the usual ones where none are named.</param>
    /// <exception cref="InputException">
    /// A problem is not there, or a file can't be written, or holds runs of other settings.
    /// </exception>
    public RecoveryRequest Read(
        ParseResult words, OrderedDictionary<string, BenchmarkProblem> problems, params string[] beside)
    {
        var (threads, islands) = ((int)words.GetValue(_threads), (int)words.GetValue(_islands));
        var options = new RecoveryOptions
        {
            Runs = (int)words.GetValue(_runs),
            Time = TimeSpan.FromSeconds(words.GetValue(_seconds)),
            Epochs = words.GetValue(_epochs),
            Scored = words.GetValue(_scored),
            ByProcessor = words.GetValue(_byProcessor),
            Noise = words.GetValue(_noise),
            Seed = unchecked((ulong)words.GetValue(_seed)),
            Islands = islands,
            Threads = Math.Min(threads, islands),
        };
        if (words.GetValue(_markdown) is { } markdown)
            WholeFile.Probe(markdown);
        string[] named = words.GetValue(_problems) is { Length: > 0 } some
            ? some
            : _usual.Length > 0 ? [.. _usual, .. beside] : [];
        if (named.FirstOrDefault(name => !problems.ContainsKey(name)) is { } unknown)
            throw new InputException($"--problems: '{unknown}'; expected some of {string.Join(", ", problems.Keys)}");
        return new RecoveryRequest(
            [.. problems.Where(p => named.Length == 0 || named.Contains(p.Key)).Select(p => p.Value)], options, threads,
            RecoveryLog.Open(words.GetValue(_resume), RecoverySettings.Of(options)),
            words.GetValue(_resume), words.GetValue(_markdown), words.GetValue(_json), Markdown.CommandLine(words));
    }
}

/// <summary>A benchmark of recovery.</summary>
/// <param name="Problems">What is run.</param>
/// <param name="Options">How; threads and islands are those of one run.</param>
/// <param name="Threads">Threads of all runs together.</param>
/// <param name="Log">Finished runs.</param>
/// <param name="Resume">The log's file; null where there is none.</param>
/// <param name="Page">Where the page goes; null for none.</param>
/// <param name="Json">Whether the answer is JSON.</param>
/// <param name="Command">The words that asked.</param>
internal sealed record RecoveryRequest(
    IReadOnlyList<BenchmarkProblem> Problems, RecoveryOptions Options, int Threads, RecoveryLog Log,
    string? Resume, string? Page, bool Json, string Command)
{
    /// <summary>The clock that runs are timed by.</summary>
    public TimeProvider ClockOf(Session session) => Options.ByProcessor ? new ProcessorClock(Threads) : session.Clock;

    /// <summary>Runs one search on all problems, telling of each run on standard error.</summary>
    public IReadOnlyList<ProblemRecovery> Run(Session session, string search, RecoveryOptions options)
    {
        var runs = RecoverySuite.Run(
            search, Problems, options, Threads, Log, new RunLines(session, search), ClockOf(session),
            session.Cancellation);
        return ProblemRecovery.Of(Problems, runs);
    }

    /// <summary>The exit code, with a word on standard error when the command ended early.</summary>
    public int End(Session session)
    {
        if (!session.Cancellation.IsCancellationRequested)
            return ExitCode.Done;
        session.Say(
            "defects: ended early; "
                + $"{(Resume is null ? "the answer is of the runs that were done" : $"--resume {Resume} goes on")}");
        return ExitCode.EndedEarly;
    }
}
