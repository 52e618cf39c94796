namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// Least squares with Gaussian priors of mean 0 where there are more unknowns than rows: solved in the rows' space (Rasmussen
/// and Williams 2006, chapter 2), which also tells the evidence for the priors and what each row would be missed by if it were
/// left out.
/// </summary>
internal sealed class DualRegression
{
    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = 2 };

    private readonly IReadOnlyList<(int Index, double Value)[]> _rows;
    private readonly double[] _variances;
    private readonly double[] _covariance;
    private readonly List<(int Row, double Value)>?[] _holders;

    /// <param name="rows">Their nonzero entries; an index may occur more than once.</param>
    /// <param name="variances">Prior variance of each unknown.</param>
    public DualRegression(IReadOnlyList<(int Index, double Value)[]> rows, double[] variances)
    {
        (_rows, _variances) = (rows, variances);
        _covariance = new double[rows.Count * rows.Count];
        var holders = new List<(int Row, double Value)>[variances.Length];
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var (index, value) in rows[row])
                (holders[index] ??= []).Add((row, value));
        }
        _holders = holders;
        Parallel.For(0, 2, Threads, half => Add(holders, half));
    }

    /// <summary>For rows of which only the covariance is known: its lower triangle, row by row.</summary>
    public DualRegression(double[] covariance, int rows)
    {
        (_rows, _variances, _holders, _covariance) = (new (int, double)[rows][], [], [], covariance);
    }

    /// <summary>How many.</summary>
    public int Rows => _rows.Count;

    /// <summary>The answer for some targets; null where rounding leaves none.</summary>
    /// <param name="targets">By row.</param>
    /// <param name="noise">Variance of each row's target beside the unknowns'.</param>
    public DualSolution? Solve(double[] targets, double[] noise)
    {
        var n = Rows;
        double[] lower = [.. _covariance];
        for (var i = 0; i < n; i++)
            lower[i * n + i] += noise[i];
        if (!BlockedCholesky.Factor(lower, n))
            return null;
        double[] weights = [.. targets];
        for (var i = 0; i < n; i++)
            weights[i] = (weights[i] - BlockedCholesky.Dot(lower.AsSpan(i * n, i), weights.AsSpan(0, i))) / lower[i * n + i];
        for (var i = n - 1; i >= 0; i--)
        {
            weights[i] /= lower[i * n + i];
            for (var k = 0; k < i; k++)
                weights[k] -= lower[i * n + k] * weights[i];
        }
        return new DualSolution(this, targets, weights, lower);
    }

    /// <summary>The unknowns that rows' weights make up.</summary>
    internal double[] Unknowns(double[] weights)
    {
        var unknowns = new double[_variances.Length];
        for (var row = 0; row < Rows; row++)
        {
            foreach (var (index, value) in _rows[row])
                unknowns[index] += _variances[index] * value * weights[row];
        }
        return unknowns;
    }

    /// <summary>How many unknowns.</summary>
    internal int Count => _variances.Length;

    /// <summary>One standard deviation of an unknown, once the rows are known.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="lower">The factor of the targets' covariance.</param>
    internal double Deviation(int index, double[] lower)
    {
        if (_holders[index] is not { } held)
            return Math.Sqrt(_variances[index]);
        var told = new double[Rows];
        foreach (var (row, value) in held)
            told[row] += value * _variances[index];
        var (first, sum) = (held[0].Row, 0.0);
        for (var i = first; i < Rows; i++)
        {
            told[i] = (told[i] - BlockedCholesky.Dot(lower.AsSpan(i * Rows + first, i - first), told.AsSpan(first, i - first)))
                / lower[i * Rows + i];
            sum += told[i] * told[i];
        }
        return Math.Sqrt(Math.Max(0, _variances[index] - sum));
    }

    private void Add(List<(int Row, double Value)>[] holders, int half)
    {
        for (var index = 0; index < holders.Length; index++)
        {
            if (holders[index] is not { } held || _variances[index] == 0)
                continue;
            foreach (var (row, value) in held)
            {
                if (row % 2 != half)
                    continue;
                var scaled = value * _variances[index];
                foreach (var (other, with) in held)
                {
                    if (other > row)
                        break;
                    _covariance[row * Rows + other] += scaled * with;
                }
            }
        }
    }
}

/// <summary>What a <see cref="DualRegression"/> has found.</summary>
/// <param name="of">Whose.</param>
/// <param name="targets">The targets.</param>
/// <param name="weights">What each row's target counts.</param>
/// <param name="lower">The factor of the targets' covariance.</param>
internal sealed class DualSolution(DualRegression of, double[] targets, double[] weights, double[] lower)
{
    private double[]? _inverse;

    /// <summary>The unknowns.</summary>
    public double[] Unknowns => of.Unknowns(weights);

    /// <summary>Residuals over the noise's variance.</summary>
    public double[] Weights => weights;

    /// <summary>One standard deviation of each unknown from one on.</summary>
    public double[] Deviations(int from)
    {
        var deviations = new double[of.Count - from];
        Parallel.For(0, deviations.Length, new ParallelOptions { MaxDegreeOfParallelism = 2 },
            i => deviations[i] = of.Deviation(from + i, lower));
        return deviations;
    }

    /// <summary>Logarithm of the targets' probability under the priors, up to a constant.</summary>
    public double LogEvidence
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < of.Rows; i++)
                sum -= targets[i] * weights[i] / 2 + Math.Log(lower[i * of.Rows + i]);
            return sum;
        }
    }

    /// <summary>What a row's target is above its prediction by all other rows.</summary>
    public double LeftOut(int row)
    {
        var n = of.Rows;
        _inverse ??= BlockedCholesky.Inverse(lower, n);
        var own = _inverse.AsSpan(row * n + row, n - row);
        return weights[row] / BlockedCholesky.Dot(own, own);
    }
}
