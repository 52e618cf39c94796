namespace DefectOrleans.Engine.Numerics;

/// <summary>
/// Random numbers as a function of a key and a counter: the same whoever asks, in whatever order. Bits are the
/// SplitMix64 sequence (Steele, Lea, Flood 2014) that starts at the key.
/// </summary>
public readonly record struct CounterRandom(ulong Key)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    /// <summary>A stream of its own for every <paramref name="id"/>.</summary>
    public CounterRandom Stream(ulong id) => new(Mix(Key ^ Mix(id + Step)));

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong counter) => Mix(Key + (counter + 1) * Step);

    /// <summary>Uniform in [0, 1), a multiple of 2⁻²⁴.</summary>
    public float Uniform(ulong counter) => (Bits(counter) >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in 0 … <paramref name="bound"/> − 1.</summary>
    public int Below(ulong counter, int bound) => (int)Math.BigMul(Bits(counter), (ulong)bound, out _);

    /// <summary>Fills with independent values of the unit normal distribution (Box–Muller).</summary>
    public void Normals(Span<float> values)
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            ulong bits = Bits((ulong)i);
            double radius = Math.Sqrt(-2 * Math.Log(((bits >> 32) + 0.5) / 4294967296.0));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * ((uint)bits / 4294967296.0));
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length)
                values[i + 1] = (float)(radius * sine);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
