using BenchmarkDotNet.Attributes;
using DefectOrleans.Benchmarks.Formulas;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Benchmarks.Fitting;

/// <summary>Time to fit one formula of one to four constants from nothing; one thread.</summary>
[MemoryDiagnoser]
public class FittingBenchmarks
{
    private const int Count = 500;

    private readonly byte[][] _formulas = FormulaSample.WithConstants(Count);
    private readonly double[] _constants = new double[4];
    private readonly ConstantFit _fit = new(new Evaluator(FormulaSample.Table()));

    [Params(2, 3)]
    public int Starts { get; set; }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Fit()
    {
        var options = new StartOptions { Starts = Starts };
        var sum = 0.0;
        foreach (var tokens in _formulas)
            sum += _fit.FitFromScratch(tokens, _constants.AsSpan(0, PrefixOrder.CountConstants(tokens)), options, 1).Iterations;
        return sum;
    }
}
