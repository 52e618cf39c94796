using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// One time step of one row of an LSTM, all gates in one pass. Widths are multiples of 8; pointers are to rows of
/// [4·hidden] (gates) and [hidden] (states).
/// </summary>
internal static unsafe class LstmCell
{
    /// <summary>c = f∘cPrevious + i∘g, h = o∘tanh c, where gates = σ, σ, tanh, σ of (gates + input + extra).</summary>
    /// <param name="hidden">Width of the state.</param>
    /// <param name="gates">In: the recurrent part; out: the gates' values.</param>
    /// <param name="input">The token's part.</param>
    /// <param name="extra">The row's part.</param>
    /// <param name="cPrevious">Cell state before; may be <paramref name="c"/>.</param>
    /// <param name="c">Cell state after.</param>
    /// <param name="tanh">tanh c, which <see cref="Backward"/> needs; may be <paramref name="h"/>.</param>
    /// <param name="h">Output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        int hidden, float* gates, float* input, float* extra, float* cPrevious, float* c, float* tanh, float* h)
    {
        for (int j = 0; j < hidden; j += 8)
        {
            var i = VectorFunctions.Sigmoid(Sum(gates, input, extra, j));
            var f = VectorFunctions.Sigmoid(Sum(gates, input, extra, j + hidden));
            var g = VectorFunctions.Tanh(Sum(gates, input, extra, j + 2 * hidden));
            var o = VectorFunctions.Sigmoid(Sum(gates, input, extra, j + 3 * hidden));
            i.Store(gates + j);
            f.Store(gates + j + hidden);
            g.Store(gates + j + 2 * hidden);
            o.Store(gates + j + 3 * hidden);
            (f * Vector256.Load(cPrevious + j) + i * g).Store(c + j);
        }

        // A loop of its own: behind the gates, this tanh would double the chain that a processor has to wait for.
        for (int j = 0; j < hidden; j += 8)
        {
            var t = VectorFunctions.Tanh(Vector256.Load(c + j));
            t.Store(tanh + j);
            (Vector256.Load(gates + j + 3 * hidden) * t).Store(h + j);
        }
    }

    /// <summary>Backward of <see cref="Forward"/>.</summary>
    /// <param name="hidden">Width of the state.</param>
    /// <param name="gates">In: the gates' values; out: the derivatives by their arguments.</param>
    /// <param name="cPrevious">Cell state before.</param>
    /// <param name="tanh">tanh of the cell state after.</param>
    /// <param name="dh">Derivative by the output, from the next step.</param>
    /// <param name="dhOutput">Derivative by the output, from elsewhere.</param>
    /// <param name="dc">In: derivative by the cell state after; out: by the one before.</param>
    /// <param name="dInput">Sum of derivatives by the token's part.</param>
    /// <param name="dExtra">Sum of derivatives by the row's part.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(
        int hidden, float* gates, float* cPrevious, float* tanh, float* dh, float* dhOutput, float* dc, float* dInput,
        float* dExtra)
    {
        var one = Vector256<float>.One;
        for (int j = 0; j < hidden; j += 8)
        {
            var i = Vector256.Load(gates + j);
            var f = Vector256.Load(gates + j + hidden);
            var g = Vector256.Load(gates + j + 2 * hidden);
            var o = Vector256.Load(gates + j + 3 * hidden);
            var t = Vector256.Load(tanh + j);
            var output = Vector256.Load(dh + j) + Vector256.Load(dhOutput + j);
            var cell = Vector256.Load(dc + j) + output * o * (one - t * t);
            Put(gates, dInput, dExtra, j, cell * g * i * (one - i));
            Put(gates, dInput, dExtra, j + hidden, cell * Vector256.Load(cPrevious + j) * f * (one - f));
            Put(gates, dInput, dExtra, j + 2 * hidden, cell * i * (one - g * g));
            Put(gates, dInput, dExtra, j + 3 * hidden, output * t * o * (one - o));
            (cell * f).Store(dc + j);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Sum(float* gates, float* input, float* extra, int j) =>
        Vector256.Load(gates + j) + Vector256.Load(input + j) + Vector256.Load(extra + j);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* gates, float* dInput, float* dExtra, int j, Vector256<float> value)
    {
        value.Store(gates + j);
        (Vector256.Load(dInput + j) + value).Store(dInput + j);
        (Vector256.Load(dExtra + j) + value).Store(dExtra + j);
    }
}
