using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DefectOrleans.Bench;

/// <summary>
/// Fused multiply-adds on registers alone: the most that a core does of them at the time, which on a machine shared with
/// others changes within minutes. What a loop of products reaches is told as a share of it.
/// </summary>
internal static class BareLoop
{
    private const int Accumulators = 12, Rounds = 12_000_000;

    private static float Last;

    /// <summary>Does float32 multiply-adds for some tens of milliseconds.</summary>
    /// <returns>Their number, each of a vector's lanes counted.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long MultiplyAdds()
    {
        // As many sums as the tiles of the matrix product have; fewer would wait for one another.
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default;
        Vector256<float> g = default, h = default, i = default, j = default, k = default, l = default;
        var (factor, addend) = (Vector256.Create(0.999f), Vector256.Create(1e-3f));
        for (var round = 0; round < Rounds; round++)
        {
            a = Vector256.MultiplyAddEstimate(a, factor, addend);
            b = Vector256.MultiplyAddEstimate(b, factor, addend);
            c = Vector256.MultiplyAddEstimate(c, factor, addend);
            d = Vector256.MultiplyAddEstimate(d, factor, addend);
            e = Vector256.MultiplyAddEstimate(e, factor, addend);
            f = Vector256.MultiplyAddEstimate(f, factor, addend);
            g = Vector256.MultiplyAddEstimate(g, factor, addend);
            h = Vector256.MultiplyAddEstimate(h, factor, addend);
            i = Vector256.MultiplyAddEstimate(i, factor, addend);
            j = Vector256.MultiplyAddEstimate(j, factor, addend);
            k = Vector256.MultiplyAddEstimate(k, factor, addend);
            l = Vector256.MultiplyAddEstimate(l, factor, addend);
        }

        // Without a use of the sums the compiler would be free to leave them out.
        Volatile.Write(ref Last, Vector256.Sum(a + b + c + d + e + f + (g + h + i + j + k + l)));
        return (long)Accumulators * Vector256<float>.Count * Rounds;
    }
}
