namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// The factor of symmetric positive definite matrices, row by row in a span, and systems solved by it in place.
/// </summary>
internal static class Cholesky
{
    /// <summary>
    /// Replaces the lower triangle of <paramref name="matrix"/> by its factor L and <paramref name="right"/> by the
    /// solution; false, and nothing solved, when the matrix is not positive definite.
    /// </summary>
    public static bool Solve(Span<double> matrix, Span<double> right)
    {
        if (!Factor(matrix, right.Length, leastPivot: 0))
            return false;
        Forward(matrix, right);
        Back(matrix, right);
        return true;
    }

    /// <summary>Replaces the lower triangle of an n×n matrix by its factor L.</summary>
    /// <param name="matrix">The matrix; its upper triangle is not looked at.</param>
    /// <param name="n">Its order.</param>
    /// <param name="leastPivot">Pivots below it become it, for matrices that are definite but for rounding; 0 refuses
    /// them.</param>
    /// <returns>Whether the matrix is positive definite.</returns>
    public static bool Factor(Span<double> matrix, int n, double leastPivot)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j];
                for (var k = 0; k < j; k++)
                    sum -= matrix[i * n + k] * matrix[j * n + k];
                if (i != j)
                {
                    matrix[i * n + j] = sum / matrix[j * n + j];
                    continue;
                }
                sum = Math.Max(sum, leastPivot);
                if (!(sum > 0 && double.IsFinite(sum)))
                    return false;
                matrix[i * n + i] = Math.Sqrt(sum);
            }
        }

        return true;
    }

    /// <summary>Solves L·x = b; <paramref name="right"/> is b, then x.</summary>
    public static void Forward(ReadOnlySpan<double> lower, Span<double> right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= lower[i * n + k] * right[k];
            right[i] /= lower[i * n + i];
        }
    }

    /// <summary>Solves Lᵀ·x = b; <paramref name="right"/> is b, then x.</summary>
    public static void Back(ReadOnlySpan<double> lower, Span<double> right)
    {
        var n = right.Length;
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                right[i] -= lower[k * n + i] * right[k];
            right[i] /= lower[i * n + i];
        }
    }
}
