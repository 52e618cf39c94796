using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// Elementary functions of 8 float32 lanes, written out so that every machine with fused multiply-add gives the same
/// bits. NaN stays NaN.
/// </summary>
internal static class VectorFunctions
{
    private const float Log2E = 1.44269504f;

    /// <summary>e^x within a share of 2e-7 + 2e-8·|x| for |x| ≤ 87; beyond, the value at the nearer end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Power(x, Log2E, 87);

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256<float>.One / (Vector256<float>.One + Power(x, -Log2E, 87));

    /// <summary>Hyperbolic tangent, within 3e-7 of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x) =>
        Vector256.Create(2f) / (Vector256<float>.One + Power(x, -2 * Log2E, 43)) - Vector256<float>.One;

    /// <summary>
    /// 2^(rate·x), x held within ±limit. rate·x = n + f with |f| ≤ ½; 2^f is its Taylor polynomial of degree 6
    /// (remainder below a share of 1.3e-7), and n is added to the exponent's bits.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<float> x, float rate, float limit)
    {
        // Adding 1.5·2^23 rounds to a whole number and leaves it in the lowest bits. The order of the operands of
        // Min and Max lets NaN through.
        var rounder = Vector256.Create(12582912f);
        x = Vector256.MinNative(Vector256.Create(limit), Vector256.MaxNative(Vector256.Create(-limit), x));
        var n = Vector256.MultiplyAddEstimate(x, Vector256.Create(rate), rounder);
        var f = Vector256.MultiplyAddEstimate(x, Vector256.Create(rate), rounder - n);

        var p = Vector256.Create(1.5403530e-4f);
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(1.3333558e-3f));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(9.6181291e-3f));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(5.5504109e-2f));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(0.24022651f));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256.Create(0.69314718f));
        p = Vector256.MultiplyAddEstimate(p, f, Vector256<float>.One);
        return (p.AsInt32() + Vector256.ShiftLeft(n.AsInt32(), 23)).AsSingle();
    }
}
