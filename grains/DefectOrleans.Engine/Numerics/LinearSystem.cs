namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// Weighted least squares with Gaussian priors: minimises Σ w (aᵀx − b)² + Σ (x_j − m_j)²/s_j², by Cholesky on the normal
/// equations. The priors keep it definite, so any set of rows has an answer.
/// </summary>
internal sealed class LinearSystem
{
    private readonly double[,] _normal;
    private readonly double[] _right;
    private double[,]? _lower;

    /// <summary>A system whose unknowns have the given prior means and standard deviations (same unit as the unknowns).</summary>
    public LinearSystem(ReadOnlySpan<double> priorMean, ReadOnlySpan<double> priorDeviation)
    {
        var n = priorMean.Length;
        _normal = new double[n, n];
        _right = new double[n];
        for (var j = 0; j < n; j++)
        {
            var precision = 1 / (priorDeviation[j] * priorDeviation[j]);
            _normal[j, j] = precision;
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
                _normal[i, j] += weight * a * b;
        }
    }

    /// <summary>The unknowns.</summary>
    public double[] Solve() => Solve(_right);

    /// <summary>The unknowns for other targets of the same rows, means of zero: the right-hand side is Σ w·target·a.</summary>
    public double[] Solve(double[] right)
    {
        _lower ??= Cholesky();
        return Back(_lower, Forward(_lower, right));
    }

    /// <summary>One standard deviation of each unknown.</summary>
    public double[] Deviations() => [.. Enumerable.Range(0, _right.Length).Select(j => DeviationOf([(j, 1.0)]))];

    /// <summary>One standard deviation of a weighted sum of unknowns.</summary>
    public double DeviationOf(ReadOnlySpan<(int Index, double Value)> sum)
    {
        _lower ??= Cholesky();
        var weights = new double[_right.Length];
        foreach (var (i, a) in sum)
            weights[i] += a;
        return Math.Sqrt(Forward(_lower, weights).Sum(v => v * v));
    }

    private double[,] Cholesky()
    {
        var n = _right.Length;
        var lower = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j <= i; j++)
        {
            var sum = _normal[i, j];
            for (var k = 0; k < j; k++)
                sum -= lower[i, k] * lower[j, k];
            lower[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-300)) : sum / lower[j, j];
        }
        return lower;
    }

    private static double[] Forward(double[,] lower, double[] b)
    {
        var x = new double[b.Length];
        for (var i = 0; i < b.Length; i++)
        {
            var sum = b[i];
            for (var k = 0; k < i; k++)
                sum -= lower[i, k] * x[k];
            x[i] = sum / lower[i, i];
        }
        return x;
    }

    private static double[] Back(double[,] lower, double[] b)
    {
        var x = new double[b.Length];
        for (var i = b.Length - 1; i >= 0; i--)
        {
            var sum = b[i];
            for (var k = i + 1; k < b.Length; k++)
                sum -= lower[k, i] * x[k];
            x[i] = sum / lower[i, i];
        }
        return x;
    }
}
