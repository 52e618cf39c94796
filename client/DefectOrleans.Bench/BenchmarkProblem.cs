using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Bench;

/// <summary>A law to be recovered from points drawn evenly at random in a cube.</summary>
/// <param name="Name">Such as Nguyen-1.</param>
/// <param name="Law">The law in x1, x2.</param>
/// <param name="Variables">1 or 2.</param>
/// <param name="Low">Lower bound of every variable.</param>
/// <param name="High">Upper bound of every variable.</param>
/// <param name="Points">Number of points.</param>
public sealed record BenchmarkProblem(string Name, string Law, int Variables, double Low, double High, int Points)
{
    /// <summary>
    /// The published function set of both benchmarks: + − × ÷ sin cos exp log. Constants are fitted; no number is given.
    /// </summary>
    public static TokenSet Operators { get; } = TokenSet.Of(
        Token.Add, Token.Subtract, Token.Multiply, Token.Divide, Token.Sine, Token.Cosine, Token.Exponential, Token.Logarithm);

    /// <summary>The law as a formula.</summary>
    public Expression Formula => FormulaText.Parse(Law);

    /// <summary>The problem on a domain three times as wide, where no variable has a sign that it has not here.</summary>
    public BenchmarkProblem Wider()
    {
        var width = High - Low;
        return this with
        {
            Low = Low >= 0 ? Math.Max(0, Low - width) : Low - width,
            High = High <= 0 ? Math.Min(0, High + width) : High + width,
        };
    }

    /// <summary>Points of the law with noise on the target.</summary>
    /// <param name="count">How many.</param>
    /// <param name="noise">Standard deviation of the noise as a share of the target's.</param>
    /// <param name="seed">Drives points and noise.</param>
    public PointTable Draw(int count, double noise, ulong seed)
    {
        var random = new SeededRandom(SeededRandom.Mix(seed));
        var columns = Enumerable.Range(0, Variables).Select(_ => new double[count]).ToArray();
        var target = new double[count];
        var law = new CompiledFormula(Formula);
        Span<double> at = stackalloc double[Variables];
        for (var i = 0; i < count; i++)
        {
            // A law may be undefined on a thin set (x1 + x2 = 0): such points are drawn again.
            do
            {
                for (var k = 0; k < Variables; k++)
                    columns[k][i] = at[k] = random.NextUniform(Low, High);
                target[i] = law.Invoke(at);
            }
            while (!double.IsFinite(target[i]));
        }
        var deviation = noise * Deviation(target);
        if (deviation > 0)
        {
            for (var i = 0; i < count; i++)
                target[i] += deviation * random.NextNormal();
        }
        return new PointTable(columns, target);
    }

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
