using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>Rules that choose one formula of a front, compared on the same fronts by points that took no part.</summary>
public static class ChoiceBenchmark
{
    private const int UnseenPoints = 200, MaxComplexity = 40;

    // Every third shell is held out, neither the nearest nor the farthest: there a formula would have to be continued.
    private const int EveryThird = 3;

    // Å. Shells that are nearer to each other are one.
    private const double OneShell = 1e-3;

    /// <summary>Searches a law under noise, and asks the rules; what they chose is tested on the law without noise.</summary>
    public static ChoiceRun Run(
        BenchmarkProblem problem, int run, RecoveryOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var seed = options.SeedOf(run);
        var points = problem.Train(options.Noise, seed);
        var fit = new TableFit(points, problem.Operators)
        {
            MaxComplexity = MaxComplexity, Search = options.Search, Islands = options.Islands, Seed = seed,
            Network = options.Network,
        };
        var judge = new LawJudge(problem, options.Noise, ~seed);
        return ChoiceRun.Of(
            problem.Name, options.Noise, run, points, fit.Run(options.Stop, options.Threads, clock, null, cancellation).Front,
            problem.Draw(UnseenPoints, noise: 0, ~seed), allows: null, judge.IsLaw);
    }

    /// <summary>Searches a pair table without every third shell, and asks the rules; they are tested on those shells.</summary>
    public static ChoiceRun Run(
        PlainPairTable table, int run, RecoveryOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var (train, held) = Split(table.Points);
        var problem = PairSearch.ProblemOf($"{table.Type}", Property.Energy, train, MaxComplexity);
        using var search = new FormulaSearch(problem, PairSearch.Options, options.Islands, options.Network, options.SeedOf(run));
        var check = new LimitCheck(problem.Limit!);
        return ChoiceRun.Of(
            problem.Name, noise: null, run, train, search.Run(options.Stop, options.Threads, clock, null, cancellation).Front,
            held, Allows, isLaw: null);

        bool Allows(Expression formula) => check.Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan())
            && check.Proves(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
    }

    /// <summary>A table of r, nearest first, without every third shell, and those shells.</summary>
    internal static (PointTable Train, PointTable Held) Split(PointTable points)
    {
        var r = points.Variables[0];
        var shells = new int[r.Length];
        for (var i = 1; i < r.Length; i++)
            shells[i] = shells[i - 1] + (r[i] - r[i - 1] > OneShell ? 1 : 0);
        var last = shells[^1];
        return (Rows(i => !IsHeld(i)), Rows(IsHeld));

        bool IsHeld(int i) => shells[i] % EveryThird == 1 && shells[i] < last;

        PointTable Rows(Func<int, bool> wanted)
        {
            int[] rows = [.. Enumerable.Range(0, r.Length).Where(wanted)];
            return new PointTable(
                [[.. rows.Select(i => r[i])]], [.. rows.Select(i => points.Target[i])], [.. rows.Select(i => points.Weights[i])],
                points.Names);
        }
    }

    /// <summary>Whether a table has shells enough to hold some out.</summary>
    public static bool CanSplit(PlainPairTable table) => Split(table.Points) is { Held.Count: > 0, Train.Count: > 3 };
}
