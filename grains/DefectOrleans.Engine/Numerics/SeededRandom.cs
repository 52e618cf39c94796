using System.Numerics;

namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// A stream of random numbers that is all in its seed: no allocation, the same on every machine (SplitMix64, Steele,
/// Lea and Flood 2014). Pass it by reference; a copy repeats the stream.
/// </summary>
public struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    public double NextUniform(double low, double high) => low + (high - low) * NextUniform();

    /// <summary>Magnitude spread evenly over the decades between two positive bounds.</summary>
    public double NextLogUniform(double low, double high) => low * Math.Pow(high / low, NextUniform());

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextUniform())) * Math.Cos(2 * Math.PI * NextUniform());

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1.</summary>
    public int NextInt(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>One of a mask's bits; the mask is not empty.</summary>
    public byte NextBit(ulong mask)
    {
        for (var skip = NextInt(BitOperations.PopCount(mask)); skip > 0; skip--)
            mask &= mask - 1;
        return (byte)BitOperations.TrailingZeroCount(mask);
    }

    /// <summary>Spreads a number's bits over all 64: a hash of it.</summary>
    public static ulong Mix(ulong bits)
    {
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
