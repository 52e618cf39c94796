using DefectOrleans.Contracts;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Bench;

/// <summary>Searches on pair tables, whose laws nobody knows: what counts is how near a readable formula comes.</summary>
public static class PairBenchmark
{
    /// <summary>The most complex formula that counts as readable.</summary>
    public const int Readable = 20;

    private const int MaxComplexity = 40;

    /// <summary>Searches a table once; the error told is the least mean absolute one of readable formulas, eV.</summary>
    /// <param name="table">The table.</param>
    /// <param name="run">The run's number, from 0.</param>
    /// <param name="options">How, but for what searches of pairs do otherwise.</param>
    /// <param name="clock">Time.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static RecoveryRun Run(
        PlainPairTable table, int run, RecoveryOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var problem = PairSearch.ProblemOf($"{table.Type}", Property.Energy, table.Points, MaxComplexity);
        using var search = new FormulaSearch(problem, options.Search, options.Islands, options.Network, options.SeedOf(run));
        var result = search.Run(options.Stop, options.Threads, clock, null, cancellation);
        var best = result.Front.Where(c => c.Complexity <= Readable)
            .MinBy(c => FormulaChoice.FitError(table.Points, c.Expression));
        return new RecoveryRun(
            problem.Name, run, Recovered: false,
            best is null ? "" : FormulaText.Print(best.Expression, names: ["r"], digits: 6),
            best is null ? double.PositiveInfinity : FormulaChoice.FitError(table.Points, best.Expression),
            result.Elapsed.TotalSeconds, result.Epochs, result.Scored)
        {
            SampledElites = result.Yields.SampledElites,
            SampledFront = RecoveryBenchmark.SampledShare(result.Front),
        };
    }
}
