using System.Collections.Concurrent;
using System.Collections.Immutable;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>All runs of one problem.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Runs">Runs finished.</param>
/// <param name="Recovered">Runs whose front holds the law.</param>
/// <param name="Exact">Of these, runs whose formula differs from the law by rounding alone: no approximation that happens to be
/// close.</param>
/// <param name="Seconds">Median time of a run; NaN where none is finished.</param>
/// <param name="Formula">The shortest exact formula, or else recovering one; the most accurate one where no run
/// recovered.</param>
public sealed record ProblemRecovery(BenchmarkProblem Problem, int Runs, int Recovered, int Exact, double Seconds, string Formula)
{
    /// <summary>Runs whose front of formulas without fitted constants holds the law, by error and complexity alone.</summary>
    public int OnRoundFront { get; init; }

    /// <summary>Runs whose front of all formulas holds it, by error and complexity alone.</summary>
    public int OnPlainFront { get; init; }

    /// <summary>Runs whose one chosen formula is the law.</summary>
    public int Solved { get; init; }

    /// <summary>Mean share of elites that the network sampled itself; null where it learned from none.</summary>
    public double? SampledElites { get; init; }

    /// <summary>Mean share of the front that it sampled itself.</summary>
    public double? SampledFront { get; init; }

    /// <summary>Median of formulas scored in a run.</summary>
    public double Scored { get; init; }

    /// <summary>The shortest chosen formula that is the law; the shortest of all where none is.</summary>
    public string Chosen { get; init; } = "";

    /// <summary>Sums up each problem's runs.</summary>
    public static ImmutableArray<ProblemRecovery> Of(IEnumerable<BenchmarkProblem> problems, IEnumerable<RecoveryRun> runs)
    {
        var byProblem = runs.ToLookup(r => r.Problem);
        return [.. problems.Select(p => Of(p, [.. byProblem[p.Name]]))];
    }

    /// <summary>Share of runs that recovered, in percent; NaN where none is finished.</summary>
    public static double Percent(IReadOnlyCollection<ProblemRecovery> problems) => Percent(problems, p => p.Recovered);

    /// <summary>Share of runs that are counted, in percent; NaN where none is finished.</summary>
    public static double Percent(IReadOnlyCollection<ProblemRecovery> problems, Func<ProblemRecovery, int> counted) =>
        100.0 * problems.Sum(counted) / problems.Sum(p => p.Runs);

    private static ProblemRecovery Of(BenchmarkProblem problem, RecoveryRun[] runs)
    {
        var shown = runs
            .OrderByDescending(r => r.Recovered).ThenByDescending(r => r.IsExact)
            .ThenBy(r => r.Recovered ? r.Formula.Length : r.Error)
            .FirstOrDefault();
        var median = runs.Length == 0 ? double.NaN : Quantiles.Median(runs.Select(r => r.Seconds));
        return new ProblemRecovery(
            problem, runs.Length, runs.Count(r => r.Recovered), runs.Count(r => r.IsExact), median, shown?.Formula ?? "")
        {
            OnRoundFront = runs.Count(r => r.OnRoundFront),
            OnPlainFront = runs.Count(r => r.OnPlainFront),
            Solved = runs.Count(r => r.Solved),
            SampledElites = runs.Average(r => r.SampledElites),
            SampledFront = runs.Average(r => r.SampledFront),
            Scored = runs.Length == 0 ? double.NaN : Quantiles.Median(runs.Select(r => (double)r.Scored)),
            Chosen = runs.OrderByDescending(r => r.Solved).ThenBy(r => r.Chosen.Length).FirstOrDefault()?.Chosen ?? "",
        };
    }
}

/// <summary>Runs of several problems, as many side by side as threads allow, what a log holds already left out.</summary>
public static class RecoverySuite
{
    /// <summary>Name of the search with all additions.</summary>
    public const string Complete = "complete";

    /// <summary>Name of the published algorithm.</summary>
    public const string Published = "published";

    /// <summary>Runs what is missing.</summary>
    /// <param name="search">What the log calls the search.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="options">How; <see cref="RecoveryOptions.Threads"/> is that of one run.</param>
    /// <param name="threads">Threads of all runs together.</param>
    /// <param name="log">Holds finished runs and takes new ones.</param>
    /// <param name="progress">Told of each new run.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends it; runs that were cut off are not kept.</param>
    /// <returns>The finished runs of these problems.</returns>
    public static ImmutableArray<RecoveryRun> Run(
        string search, IReadOnlyList<BenchmarkProblem> problems, RecoveryOptions options, int threads,
        RecoveryLog log, IProgress<RecoveryRun>? progress, TimeProvider clock, CancellationToken cancellation) =>
        Run(
            search, problems, problem => problem.Name,
            (problem, run) => RecoveryBenchmark.Run(problem, run, options, clock, cancellation),
            options, threads, log, progress, cancellation);

    /// <summary>Runs what is missing of any problems.</summary>
    /// <param name="search">What the log calls the search.</param>
    /// <param name="problems">The problems.</param>
    /// <param name="nameOf">Their names.</param>
    /// <param name="runOf">Runs one of them once.</param>
    /// <param name="options">How many runs, and <see cref="RecoveryOptions.Threads"/> of one.</param>
    /// <param name="threads">Threads of all runs together.</param>
    /// <param name="log">Holds finished runs and takes new ones.</param>
    /// <param name="progress">Told of each new run.</param>
    /// <param name="cancellation">Ends it; runs that were cut off are not kept.</param>
    public static ImmutableArray<RecoveryRun> Run<T>(
        string search, IReadOnlyList<T> problems, Func<T, string> nameOf, Func<T, int, RecoveryRun> runOf,
        RecoveryOptions options, int threads, RecoveryLog log, IProgress<RecoveryRun>? progress,
        CancellationToken cancellation)
    {
        var done = log.Finished(search).Select(r => (r.Problem, r.Run)).ToHashSet();
        var missing =
            from run in Enumerable.Range(0, options.Runs)
            from problem in problems
            where !done.Contains((nameOf(problem), run))
            select (problem, run);
        var sideBySide = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads / options.Threads) };
        Parallel.ForEach(Partitioned(missing), sideBySide, (next, loop) =>
        {
            if (cancellation.IsCancellationRequested)
            {
                loop.Stop();
                return;
            }
            var run = runOf(next.problem, next.run);
            if (cancellation.IsCancellationRequested)
                return;
            log.Add(search, run);
            progress?.Report(run);
        });
        var names = problems.Select(nameOf).ToHashSet();
        return [.. log.Finished(search).Where(r => r.Run < options.Runs && names.Contains(r.Problem))];
    }

    /// <summary>Hands out one run at a time: they are long.</summary>
    private static OrderablePartitioner<T> Partitioned<T>(IEnumerable<T> items) =>
        Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering);
}
