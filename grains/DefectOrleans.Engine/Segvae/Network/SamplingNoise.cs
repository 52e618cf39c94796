using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Engine.Segvae.Network;

/// <summary>
/// All random numbers of one call of <see cref="IFormulaNetwork.Sample"/>, as functions of its seed and of rows and
/// steps. Another backend that takes them from here samples the same sequences, up to rounding.
/// </summary>
/// <param name="Seed">The call's seed.</param>
public readonly record struct SamplingNoise(ulong Seed)
{
    private readonly CounterRandom _random = new CounterRandom(Seed).Stream(3);

    /// <summary>A row's latent [latent], from the unit normal.</summary>
    public void Latent(int row, Span<float> latent) => _random.Stream(0).Stream((ulong)row).Normals(latent);

    /// <summary>Uniform in [0, 1): a row's token at a step is the one at which the sum of probabilities passes it.</summary>
    public float Choice(int row, int step) => _random.Stream(1).Stream((ulong)row).Uniform((ulong)step);
}
