using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// Elementary functions of 8 float32 lanes, written out so that every machine with fused multiply-add gives the same
/// bits. NaN stays NaN.
/// </summary>
internal static class VectorFunctions
{
    /// <summary>
    /// e^x within 2 units in the last place for −87 ≤ x ≤ 88; beyond, the value at the nearer end. x = n·ln 2 + r
    /// with |r| ≤ ½ ln 2; e^r is its Taylor polynomial of degree 7 (remainder below 6e-9), 2^n is set in the exponent.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(88f), Vector256.MaxNative(Vector256.Create(-87f), x));
        var n = Vector256.Round(x * Vector256.Create(1.44269504f));

        // ln 2 in two parts; the first has few enough bits for n times it to be exact.
        var r = Vector256.MultiplyAddEstimate(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.MultiplyAddEstimate(n, Vector256.Create(2.12194440e-4f), r);

        var p = Vector256.Create(1f / 5040);
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 720));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 120));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 24));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f / 6));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(0.5f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f));
        p = Vector256.MultiplyAddEstimate(p, r, Vector256.Create(1f));
        var exponent = Vector256.ConvertToInt32Native(n) + Vector256.Create(127);
        return p * Vector256.ShiftLeft(exponent, 23).AsSingle();
    }

    /// <summary>1 / (1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x) =>
        Vector256<float>.One / (Vector256<float>.One + Exp(-x));

    /// <summary>Hyperbolic tangent, within 1.2e-7 of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Tanh(Vector256<float> x)
    {
        var two = Vector256.Create(2f);
        return two / (Vector256<float>.One + Exp(x * Vector256.Create(-2f))) - Vector256<float>.One;
    }
}
