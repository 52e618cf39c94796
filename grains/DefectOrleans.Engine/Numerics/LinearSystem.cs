namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// Weighted least squares with Gaussian priors: minimises Σ w (aᵀx − b)² + Σ (x_j − m_j)²/s_j², by Cholesky on the normal
/// equations. The priors keep it definite, so any set of rows has an answer.
/// </summary>
internal sealed class LinearSystem
{
    // A prior so wide that rounding makes a pivot negative leaves its unknown where the prior has it.
    private const double LeastPivot = 1e-300;

    // Row by row.
    private readonly double[] _normal;
    private readonly double[] _right;
    private double[]? _lower;

    /// <summary>A system whose unknowns have the given prior means and standard deviations (same unit as the unknowns).</summary>
    public LinearSystem(ReadOnlySpan<double> priorMean, ReadOnlySpan<double> priorDeviation)
    {
        var n = priorMean.Length;
        _normal = new double[n * n];
        _right = new double[n];
        for (var j = 0; j < n; j++)
        {
            var precision = 1 / (priorDeviation[j] * priorDeviation[j]);
            _normal[j * n + j] = precision;
            _right[j] = precision * priorMean[j];
        }
    }

    /// <summary>How many.</summary>
    public int Unknowns => _right.Length;

    /// <summary>Adds a row given by its nonzero entries; an index may occur more than once.</summary>
    public void Add(ReadOnlySpan<(int Index, double Value)> row, double target, double weight)
    {
        _lower = null;
        foreach (var (i, a) in row)
        {
            _right[i] += weight * a * target;
            foreach (var (j, b) in row)
                _normal[i * _right.Length + j] += weight * a * b;
        }
    }

    /// <summary>The unknowns.</summary>
    public double[] Solve() => Solve(_right);

    /// <summary>The unknowns for other targets of the same rows, means of zero: the right-hand side is Σ w·target·a.</summary>
    public double[] Solve(double[] right)
    {
        _lower ??= Factor();
        double[] x = [.. right];
        Cholesky.Forward(_lower, x);
        Cholesky.Back(_lower, x);
        return x;
    }

    /// <summary>One standard deviation of each unknown.</summary>
    public double[] Deviations() => [.. Enumerable.Range(0, _right.Length).Select(j => DeviationOf([(j, 1.0)]))];

    /// <summary>One standard deviation of a weighted sum of unknowns.</summary>
    public double DeviationOf(ReadOnlySpan<(int Index, double Value)> sum)
    {
        _lower ??= Factor();
        var weights = new double[_right.Length];
        foreach (var (i, a) in sum)
            weights[i] += a;
        Cholesky.Forward(_lower, weights);
        return Math.Sqrt(weights.Sum(v => v * v));
    }

    private double[] Factor()
    {
        double[] lower = [.. _normal];
        // Of rows that are not finite there is no solution: the unknowns are NaN.
        if (!Cholesky.Factor(lower, _right.Length, LeastPivot))
            Array.Fill(lower, double.NaN);
        return lower;
    }
}
