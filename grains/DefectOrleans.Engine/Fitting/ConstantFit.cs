using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Fitting;

/// <summary>How many places a fit begins from.</summary>
public sealed record StartOptions
{
    /// <summary>Random guesses drawn and judged by their cost after a linear solve; cheap.</summary>
    public int Guesses { get; init; } = 16;

    /// <summary>The best guesses that are fitted, beside the constants handed in.</summary>
    public int Starts { get; init; } = 3;

    /// <summary>How each start is fitted.</summary>
    public FitOptions Fit { get; init; } = FitOptions.Quick;

    /// <summary>How the best one is finished; null leaves it as it is.</summary>
    public FitOptions? Finish { get; init; }
}

/// <summary>
/// Fits a formula's constants from several starts and keeps the best. Guesses suit what each constant does (a
/// frequency, a rate, an exponent, …), and constants that enter linearly are solved for rather than guessed
/// (after variable projection, Golub and Pereyra 1973). The same seed, tokens and data give the same answer,
/// whatever was fitted before. One per thread; does not allocate once warm.
/// </summary>
public sealed class ConstantFit(Evaluator evaluator)
{
    private readonly LevenbergMarquardt _fit = new(evaluator);
    private readonly VariableScale _scale = VariableScale.Of(evaluator.Table);
    private ConstantRole[] _roles = [];
    private int[] _linear = [];
    private double[] _guess = [];
    private readonly BestStarts _best = new();

    /// <summary>The evaluator fits run on.</summary>
    public Evaluator Evaluator => evaluator;

    /// <summary>Finds constants from random starts alone.</summary>
    /// <param name="tokens">A complete formula in prefix order.</param>
    /// <param name="constants">Filled with the best constants found; untouched where every start is invalid.</param>
    /// <param name="options">How many starts.</param>
    /// <param name="seed">Drives the guesses.</param>
    public FitResult FitFromScratch(ReadOnlySpan<byte> tokens, Span<double> constants, StartOptions options, ulong seed) =>
        Fit(tokens, constants, useGiven: false, options, seed);

    /// <summary>Improves constants, from their own values and from random starts.</summary>
    /// <param name="tokens">A complete formula in prefix order.</param>
    /// <param name="constants">In: one more start. Out: the best constants found, never worse than that start.</param>
    /// <param name="options">How many starts.</param>
    /// <param name="seed">Drives the guesses.</param>
    public FitResult Refit(ReadOnlySpan<byte> tokens, Span<double> constants, StartOptions options, ulong seed) =>
        Fit(tokens, constants, useGiven: true, options, seed);

    private FitResult Fit(ReadOnlySpan<byte> tokens, Span<double> constants, bool useGiven, StartOptions options, ulong seed)
    {
        var n = constants.Length;
        if (n == 0)
            return _fit.Fit(tokens, constants, options.Fit);

        Grow(n);
        var roles = _roles.AsSpan(0, n);
        ConstantRoles.Read(tokens, roles);
        var linearCount = 0;
        for (var j = 0; j < n; j++)
        {
            if (roles[j] == ConstantRole.Linear)
                _linear[linearCount++] = j;
        }

        var linear = _linear.AsSpan(0, linearCount);
        var best = useGiven
            ? _fit.Fit(tokens, constants, options.Fit)
            : new FitResult(double.NaN, 0, 0, StopReason.StartNotFinite);
        var (iterations, evaluations) = (best.Iterations, best.Evaluations);
        Guess(tokens, roles, linear, options, new SeededRandom(seed ^ Fingerprint.Of(tokens)));
        evaluations += options.Guesses;
        for (var start = 0; start < _best.Count; start++)
        {
            var trial = _best[start];
            var result = _fit.Fit(tokens, trial, options.Fit);
            iterations += result.Iterations;
            evaluations += result.Evaluations;
            if (!result.IsFinite || result.Cost >= best.Cost)
                continue;
            trial.CopyTo(constants);
            best = result;
        }

        if (options.Finish is { } finish && best.IsFinite)
        {
            best = _fit.Fit(tokens, constants, finish);
            iterations += best.Iterations;
            evaluations += best.Evaluations;
        }

        return best with { Iterations = iterations, Evaluations = evaluations };
    }

    /// <summary>Draws guesses and keeps the best few.</summary>
    private void Guess(
        ReadOnlySpan<byte> tokens, ReadOnlySpan<ConstantRole> roles, ReadOnlySpan<int> linear, StartOptions options,
        SeededRandom random)
    {
        var n = roles.Length;
        _best.Clear(n, options.Starts);
        var guess = _guess.AsSpan(0, n);
        // Without constants to guess, every guess is the same linear solve.
        var guesses = linear.Length == n ? Math.Min(1, options.Guesses) : options.Guesses;
        for (var drawn = 0; drawn < guesses; drawn++)
        {
            for (var j = 0; j < n; j++)
                guess[j] = _scale.Draw(roles[j], ref random);
            _best.Offer(_fit.SolveLinear(tokens, guess, linear, options.Fit), guess);
        }
    }

    private void Grow(int constants)
    {
        if (_roles.Length < constants)
        {
            _roles = new ConstantRole[constants];
            _linear = new int[constants];
            _guess = new double[constants];
        }
    }
}
