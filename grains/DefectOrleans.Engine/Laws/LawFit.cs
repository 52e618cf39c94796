using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Laws;

/// <summary>
/// Fits a law's numbers to all tables at once: Levenberg–Marquardt steps of own numbers, each table with a damping of its
/// own, and of own and shared ones together, whose matrix is blocks with a border. Numbers that enter linearly are solved
/// for (variable projection, Golub and Pereyra 1973). Never ends worse than it began. One per thread; does not allocate
/// once warm.
/// </summary>
internal sealed class LawFit(LawTables tables)
{
    private const double LargestDamping = 1e12, SmallestDamping = 1e-12, LinearRidge = 1e-12;

    private readonly LawEquations _equations = new(tables);
    private readonly LawNumbers _numbers = new(tables.Count);
    private readonly double[] _costs = new double[tables.Count], _damping = new double[tables.Count];
    private double[] _trial = [], _step = [], _scale = [], _factors = [], _border = [];
    private double[] _schur = [], _sharedStep = [], _sharedScale = [];

    /// <summary>Where the numbers of the law read last stand.</summary>
    public LawNumbers Numbers => _numbers;

    /// <summary>Residuals and derivatives.</summary>
    public LawEquations Equations => _equations;

    /// <summary>Cost of each table after the last call.</summary>
    public ReadOnlySpan<double> Costs => _costs;

    /// <summary>Takes a law up; all else is about it.</summary>
    /// <param name="tokens">The law.</param>
    /// <param name="held">By constant token, whether its value stays; empty where all are fitted.</param>
    /// <param name="ties">By constant token, the first one that is the same number; empty where there are no such.</param>
    public void Read(ReadOnlySpan<byte> tokens, ReadOnlySpan<bool> held = default, ReadOnlySpan<int> ties = default)
    {
        _numbers.Read(tokens, held, ties);
        Grow(_numbers.Own.Length, _numbers.Shared.Length, _numbers.Values);
    }

    /// <summary>Σ w ρ(residual) over all tables.</summary>
    public double Cost(ReadOnlySpan<byte> tokens, ReadOnlySpan<double> numbers)
    {
        var cost = _equations.Cost(tokens, numbers);
        _equations.Costs.CopyTo(_costs, 0);
        return cost;
    }

