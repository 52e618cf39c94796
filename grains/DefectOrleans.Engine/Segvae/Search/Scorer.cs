using System.Diagnostics.CodeAnalysis;
using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Search;

/// <summary>
/// Turns token sequences into candidates: simplifies, drops what the rules forbid and what was scored before under
/// another writing, fits constants, and measures the error. On a large table all that goes on a <see cref="RowSample"/>, and
/// only what does well there is measured on all rows. One per island.
/// </summary>
internal sealed class Scorer : IScorer
{
    // A formula this close to being kept is worth a careful fit.
    private const double PromisingFactor = 4;

    // An error on a sample is not that on all rows; what is worse by more would not be kept.
    private const double SampleFactor = 1.5;

    private static readonly StartOptions KnownStart = new() { Guesses = 0, Starts = 1 };
    private static readonly StartOptions FromScratch = new() { Guesses = 12, Starts = 2 };
    private static readonly StartOptions Careful = new() { Guesses = 48, Starts = 4, Finish = new FitOptions() };

    // From the best constants for a sample to those for all rows it is not far.
    private static readonly StartOptions OnAllRows = new()
    {
        Guesses = 0,
        Starts = 1,
        Fit = new FitOptions { MaxIterations = 6 }
    };

    private static readonly SnapOptions Snapping = new();

    private readonly SearchProblem _problem;
    private readonly SearchOptions _options;
    private readonly Evaluator? _allRows;
    private readonly ConstantFit? _allRowsFit;
    private PointTable _points;
    private Evaluator _evaluator;
    private ConstantFit _fit;
    private ConstantSnapping _snapping;
    private readonly LimitCheck? _limit;
    private readonly BoundCheck? _bounds;
    private readonly BetweenPoints? _between;
    private readonly ulong _seed;
    private readonly SeenTable _structures = new(), _values = new();
    private readonly double[] _constants = new double[128];

    public Scorer(SearchProblem problem, SearchOptions options, ulong seed)
    {
        (_problem, _options, _seed) = (problem, options, seed);
        TryOn(RowSample.Of(problem.Points, epoch: 0));
        _allRows = ReferenceEquals(_points, problem.Points) ? null : new Evaluator(problem.Points);
        _allRowsFit = _allRows is null ? null : new ConstantFit(_allRows);
        _limit = problem.Limit is null ? null : new LimitCheck(problem.Limit);
        _bounds = problem.Bounds is null ? null : new BoundCheck(problem.Bounds);
        _between = problem.SensibleComplexity == 0 ? null : new BetweenPoints(problem.Points);
    }

    /// <inheritdoc/>
    public long Scored { get; private set; }

    /// <inheritdoc/>
    public long Fitted { get; private set; }

    /// <inheritdoc/>
    public SeenTable[] Seen => [_structures, _values];

    /// <inheritdoc/>
    public void Count(long scored, long fitted) => (Scored, Fitted) = (scored, fitted);

    /// <inheritdoc/>
    [MemberNotNull(nameof(_points), nameof(_evaluator), nameof(_fit), nameof(_snapping))]
    public void TryOn(PointTable points)
    {
        _points = points;
        _evaluator = new Evaluator(points);
        _fit = new ConstantFit(_evaluator);
        _snapping = new ConstantSnapping(_evaluator);
    }

    /// <inheritdoc/>
    public void Forget()
    {
        _structures.Clear();
        _values.Clear();
    }

    /// <inheritdoc/>
    public Candidate? Score(FormulaBuffer buffer, Archive archive, ParetoFront front, out double error)
    {
        error = double.NaN;
        var constants = _constants.AsSpan(0, buffer.Constants(_constants));
        if (buffer.Overflowed || !_problem.Rules.Accepts(buffer.Tokens))
            return null;
        if (_options.Deduplicate && !IsNewStructure(buffer.Tokens, constants, known: !HasNaN(constants)))
            return null;
        Scored++;
        error = constants.IsEmpty
            ? Error(_evaluator.Evaluate(buffer.Tokens, default), _points)
            : FittedError(buffer.Tokens, constants, archive);
        var threshold = archive.Threshold(Complexity.Of(buffer.Tokens), NumbersOf.Formula(buffer.Tokens, constants));
        if (_allRows is not null && error < SampleFactor * threshold)
            error = Error(_allRows.Evaluate(buffer.Tokens, constants), _problem.Points);
        if (!(error < threshold))
            return null;
        return Accept(Simplified(new Expression([.. buffer.Tokens], [.. constants])), error, front);
    }

    /// <inheritdoc/>
    public IEnumerable<Candidate> Snap(Candidate fitted, ParetoFront front)
    {
        foreach (var stage in _snapping.Snap(fitted.Expression, Snapping))
        {
            if (_problem.Rules.Accepts(stage.Expression.Tokens.AsSpan())
                && Accept(stage.Expression, ErrorOf(stage), front) is { } candidate)
            {
                yield return candidate;
            }
        }
    }

    private double ErrorOf(SnappedFormula stage) => _allRows is null
        ? stage.Cost / _points.TotalWeight
        : Error(_allRows.Evaluate(stage.Expression.Tokens.AsSpan(), stage.Expression.Constants.AsSpan()), _problem.Points);

