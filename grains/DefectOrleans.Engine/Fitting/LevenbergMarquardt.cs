using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Fitting;

/// <summary>
/// Fits a formula's constants: minimises Σ w ρ(f(x; c) − y) by Levenberg–Marquardt steps with exact derivatives,
/// Moré's scaling (1978) and Nielsen's damping (1999). Never ends worse than it began. One per thread: it shares its
/// evaluator's memory and does not allocate once warm.
/// </summary>
public sealed class LevenbergMarquardt(Evaluator evaluator)
{
    private const double LargestDamping = 1e16, SmallestDamping = 1e-16;

    /// <summary>Keeps the diagonal of an exactly dependent pair of columns above rounding.</summary>
    private const double LinearRidge = 1e-13;

    private readonly Residuals _residuals = new(evaluator);
    private double[] _matrix = [];
    private double[] _damped = [];
    private double[] _gradient = [];
    private double[] _scale = [];
    private double[] _step = [];
    private double[] _trial = [];
    private int[] _all = [];

    /// <summary>The evaluator fits run on.</summary>
    public Evaluator Evaluator => evaluator;

    /// <summary>Σ w ρ(f − y); NaN or infinite where the formula is invalid at a point.</summary>
    public double Cost(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> constants, FitOptions options) =>
        _residuals.Cost(tokens, constants, options.HuberThreshold);

    /// <summary>Improves the constants in place.</summary>
    /// <param name="tokens">A complete formula in prefix order.</param>
    /// <param name="constants">In: the start. Out: the best constants met.</param>
    /// <param name="options">When to stop, which loss.</param>
    public FitResult Fit(ReadOnlySpan<byte> tokens, Span<double> constants, FitOptions options)
    {
        Grow(constants.Length);
        return Fit(tokens, constants, _all.AsSpan(0, constants.Length), options);
    }

    /// <summary>Improves only the chosen constants.</summary>
    internal FitResult Fit(ReadOnlySpan<byte> tokens, Span<double> constants, ReadOnlySpan<int> chosen, FitOptions options)
    {
        Grow(constants.Length);
        var n = chosen.Length;
        var (cost, evaluations) = (Cost(tokens, constants, options), 1);
        if (!double.IsFinite(cost))
            return new FitResult(cost, 0, evaluations, StopReason.StartNotFinite);
        if (n == 0)
            return new FitResult(cost, 0, evaluations, StopReason.NoConstants);

        var matrix = _matrix.AsSpan(0, n * n);
        var gradient = _gradient.AsSpan(0, n);
        var scale = _scale.AsSpan(0, n);
        var step = _step.AsSpan(0, n);
        var trial = _trial.AsSpan(0, constants.Length);
        scale.Clear();
        var (damping, growth, moved) = (options.InitialDamping, 2.0, true);
        for (var iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            if (moved)
            {
                if (!_residuals.Normal(tokens, chosen, matrix, gradient))
                    return new FitResult(cost, iteration - 1, evaluations, StopReason.Stuck);
                if (IsFlat(matrix, gradient, cost, options.GradientTolerance))
                    return new FitResult(cost, iteration - 1, evaluations, StopReason.Gradient);
                for (var j = 0; j < n; j++)
                    scale[j] = Math.Max(scale[j], matrix[j * n + j]);
            }

            if (!Solve(matrix, gradient, scale, damping, step))
            {
                if (!Raise(ref damping, ref growth))
                    return new FitResult(cost, iteration, evaluations, StopReason.Stuck);
                moved = false;
                continue;
            }

            constants.CopyTo(trial);
            var small = true;
            for (var j = 0; j < n; j++)
            {
                ref var value = ref trial[chosen[j]];
                small &= Math.Abs(step[j]) <= options.StepTolerance * (Math.Abs(value) + options.StepTolerance);
                value -= step[j];
            }

            var next = Cost(tokens, trial, options);
            evaluations++;
            moved = next < cost;
            if (moved)
            {
                var (gain, before) = (Gain(cost - next, step, gradient, scale, damping), cost);
                trial.CopyTo(constants);
                cost = next;
                damping = Math.Max(damping * Math.Max(1 / 3.0, 1 - Math.Pow(2 * gain - 1, 3)), SmallestDamping);
                growth = 2;
                if (before - next <= options.CostTolerance * before)
                    return new FitResult(cost, iteration, evaluations, StopReason.Cost);
            }

            if (small)
                return new FitResult(cost, iteration, evaluations, StopReason.Step);
            if (!moved && !Raise(ref damping, ref growth))
                return new FitResult(cost, iteration, evaluations, StopReason.Stuck);
        }

        return new FitResult(cost, options.MaxIterations, evaluations, StopReason.Iterations);
    }

