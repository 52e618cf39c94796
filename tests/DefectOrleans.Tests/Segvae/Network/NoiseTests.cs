using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Segvae.Network;

public class NoiseTests
{
    [Fact]
    public void Bits_are_the_SplitMix64_sequence()
    {
        // First values of the generator started at 0 and at 1234567, as published with it and its ports.
        Assert.Equal(0xE220A8397B1DCDAF, new CounterRandom(0).Bits(0));
        Assert.Equal(6457827717110365317ul, new CounterRandom(1234567).Bits(0));
        Assert.Equal(3203168211198807973ul, new CounterRandom(1234567).Bits(1));
    }

    [Fact]
    public void Normals_have_mean_0_and_variance_1()
    {
        var values = new float[100_001];

        new CounterRandom(1).Normals(values);

        Assert.Equal(0, values.Average(), 0.015);
        Assert.Equal(1, values.Average(v => v * v), 0.02);
        Assert.Equal(0.6827, values.Count(v => MathF.Abs(v) < 1) / 100_001.0, 0.008);
    }

    [Fact]
    public void Masks_drop_the_share_asked_for_and_keep_the_mean()
    {
        var noise = new TrainingNoise(1, 0.1);
        var mask = new float[100_003];

        noise.EncoderMask(0, mask);

        Assert.Equal(0.1, mask.Count(v => v == 0) / 100_003.0, 0.005);
        Assert.Equal(1, mask.Average(), 0.005);
        Assert.Equal(2, mask.Distinct().Count());
    }

    [Fact]
    public void Every_mask_and_row_draws_its_own_numbers()
    {
        var noise = new TrainingNoise(1, 0.5);
        var masks = Enumerable.Range(0, 6).Select(_ => new float[64]).ToArray();

        noise.EncoderMask(0, masks[0]);
        noise.EncoderMask(1, masks[1]);
        noise.DecoderMask(0, masks[2]);
        noise.OutputMask(0, 0, masks[3]);
        noise.OutputMask(0, 1, masks[4]);
        noise.OutputMask(1, 0, masks[5]);

        Assert.Equal(6, masks.Select(mask => string.Concat(mask)).Distinct().Count());
    }
}
