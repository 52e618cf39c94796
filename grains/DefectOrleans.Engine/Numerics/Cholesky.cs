namespace DefectOrleans.Engine.Numerics;

/// <summary>Solves small symmetric positive definite systems in place.</summary>
internal static class Cholesky
{
    /// <summary>
    /// Replaces the lower triangle of <paramref name="matrix"/> by its factor L and <paramref name="right"/> by the
    /// solution; false, and nothing solved, when the matrix is not positive definite.
    /// </summary>
    public static bool Solve(Span<double> matrix, Span<double> right)
    {
        var n = right.Length;
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j];
                for (var k = 0; k < j; k++)
                    sum -= matrix[i * n + k] * matrix[j * n + k];
                if (i != j)
                    matrix[i * n + j] = sum / matrix[j * n + j];
                else if (sum > 0 && double.IsFinite(sum))
                    matrix[i * n + i] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                right[i] -= matrix[i * n + k] * right[k];
            right[i] /= matrix[i * n + i];
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                right[i] -= matrix[k * n + i] * right[k];
            right[i] /= matrix[i * n + i];
        }

        return true;
    }
}
