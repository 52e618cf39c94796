using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Fitting;

/// <summary>Standard errors of fitted numbers.</summary>
internal static class StandardErrors
{
    /// <summary>
    /// One standard error each, the others free: √ of the diagonal of F⁻¹. Of a direction that no point tells it is infinite.
    /// </summary>
    /// <param name="fisher">F, symmetric, row-major.</param>
    /// <param name="errors">Filled, one for each number.</param>
    public static void Of(ReadOnlySpan<double> fisher, Span<double> errors)
    {
        var n = errors.Length;
        var (scaled, right) = (new double[n * n], new double[n]);
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
                scaled[a * n + b] = fisher[a * n + b] / Math.Sqrt(fisher[a * n + a] * fisher[b * n + b]);
        }
        var solved = Cholesky.Factor(scaled, n, leastPivot: 1e-14);
        for (var a = 0; a < n; a++)
        {
            Array.Clear(right);
            right[a] = 1;
            if (solved)
                Cholesky.Forward(scaled, right);
            var error = Math.Sqrt(right.Sum(v => v * v) / fisher[a * n + a]);
            errors[a] = double.IsFinite(error) && error > 0 ? error : double.PositiveInfinity;
        }
    }
}
