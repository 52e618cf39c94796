using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>Chooses tokens multinomially.</summary>
internal static unsafe class TokenChoice
{
    /// <summary>The token at which the sum of probabilities passes <paramref name="uniform"/>.</summary>
    /// <param name="logits">−∞ for what is no token of the network.</param>
    /// <param name="count">How many there are, a multiple of 8.</param>
    /// <param name="allowed">Tokens to choose from.</param>
    /// <param name="uniform">In [0, 1).</param>
    /// <param name="inverseTemperature">Multiplies logits.</param>
    public static byte Choose(float* logits, int count, TokenSet allowed, float uniform, float inverseTemperature)
    {
        float* p = stackalloc float[count];
        var max = Vector256.Create(float.NegativeInfinity);
        for (int k = 0; k < count; k += 8)
        {
            var bits = Vector256.Create((uint)(allowed.Bits >> k)) & Vector256.Create(1u, 2, 4, 8, 16, 32, 64, 128);
            var logit = Vector256.Load(logits + k) * Vector256.Create(inverseTemperature);
            logit = Vector256.ConditionalSelect(
                Vector256.Equals(bits, default).AsSingle(), Vector256.Create(float.NegativeInfinity), logit);
            logit.Store(p + k);
            max = Vector256.Max(max, logit);
        }

        float highest = TensorPrimitives.Max(new ReadOnlySpan<float>((float*)&max, 8));
        float sum = 0;
        for (int k = 0; k < count; k += 8)
        {
            var logit = Vector256.Load(p + k);
            var value = VectorFunctions.Exp(logit - Vector256.Create(highest));
            Vector256.ConditionalSelect(
                Vector256.Equals(logit, Vector256.Create(float.NegativeInfinity)), default, value).Store(p + k);
        }

        for (int k = 0; k < count; k++)
            p[k] = sum += p[k];
        for (int k = 0; k < count; k++)
            if (uniform * sum < p[k])
                return (byte)k;

        // Not a number: any allowed token will do.
        return (byte)ulong.TrailingZeroCount(allowed.Bits);
    }
}
