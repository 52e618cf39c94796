using BenchmarkDotNet.Attributes;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Benchmarks.Formulas;

/// <summary>Time of one formula over all points; one thread.</summary>
[MemoryDiagnoser]
public class EvaluationBenchmarks
{
    private const int Count = 1000;

    private readonly byte[][] _plain = FormulaSample.WithoutConstants(Count);
    private readonly byte[][] _fitted = FormulaSample.WithConstants(Count);
    private readonly double[] _constants = [1.2, -0.7, 0.4, 2.5];
    private readonly double[] _jacobian = new double[4 * 1000];
    private readonly double[] _values = new double[1000];
    private Evaluator _evaluator = null!;

    [Params(20, 100)]
    public int Points { get; set; }

    [GlobalSetup]
    public void Setup() => _evaluator = new Evaluator(FormulaSample.Table(Points));

    [Benchmark(OperationsPerInvoke = Count)]
    public double Evaluate()
    {
        var sum = 0.0;
        foreach (var tokens in _plain)
            sum += _evaluator.Evaluate(tokens, [])[0];
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Jacobian()
    {
        foreach (var tokens in _fitted)
            _evaluator.EvaluateWithJacobian(tokens, _constants.AsSpan(0, PrefixOrder.CountConstants(tokens)), _values, _jacobian);
        return _jacobian[0];
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public ulong Fingerprints()
    {
        var sum = 0ul;
        foreach (var tokens in _plain)
            sum += Fingerprint.Of(tokens);
        return sum;
    }
}
