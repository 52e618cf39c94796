using BenchmarkDotNet.Attributes;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Benchmarks.Predictions;

/// <summary>Time of one prediction at one distance, alone and among many; and of drawing a pretraining formula.</summary>
[MemoryDiagnoser]
public class PredictionBenchmarks
{
    private const int Count = 300;

    private readonly CompiledFormula _formula = new(FormulaText.Parse("2.31*exp(-0.62*x1)*cos(2.97*x1 + 0.41)"));
    private readonly double[] _distances = [.. Enumerable.Range(0, Count).Select(i => 2 + 0.03 * i)];
    private readonly double[] _energies = new double[Count];

    [Benchmark(OperationsPerInvoke = Count)]
    public double Alone()
    {
        var sum = 0.0;
        foreach (var r in _distances)
            sum += _formula.Invoke(r);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public void Together() => _formula.Invoke(_distances, _energies);

    [Benchmark(OperationsPerInvoke = 10_000)]
    public byte[] RandomFormula() => RandomFormulas.Draw(10_000, new FormulaRules(), 31, 1);
}
