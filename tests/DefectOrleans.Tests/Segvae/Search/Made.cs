using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Network;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

/// <summary>Tables, problems and networks small enough to search in a moment.</summary>
internal static class Made
{
    private static readonly NetworkShape Tiny = new() { Steps = 16, Embedding = 8, Hidden = 8, Latent = 2 };

    /// <summary>An untrained network of a few thousand weights.</summary>
    public static IFormulaNetwork Network() => ManagedNetwork.Create(Tiny, seed: 1);

    /// <summary>Options of a small epoch.</summary>
    public static SearchOptions Options { get; } = new()
    {
        SamplesPerEpoch = 100, EditsPerEpoch = 100, RoundEditsPerEpoch = 200, TrainingRowsPerEpoch = 32, BatchSize = 32,
        ExchangeEpochs = 1,
    };

    /// <summary>Points of a law of x1.</summary>
    public static PointTable Table(string law, double from = -1, double to = 1, int count = 20)
    {
        var compiled = new CompiledFormula(FormulaText.Parse(law));
        double[] x = [.. Enumerable.Range(0, count).Select(i => from + (to - from) * i / (count - 1))];
        return new PointTable([x], [.. x.Select(v => compiled.Invoke(v))]);
    }

    public static SearchProblem Problem(PointTable points, LimitRule? limit = null) =>
        new(
            "made up", points, new FormulaRules
            {
                MaxLength = 24,
                MaxComplexity = 30,
                MaxConstants = 4,
                Allowed = OperatorRegistry.Usual | FormulaRules.Variables(1) | TokenSet.Range(Token.Constant, Token.Pi + 1)
            }, limit);

    public static Candidate Candidate(string formula, double error, int? complexity = null)
    {
        var expression = FormulaText.Parse(formula);
        return new Candidate(expression, error, complexity ?? expression.Complexity);
    }

    public static FormulaBuffer FormulaBuffer(string formula)
    {
        var buffer = new FormulaBuffer();
        buffer.Load(FormulaText.Parse(formula));
        return buffer;
    }
}
