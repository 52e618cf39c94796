using System.Numerics;
using System.Runtime.InteropServices;

namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// The factor of large symmetric positive definite matrices, row by row: in blocks that stay in the cache, on vectors and two
/// threads. The same numbers on any number of threads.
/// </summary>
internal static class BlockedCholesky
{
    private const int Block = 64;

    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = 2 };

    /// <summary>Replaces the lower triangle of an n×n matrix by its factor L; false where it is not positive definite.</summary>
    public static bool Factor(double[] matrix, int n)
    {
        for (var from = 0; from < n; from += Block)
        {
            var to = Math.Min(n, from + Block);
            if (!Corner(matrix, n, from, to))
                return false;
            var blocks = (n - to + Block - 1) / Block;
            var first = from;
            Parallel.For(0, blocks, Threads, block => Below(matrix, n, first, to, to + block * Block));
            // The longest rows first: the last to end are short.
            Parallel.For(0, blocks, Threads, block => Rest(matrix, n, first, to, to + (blocks - 1 - block) * Block));
        }
        return true;
    }

    /// <summary>L⁻¹ transposed: row j holds column j of L⁻¹ from place j on.</summary>
    public static double[] Inverse(double[] lower, int n)
    {
        var columns = new double[lower.Length];
        Parallel.For(0, n, Threads, j =>
        {
            columns[j * n + j] = 1 / lower[j * n + j];
            for (var i = j + 1; i < n; i++)
                columns[j * n + i] = -Dot(Row(lower, n, i, j, i), Row(columns, n, j, j, i)) / lower[i * n + i];
        });
        return columns;
    }

    /// <summary>The inner product of two spans of equal length.</summary>
    public static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        var sum = Vector<double>.Zero;
        var a = MemoryMarshal.Cast<double, Vector<double>>(one);
        var b = MemoryMarshal.Cast<double, Vector<double>>(other);
        for (var i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        var total = Vector.Sum(sum);
        for (var i = a.Length * Vector<double>.Count; i < one.Length; i++)
            total += one[i] * other[i];
        return total;
    }

    private static bool Corner(double[] matrix, int n, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            for (var j = from; j <= i; j++)
            {
                var left = matrix[i * n + j] - Dot(Row(matrix, n, i, from, j), Row(matrix, n, j, from, j));
                if (i != j)
                    matrix[i * n + j] = left / matrix[j * n + j];
                else if (left > 0 && double.IsFinite(left))
                    matrix[i * n + i] = Math.Sqrt(left);
                else
                    return false;
            }
        }
        return true;
    }

    private static void Below(double[] matrix, int n, int from, int to, int row)
    {
        for (var i = row; i < Math.Min(n, row + Block); i++)
        {
            for (var j = from; j < to; j++)
                matrix[i * n + j] =
                    (matrix[i * n + j] - Dot(Row(matrix, n, i, from, j), Row(matrix, n, j, from, j))) / matrix[j * n + j];
        }
    }

    private static void Rest(double[] matrix, int n, int from, int to, int row)
    {
        for (var i = row; i < Math.Min(n, row + Block); i++)
        {
            var own = Row(matrix, n, i, from, to);
            var j = to;
            for (; j + 3 <= i; j += 4)
                Four(matrix, n, own, i, j, from, to);
            for (; j <= i; j++)
                matrix[i * n + j] -= Dot(own, Row(matrix, n, j, from, to));
        }
    }

    /// <summary>Four inner products at a time: each of the row's vectors is read once for them.</summary>
    private static void Four(double[] matrix, int n, ReadOnlySpan<double> own, int i, int j, int from, int to)
    {
        var row = MemoryMarshal.Cast<double, Vector<double>>(own);
        var a = Vectors(matrix, n, j, from, to);
        var b = Vectors(matrix, n, j + 1, from, to);
        var c = Vectors(matrix, n, j + 2, from, to);
        var d = Vectors(matrix, n, j + 3, from, to);
        Vector<double> one = Vector<double>.Zero, two = one, three = one, four = one;
        for (var k = 0; k < row.Length; k++)
        {
            one += row[k] * a[k];
            two += row[k] * b[k];
            three += row[k] * c[k];
            four += row[k] * d[k];
        }
        double s1 = Vector.Sum(one), s2 = Vector.Sum(two), s3 = Vector.Sum(three), s4 = Vector.Sum(four);
        for (var k = row.Length * Vector<double>.Count; k < own.Length; k++)
        {
            s1 += own[k] * matrix[j * n + from + k];
            s2 += own[k] * matrix[(j + 1) * n + from + k];
            s3 += own[k] * matrix[(j + 2) * n + from + k];
            s4 += own[k] * matrix[(j + 3) * n + from + k];
        }
        matrix[i * n + j] -= s1;
        matrix[i * n + j + 1] -= s2;
        matrix[i * n + j + 2] -= s3;
        matrix[i * n + j + 3] -= s4;
    }

    private static ReadOnlySpan<Vector<double>> Vectors(double[] matrix, int n, int row, int from, int to) =>
        MemoryMarshal.Cast<double, Vector<double>>(Row(matrix, n, row, from, to));

    private static ReadOnlySpan<double> Row(double[] matrix, int n, int row, int from, int to) =>
        matrix.AsSpan(row * n + from, to - from);
}