    /// <summary>
    /// Improves own numbers, the shared ones as they stand: tables do not know of each other then, and each takes the steps
    /// that do it good.
    /// </summary>
    /// <returns>The cost.</returns>
    public double FitOwn(ReadOnlySpan<byte> tokens, Span<double> numbers, int iterations)
    {
        var own = _numbers.Own;
        var total = Cost(tokens, numbers);
        if (own.IsEmpty || !double.IsFinite(total))
            return total;
        var trial = _trial.AsSpan(0, numbers.Length);
        var scale = _scale.AsSpan(0, tables.Count * own.Length);
        scale.Clear();
        _damping.AsSpan().Fill(1e-3);
        var isThere = true;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            // The equations stand where the last trial was, which some tables may have refused.
            if (!isThere)
                _equations.Cost(tokens, numbers);
            if (!_equations.Form(tokens, own, default, _numbers))
                break;
            RaiseScale(scale, _equations.OwnMatrix, own.Length);
            numbers.CopyTo(trial);
            for (var table = 0; table < tables.Count; table++)
                TryOwn(table, own, trial, scale);
            _numbers.Spread(trial);
            _equations.Cost(tokens, trial);
            var goesOn = TakeBetter(numbers, trial, ref total, out isThere);
            _numbers.Spread(numbers);
            if (!goesOn)
                break;
        }
        return total;
    }

    /// <summary>Improves own and shared numbers together.</summary>
    /// <returns>The cost.</returns>
    public double FitAll(ReadOnlySpan<byte> tokens, Span<double> numbers, int iterations, double tolerance)
    {
        var own = _numbers.Own;
        var shared = _numbers.Shared;
        if (shared.IsEmpty)
            return FitOwn(tokens, numbers, iterations);
        var total = Cost(tokens, numbers);
        if (!double.IsFinite(total))
            return total;
        var trial = _trial.AsSpan(0, numbers.Length);
        var scale = _scale.AsSpan(0, tables.Count * own.Length);
        var sharedScale = _sharedScale.AsSpan(0, shared.Length);
        scale.Clear();
        sharedScale.Clear();
        var (damping, growth, moved) = (1e-3, 2.0, true);
        for (var iteration = 0; iteration < iterations && damping < LargestDamping; iteration++)
        {
            if (moved)
            {
                if (!_equations.Form(tokens, own, shared, _numbers))
                    break;
                RaiseScale(scale, _equations.OwnMatrix, own.Length);
                for (var j = 0; j < shared.Length; j++)
                    sharedScale[j] = Math.Max(sharedScale[j], _equations.SharedMatrix[j * shared.Length + j]);
            }
            numbers.CopyTo(trial);
            var next = Solve(damping, own, shared, trial) ? _equations.Cost(tokens, trial) : double.NaN;
            moved = next < total;
            if (!moved)
            {
                (damping, growth) = (damping * growth, growth * 2);
                continue;
            }
            var fall = total - next;
            trial.CopyTo(numbers);
            _equations.Costs.CopyTo(_costs, 0);
            total = next;
            (damping, growth) = (Math.Max(damping / 5, SmallestDamping), 2);
            if (fall <= tolerance * next)
                break;
        }
        return total;
    }

    /// <summary>
    /// Sets the numbers that enter linearly to their best values for the others as they stand, by plain least squares.
    /// </summary>
    /// <returns>The cost then; <see cref="Costs"/> are its parts.</returns>
    public double SolveLinear(
        ReadOnlySpan<byte> tokens, Span<double> numbers, ReadOnlySpan<int> own, ReadOnlySpan<int> shared)
    {
        var trial = _trial.AsSpan(0, numbers.Length);
        if (own.IsEmpty && shared.IsEmpty
            || !double.IsFinite(_equations.Cost(tokens, numbers, robust: false))
            || !_equations.Form(tokens, own, shared, _numbers))
            return Cost(tokens, numbers);
        for (var table = 0; table < tables.Count; table++)
        {
            for (var j = 0; j < own.Length; j++)
                _scale[table * own.Length + j] = _equations.OwnMatrix[(table * own.Length + j) * own.Length + j];
        }
        for (var j = 0; j < shared.Length; j++)
            _sharedScale[j] = _equations.SharedMatrix[j * shared.Length + j];
        numbers.CopyTo(trial);
        if (!Solve(LinearRidge, own, shared, trial) || Cost(tokens, trial) is var cost && !double.IsFinite(cost))
            return Cost(tokens, numbers);
        trial.CopyTo(numbers);
        return cost;
    }

    /// <summary>Takes the tables' own numbers from another set where they cost less there.</summary>
    public void TakeOwn(Span<double> numbers, ReadOnlySpan<double> other, Span<double> costs, ReadOnlySpan<double> otherCosts)
    {
        for (var table = 0; table < tables.Count; table++)
        {
            if (!(otherCosts[table] < costs[table]))
                continue;
            costs[table] = otherCosts[table];
            foreach (var token in _numbers.Own)
                numbers[_numbers.OffsetOf(token) + table] = other[_numbers.OffsetOf(token) + table];
        }
        _numbers.Spread(numbers);
    }

    private void RaiseScale(Span<double> scale, double[] matrix, int own)
    {
        for (var table = 0; table < tables.Count; table++)
        {
            for (var j = 0; j < own; j++)
            {
                ref var size = ref scale[table * own + j];
                size = Math.Max(size, matrix[(table * own + j) * own + j]);
            }
        }
    }

    private void TryOwn(int table, ReadOnlySpan<int> own, Span<double> trial, ReadOnlySpan<double> scale)
    {
        var n = own.Length;
        var factor = _factors.AsSpan(0, n * n);
        var step = _step.AsSpan(0, n);
        _equations.OwnMatrix.AsSpan(table * n * n, n * n).CopyTo(factor);
        _equations.OwnGradient.AsSpan(table * n, n).CopyTo(step);
        for (var j = 0; j < n; j++)
            factor[j * n + j] += Damped(_damping[table], scale[table * n + j]);
        if (!Cholesky.Solve(factor, step))
            return;
        for (var j = 0; j < n; j++)
            trial[_numbers.OffsetOf(own[j]) + table] -= step[j];
    }

    /// <summary>
    /// Each table keeps the trial's numbers where they are better. Returns whether it is worth going on, and tells whether all
    /// tables took them.
    /// </summary>
    private bool TakeBetter(Span<double> numbers, ReadOnlySpan<double> trial, ref double total, out bool all)
    {
        const double LeastFall = 1e-6, Hopeless = 1e8;
        var (before, goesOn) = (total, false);
        (total, all) = (0, true);
        for (var table = 0; table < tables.Count; table++)
        {
            var better = _equations.Costs[table] < _costs[table];
            _damping[table] = better ? Math.Max(_damping[table] / 5, SmallestDamping) : _damping[table] * 4;
            if (better)
            {
                _costs[table] = _equations.Costs[table];
                foreach (var token in _numbers.Own)
                    numbers[_numbers.OffsetOf(token) + table] = trial[_numbers.OffsetOf(token) + table];
            }
            else
                goesOn |= _damping[table] < Hopeless;
            all &= better;
            total += _costs[table];
        }
        return before - total > LeastFall * total || goesOn;
    }

    /// <summary>Solves the damped equations for a step and takes it off the trial's numbers.</summary>
    private bool Solve(double damping, ReadOnlySpan<int> own, ReadOnlySpan<int> shared, Span<double> trial)
    {
        var (n, s) = (own.Length, shared.Length);
        var schur = _schur.AsSpan(0, s * s);
        var right = _sharedStep.AsSpan(0, s);
        _equations.SharedMatrix.AsSpan(0, s * s).CopyTo(schur);
        _equations.SharedGradient.AsSpan(0, s).CopyTo(right);
        for (var j = 0; j < s; j++)
            schur[j * s + j] += Damped(damping, _sharedScale[j]);
        for (var table = 0; table < tables.Count && n > 0; table++)
        {
            var factor = _factors.AsSpan(table * n * n, n * n);
            var step = _step.AsSpan(table * n, n);
            _equations.OwnMatrix.AsSpan(table * n * n, n * n).CopyTo(factor);
            _equations.OwnGradient.AsSpan(table * n, n).CopyTo(step);
            for (var j = 0; j < n; j++)
                factor[j * n + j] += Damped(damping, _scale[table * n + j]);
            if (!Cholesky.Factor(factor, n, leastPivot: 0))
                return false;
            Cholesky.Forward(factor, step);
            Reduce(table, factor, step, schur, right);
        }
        if (s > 0 && !Cholesky.Solve(schur, right))
            return false;
        for (var table = 0; table < tables.Count && n > 0; table++)
        {
            var factor = _factors.AsSpan(table * n * n, n * n);
            var step = _step.AsSpan(table * n, n);
            for (var j = 0; j < s; j++)
            {
                var column = _border.AsSpan((table * s + j) * n, n);
                for (var k = 0; k < n; k++)
                    step[k] -= column[k] * right[j];
            }
            Cholesky.Back(factor, step);
            for (var k = 0; k < n; k++)
                trial[_numbers.OffsetOf(own[k]) + table] -= step[k];
        }
        for (var j = 0; j < s; j++)
            trial[_numbers.OffsetOf(shared[j])] -= right[j];
        _numbers.Spread(trial);
        return true;
    }

    /// <summary>Takes what a table's own numbers explain out of the shared ones' equations.</summary>
    private void Reduce(int table, ReadOnlySpan<double> factor, ReadOnlySpan<double> step, Span<double> schur, Span<double> right)
    {
        var (n, s) = (step.Length, right.Length);
        for (var j = 0; j < s; j++)
        {
            var column = _border.AsSpan((table * s + j) * n, n);
            _equations.Border.AsSpan((table * s + j) * n, n).CopyTo(column);
            Cholesky.Forward(factor, column);
            right[j] -= Dot(column, step);
            for (var k = 0; k <= j; k++)
                schur[j * s + k] -= Dot(column, _border.AsSpan((table * s + k) * n, n));
        }
    }

    private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    /// <summary>A number that no row depends on stays where it is.</summary>
    private static double Damped(double damping, double scale) => scale > 0 ? damping * scale : 1;

    private void Grow(int own, int shared, int values)
    {
        if (_trial.Length < values)
            _trial = new double[values];
        if (_step.Length < tables.Count * own)
            (_step, _scale) = (new double[tables.Count * own], new double[tables.Count * own]);
        if (_factors.Length < tables.Count * own * own)
            _factors = new double[tables.Count * own * own];
        if (_border.Length < tables.Count * own * shared)
            _border = new double[tables.Count * own * shared];
        if (_schur.Length < shared * shared)
            _schur = new double[shared * shared];
        if (_sharedStep.Length < shared)
            (_sharedStep, _sharedScale) = (new double[shared], new double[shared]);
    }
}
