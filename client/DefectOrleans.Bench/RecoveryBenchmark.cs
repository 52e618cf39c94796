using System.Collections.Immutable;
using System.Text.Json.Serialization;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>How a recovery benchmark is run.</summary>
public sealed record RecoveryOptions
{
    /// <summary>Runs of each problem, each with points, noise and seeds of its own.</summary>
    public int Runs { get; init; } = 10;

    /// <summary>Time for one run, where <see cref="Epochs"/> does not bound it.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Epochs of each island, instead of a time; then the same seed gives the same formulas.</summary>
    public int? Epochs { get; init; }

    /// <summary>Whether the time is that of computing (<see cref="ProcessorClock"/>).</summary>
    public bool ByProcessor { get; init; }

    /// <summary>Formulas that a run scores, instead of a time.</summary>
    public long? Scored { get; init; }

    /// <summary>Noise's standard deviation as a share of the target's.</summary>
    public double Noise { get; init; }

    /// <summary>The seed that all others come from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads of one run.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Islands of one run.</summary>
    public int Islands { get; init; } = 2;

    /// <summary>How searches go about their work.</summary>
    public SearchOptions Search { get; init; } = new();

    /// <summary>Makes networks.</summary>
    public Func<IFormulaNetwork> Network { get; init; } = PretrainedNetwork.Load;

    /// <summary>When a run ends.</summary>
    public StopRule Stop => new()
    {
        Epochs = Epochs, Scored = Scored, Budget = Epochs is null && Scored is null ? Time : null,
    };

    /// <summary>The seed of a run.</summary>
    public ulong SeedOf(int run) => SeededRandom.Mix(Seed + SeededRandom.Mix((ulong)run + 1));
}

/// <summary>One run of one problem.</summary>
/// <param name="Problem">The problem's name.</param>
/// <param name="Run">Its number, from 0.</param>
/// <param name="Recovered">Whether the front holds the law.</param>
/// <param name="Formula">The recovering formula, or the most accurate of the front.</param>
/// <param name="Error">Its mean squared error against the law without noise.</param>
/// <param name="Seconds">Time until the search ended.</param>
/// <param name="Epochs">Epochs of its islands.</param>
/// <param name="Scored">Formulas scored.</param>
public sealed record RecoveryRun(
    string Problem, int Run, bool Recovered, string Formula, double Error, double Seconds, int Epochs, long Scored)
{
    // Mean squares of rounding errors on values around 1 are below 1e-30; laws with large values lose more.
    private const double Rounding = 1e-20;

    /// <summary>
    /// Whether the law also stands on the front of the formulas without fitted constants by error and complexity alone: the
    /// published search, which fits none, has that front.
    /// </summary>
    public bool OnRoundFront { get; init; }

    /// <summary>Whether it stands on the front of all formulas by error and complexity alone.</summary>
    public bool OnPlainFront { get; init; }

    /// <summary>The one formula that <c>defects fit</c> would choose.</summary>
    [JsonRequired]
    public string Chosen { get; init; } = "";

    /// <summary>Whether that one is the law (<see cref="LawJudge"/>).</summary>
    [JsonRequired]
    public bool Solved { get; init; }

    /// <summary>Share of the elites that the network sampled itself; null where it learned from none.</summary>
    public double? SampledElites { get; init; }

    /// <summary>Share of the front's formulas that it sampled itself; null where there are none.</summary>
    public double? SampledFront { get; init; }

    /// <summary>Whether the formula differs from the law by rounding alone.</summary>
    [JsonIgnore]
    public bool IsExact => Error < Rounding;
}

/// <summary>
/// Recovery as published (arXiv 2301.06064): a formula on the Pareto front whose mean squared error against the law
/// without noise is below 1e-9, here on points of the same domain that the search never saw. Solutions are counted besides:
/// runs whose one chosen formula is the law.
/// </summary>
public static class RecoveryBenchmark
{
    internal const double Recovered = 1e-9;
    internal const int UnseenPoints = 200;
    private const int MaxComplexity = 40;

    /// <summary>Runs one problem once.</summary>
    public static RecoveryRun Run(
        BenchmarkProblem problem, int run, RecoveryOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var seed = options.SeedOf(run);
        if (!problem.Own.IsEmpty)
            return ClassBenchmark.Run(problem, run, seed, options, clock, cancellation);
        var points = problem.Train(options.Noise, seed);
        var fit = new TableFit(points, problem.Operators)
        {
            MaxComplexity = MaxComplexity,
            Search = options.Search,
            Islands = options.Islands,
            Seed = seed,
            Network = options.Network,
        };
        var result = fit.Run(options.Stop, options.Threads, clock, null, cancellation);
        var unseen = new Evaluator(problem.Draw(UnseenPoints, noise: 0, ~seed));
        var bound = Recovered * (problem.IsOfAnySize ? Variance(unseen.Table.Target) : 1);
        var best = result.Front
            .Select(c => (Candidate: c, Error: MeanSquare(unseen, c.Expression)))
            .OrderBy(c => double.IsNaN(c.Error) ? double.PositiveInfinity : c.Error)
            .FirstOrDefault();
        var chosen = new FrontChoice(points, result.Front).Best();
        return new RecoveryRun(
            problem.Name, run, best.Error < bound && best.Candidate is not null,
            Text(problem, best.Candidate?.Expression),
            best.Candidate is null ? double.PositiveInfinity : best.Error,
            result.Elapsed.TotalSeconds, result.Epochs, result.Scored)
        {
            SampledElites = result.Yields.SampledElites,
            SampledFront = SampledShare(result.Front),
            OnRoundFront = Holds(result.Front.Where(c => c.Numbers != Numbers.Fitted)),
            OnPlainFront = Holds(result.Front),
            Chosen = Text(problem, chosen),
            Solved = chosen is not null && new LawJudge(problem, options.Noise, ~seed).IsLaw(chosen),
        };

        bool Holds(IEnumerable<Candidate> formulas)
        {
            var least = double.PositiveInfinity;
            foreach (var candidate in formulas.OrderBy(c => c.Complexity).ThenBy(c => c.Error))
            {
                if (candidate.Error < least && MeanSquare(unseen, candidate.Expression) < bound)
                    return true;
                least = Math.Min(least, candidate.Error);
            }
            return false;
        }
    }

    /// <summary>Share of a front that the network sampled itself; null of an empty one.</summary>
    internal static double? SampledShare(ImmutableArray<Candidate> front) =>
        front.IsEmpty ? null : (double)front.Count(c => c.Origin == Origin.Sample) / front.Length;

    private static string Text(BenchmarkProblem problem, Expression? formula) =>
        formula is null ? "" : FormulaText.Print(formula, names: problem.Names, digits: 6);

    internal static double Variance(ImmutableArray<double> values)
    {
        var mean = values.Average();
        return values.Average(v => (v - mean) * (v - mean));
    }

    internal static double MeanSquare(Evaluator unseen, Expression expression)
    {
        var values = unseen.Evaluate(expression.Tokens.AsSpan(), expression.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += (values[i] - unseen.Table.Target[i]) * (values[i] - unseen.Table.Target[i]);
        return sum / values.Length;
    }
}