    private static bool HasNaN(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
                return true;
        }
        return false;
    }

    /// <summary>A simpler writing, unless it takes what the rules do not allow: a constant for 7·8, a square for x·x.</summary>
    private Expression Simplified(Expression raw) =>
        Simplification.Simplify(raw) is var simple && _problem.Rules.Accepts(simple.Tokens.AsSpan()) ? simple : raw;

    /// <summary>Fits the constants in place: quickly, and with care where the formula may be kept.</summary>
    private double FittedError(ReadOnlySpan<byte> tokens, Span<double> constants, Archive archive)
    {
        Fitted++;
        var result = HasNaN(constants)
            ? _fit.FitFromScratch(tokens, constants, FromScratch, _seed)
            : _fit.Refit(tokens, constants, KnownStart, _seed);
        if (!result.IsFinite)
            return double.NaN;
        var total = _points.TotalWeight;
        if (result.Cost / total < PromisingFactor * archive.Threshold(Complexity.Of(tokens), Numbers.Fitted))
            result = _fit.Refit(tokens, constants, Careful, _seed + 1);
        return result.Cost / total;
    }

    private Candidate? Accept(Expression expression, double error, ParetoFront front)
    {
        var complexity = Complexity.Of(expression.Tokens.AsSpan());
        if (!double.IsFinite(error) || complexity > _problem.Rules.MaxComplexity || Cancels(expression))
            return null;
        var candidate = new Candidate(expression, error, complexity);
        if (_allRowsFit is not null && candidate.Numbers == Numbers.Fitted && front.Takes(candidate))
            candidate = FittedOnAllRows(candidate, _allRowsFit);
        var values = _options.Deduplicate
            ? Fingerprint.OfValues(_evaluator.Evaluate(expression.Tokens.AsSpan(), candidate.Expression.Constants.AsSpan()))
            : 0;
        if (_options.Deduplicate && IsKnown(values, candidate))
            return null;
        if (_limit is not null && !IsWithinLimits(_limit, candidate, front)
            || _bounds?.Accepts(expression.Tokens.AsSpan(), expression.Constants.AsSpan()) == false)
        {
            return null;
        }
        if (complexity <= _problem.SensibleComplexity && front.Takes(candidate)
            && _between?.Accepts(candidate.Expression.Tokens.AsSpan(), candidate.Expression.Constants.AsSpan()) == false)
            candidate = candidate with { IsParentOnly = true };
        // Only now: what is refused between the points must not keep out a formula with its values at them.
        if (_options.Deduplicate)
            Remember(values, candidate);
        return candidate;
    }

    /// <summary>A proof takes as long as some scores; only the few that would enter the front need one.</summary>
    private static bool IsWithinLimits(LimitCheck limit, Candidate candidate, ParetoFront front)
    {
        var tokens = candidate.Expression.Tokens.AsSpan();
        var constants = candidate.Expression.Constants.AsSpan();
        return limit.Accepts(tokens, constants) && (!front.Takes(candidate) || limit.Proves(tokens, constants));
    }

    /// <summary>
    /// Whether parts of a sum are so much larger than it that the rules call it cancellation; only large numbers do that.
    /// </summary>
    private bool Cancels(Expression expression)
    {
        foreach (var constant in expression.Constants)
        {
            if (Math.Abs(constant) > _problem.Rules.LargestCancellation)
                return Cancellation.Of(expression, _evaluator) > _problem.Rules.LargestCancellation;
        }
        return false;
    }

    private Candidate FittedOnAllRows(Candidate candidate, ConstantFit fit)
    {
        double[] constants = [.. candidate.Expression.Constants];
        var result = fit.Refit(candidate.Expression.Tokens.AsSpan(), constants, OnAllRows, _seed);
        var error = result.Cost / _problem.Points.TotalWeight;
        return error < candidate.Error
            ? new Candidate(candidate.Expression with { Constants = [.. constants] }, error, candidate.Complexity)
            : candidate;
    }

    private static double Error(ReadOnlySpan<double> values, PointTable points)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var residual = values[i] - points.Target[i];
            sum += points.Weights[i] * residual * residual;
        }
        return sum / points.TotalWeight;
    }

    /// <summary>
    /// Structures with unknown constants are tried once; one with known constants once for each rough set of them.
    /// </summary>
    private bool IsNewStructure(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, bool known)
    {
        var hash = Fingerprint.Of(tokens);
        if (known)
        {
            foreach (var constant in constants)
                hash = SeededRandom.Mix(
                    hash + (ulong)(int)MathF.Round(8 * MathF.Log2(1e-6f + MathF.Abs((float)constant)))
                        + (constant < 0 ? 1UL << 40 : 0));
        }
        return _structures.Add(hash);
    }

    /// <summary>
    /// Whether a formula as simple had these values. Numbers of more choice that come out the same do not keep out the
    /// formula of less choice.
    /// </summary>
    private bool IsKnown(ulong values, Candidate candidate)
    {
        for (var numbers = Numbers.Small; numbers <= candidate.Numbers; numbers++)
        {
            if (_values.Knows(Salted(values, numbers), candidate.Complexity))
                return true;
        }
        return false;
    }

    private void Remember(ulong values, Candidate candidate) =>
        _values.Add(Salted(values, candidate.Numbers), candidate.Complexity);

    private static ulong Salted(ulong values, Numbers numbers) => SeededRandom.Mix(values + (ulong)numbers);
}