    /// <summary>
    /// Sets constants that enter linearly (see <see cref="ConstantRoles"/>) to their best values for the others as
    /// they stand: one undamped step is exact. The constants stay as they are where that gives nothing better.
    /// </summary>
    /// <returns>The cost then.</returns>
    internal double SolveLinear(ReadOnlySpan<byte> tokens, Span<double> constants, ReadOnlySpan<int> linear, FitOptions options)
    {
        Grow(constants.Length);
        var n = linear.Length;
        var cost = Cost(tokens, constants, options);
        if (n == 0 || !double.IsFinite(cost))
            return cost;

        var matrix = _matrix.AsSpan(0, n * n);
        var gradient = _gradient.AsSpan(0, n);
        var scale = _scale.AsSpan(0, n);
        var step = _step.AsSpan(0, n);
        var trial = _trial.AsSpan(0, constants.Length);
        if (!_residuals.Normal(tokens, linear, matrix, gradient))
            return cost;
        for (var j = 0; j < n; j++)
            scale[j] = matrix[j * n + j];
        if (!Solve(matrix, gradient, scale, LinearRidge, step))
            return cost;

        constants.CopyTo(trial);
        for (var j = 0; j < n; j++)
            trial[linear[j]] -= step[j];
        var next = Cost(tokens, trial, options);
        if (!(next < cost))
            return cost;
        trial.CopyTo(constants);
        return next;
    }

    /// <summary>Solves (H + damping·scale) step = gradient.</summary>
    private bool Solve(
        ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, ReadOnlySpan<double> scale, double damping, Span<double> step)
    {
        var n = gradient.Length;
        var damped = _damped.AsSpan(0, n * n);
        matrix.CopyTo(damped);
        gradient.CopyTo(step);
        for (var j = 0; j < n; j++)
            damped[j * n + j] += scale[j] > 0 ? damping * scale[j] : 1;
        return Cholesky.Solve(damped, step);
    }

    /// <summary>Actual over predicted fall of the cost.</summary>
    private static double Gain(
        double fall, ReadOnlySpan<double> step, ReadOnlySpan<double> gradient, ReadOnlySpan<double> scale, double damping)
    {
        var predicted = 0.0;
        for (var j = 0; j < step.Length; j++)
            predicted += step[j] * (damping * scale[j] * step[j] + gradient[j]);
        return predicted > 0 ? fall / predicted : 0;
    }

    private static bool IsFlat(ReadOnlySpan<double> matrix, ReadOnlySpan<double> gradient, double cost, double tolerance)
    {
        var n = gradient.Length;
        for (var j = 0; j < n; j++)
        {
            if (Math.Abs(gradient[j]) > tolerance * Math.Sqrt(matrix[j * n + j]) * Math.Sqrt(cost))
                return false;
        }

        return true;
    }

    private static bool Raise(ref double damping, ref double growth)
    {
        damping *= growth;
        growth *= 2;
        return damping <= LargestDamping;
    }

    private void Grow(int count)
    {
        if (count <= _all.Length && _all.Length > 0)
            return;
        count = Math.Max(count, 16);
        _matrix = new double[count * count];
        _damped = new double[count * count];
        _gradient = new double[count];
        _scale = new double[count];
        _step = new double[count];
        _trial = new double[count];
        _all = [.. Enumerable.Range(0, count)];
    }
}
