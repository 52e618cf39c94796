using DefectOrleans.Engine;
using DefectOrleans.Bench;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Cli;

namespace DefectOrleans.Tests.Bench;

public sealed class RecoverySuiteTests : IDisposable
{
    private static readonly BenchmarkProblem[] Problems = [BenchmarkSet.Nguyen[0], BenchmarkSet.Livermore[4]];

    private static readonly RecoveryOptions Small = new()
    {
        Runs = 2,
        Epochs = 2,
        Threads = 1,
        Search = new SearchOptions
        {
            SamplesPerEpoch = 20,
            EditsPerEpoch = 40,
            RoundEditsPerEpoch = 200,
            TrainingRowsPerEpoch = 16
        },
        Network = () => ManagedNetwork.Create(new NetworkShape { Embedding = 8, Hidden = 8, Latent = 2 }, seed: 1),
    };

    private readonly TemporaryFolder _folder = new();

    private string LogFile => _folder["runs.json"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_resumed_benchmark_gives_what_an_uninterrupted_one_gives()
    {
        var whole = Run(RecoveryLog.Open(null, RecoverySettings.Of(Small)), CancellationToken.None);

        using var interruption = new CancellationTokenSource();
        var first = Run(Open(), interruption.Token, new AfterOne(interruption));
        Assert.Single(first);
        var resumed = Run(Open(), CancellationToken.None);

        Assert.Equal(4, whole.Count);
        Assert.Equal(whole, resumed);
    }

    [Fact]
    public void Finished_runs_are_not_run_again()
    {
        Run(Open(), CancellationToken.None);
        var again = new Counting();
        Assert.Equal(4, Run(Open(), CancellationToken.None, again).Count);
        Assert.Equal(0, again.Runs);
    }

    [Fact]
    public void Runs_side_by_side_are_the_same_runs()
    {
        var one = Run(RecoveryLog.Open(null, RecoverySettings.Of(Small)), CancellationToken.None, threads: 1);
        var two = Run(RecoveryLog.Open(null, RecoverySettings.Of(Small)), CancellationToken.None, threads: 2);
        Assert.Equal(one, two);
    }

    [Fact]
    public void A_log_of_other_settings_is_refused()
    {
        Open().Add(RecoverySuite.Complete, new RecoveryRun("Nguyen-1", 0, true, "x1", 0, 1, 1, 1));
        var fault = Assert.Throws<InputException>(() =>
            RecoveryLog.Open(LogFile, RecoverySettings.Of(Small with { Noise = 0.1 })));
        Assert.Equal(
            $"{LogFile}: of a benchmark with noise 0, 2 epochs a run, seed 1, 2 islands, 1 threads; expected noise 0.1, 2 epochs "
                + $"a run, seed 1, 2 islands, 1 threads, or another file",
            fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"Settings\":null,\"Runs\":{}}")]
    public void A_damaged_log_is_refused(string text)
    {
        File.WriteAllText(LogFile, text);
        Assert.StartsWith(LogFile, Assert.Throws<InputException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_without_a_formula_survives_the_file()
    {
        var run = new RecoveryRun("Nguyen-1", 0, false, "", double.PositiveInfinity, 1, 1, 0);
        Open().Add(RecoverySuite.Complete, run);
        Assert.Equal(run, Assert.Single(Open().Finished(RecoverySuite.Complete)));
    }

    [Fact]
    public void Each_addition_can_be_taken_away()
    {
        var whole = new SearchOptions();
        Assert.All(AblatedPart.All, addition => Assert.NotEqual(whole, addition.Without(whole)));
    }

    [Fact]
    public void A_problem_is_summed_up_by_rates_median_time_and_shortest_exact_formula()
    {
        var summary = ProblemRecovery.Of(Problems,
        [
            new RecoveryRun("Nguyen-1", 0, false, "x1", 1e-2, 9, 1, 1) { Chosen = "1" },
            new RecoveryRun("Nguyen-1", 1, true, "sin(x1)", 1e-10, 2, 1, 1) { Chosen = "x1*(x1^2 + x1 + 1)", Solved = true },
            new RecoveryRun("Nguyen-1", 2, true, "x1^3 + x1^2 + x1", 1e-33, 1, 1, 1) { OnRoundFront = true, OnPlainFront = true },
            new RecoveryRun("Nguyen-1", 3, true, "x1*(x1^2 + x1 + 1)", 1e-34, 4, 1, 1) { OnRoundFront = true },
        ]);
        Assert.Equal((4, 3, 2, 3.0, "x1^3 + x1^2 + x1"),
            (summary[0].Runs, summary[0].Recovered, summary[0].Exact, summary[0].Seconds, summary[0].Formula));
        Assert.Equal((0, double.NaN), (summary[1].Runs, summary[1].Seconds));
        Assert.Equal(75, ProblemRecovery.Percent(summary), 1e-12);
        Assert.Equal((1, "x1*(x1^2 + x1 + 1)"), (summary[0].Solved, summary[0].Chosen));
        Assert.Equal((2, 1), (summary[0].OnRoundFront, summary[0].OnPlainFront));
        Assert.Equal(50, ProblemRecovery.Percent(summary, p => p.OnRoundFront), 1e-12);
    }

    private RecoveryLog Open() => RecoveryLog.Open(LogFile, RecoverySettings.Of(Small));

    /// <summary>The runs, in one order, their times left out.</summary>
    private static List<RecoveryRun> Run(
        RecoveryLog log, CancellationToken cancellation, IProgress<RecoveryRun>? progress = null, int threads = 1) =>
        [.. RecoverySuite.Run(RecoverySuite.Complete, Problems, Small, threads, log, progress, TimeProvider.System, cancellation)
            .OrderBy(r => (r.Problem, r.Run)).Select(r => r with { Seconds = 0 })];

    private sealed class AfterOne(CancellationTokenSource interruption) : IProgress<RecoveryRun>
    {
        public void Report(RecoveryRun value) => interruption.Cancel();
    }

    private sealed class Counting : IProgress<RecoveryRun>
    {
        public int Runs { get; private set; }

        public void Report(RecoveryRun value) => Runs++;
    }
}
