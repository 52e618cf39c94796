using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Bench;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Bench;

public class RecoveryBenchmarkTests
{
    private static readonly RecoveryOptions Options = new()
    {
        Islands = 1,
        Threads = 1,
        Network = Made.Network,
        Search = Made.Options,
        Seed = 7
    };

    [Fact]
    public void A_recovered_law_is_told_with_its_error_on_unseen_points()
    {
        var run = RecoveryBenchmark.Run(
            BenchmarkProblem.InCube("made up", "x1 + x2", 2, -1, 1, 20), run: 3, Options, new FakeClock(),
            CancellationToken.None);

        Assert.True(run.Recovered);
        Assert.Equal(("made up", 3), (run.Problem, run.Run));
        Assert.Equal(3, new CompiledFormula(FormulaText.Parse(run.Formula)).Invoke([1, 2]), 1e-4);
        Assert.True(run.Error < 1e-18);
        Assert.True(run.Solved);
        Assert.Equal(3, new CompiledFormula(FormulaText.Parse(run.Chosen)).Invoke([1, 2]), 1e-4);
    }

    [Fact]
    public void A_law_that_is_not_found_is_no_recovery()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        var run = RecoveryBenchmark.Run(BenchmarkSet.Nguyen[3], run: 0, Options, new FakeClock(), cancelled.Token);

        Assert.False(run.Recovered);
        Assert.False(run.Solved);
        Assert.True(run.Error > 1e-9);
    }
}
