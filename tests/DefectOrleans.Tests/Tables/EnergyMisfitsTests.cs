using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

public class EnergyMisfitsTests
{
    [Fact]
    public void A_structure_whose_energy_is_off_is_told_by_id_and_size()
    {
        var samples = KnownCrystal.OneAndTwo()
            .Concat(KnownCrystal.Many(structures: 40, fewest: 3, most: 3, seed: 1).Select(KnownCrystal.Sample)).ToArray();
        var broken = samples[^7];
        samples[^7] = broken with { Energy = broken.Energy - 1.9 };

        var misfit = Assert.Single(EnergyMisfits.Of(KnownCrystal.Dataset("folder", samples)));

        Assert.Equal((broken.Structure.Id, 3), (misfit.Id, misfit.Defects));
        Assert.InRange(misfit.EnergyEv, -2, -1.7);
    }

    [Fact]
    public void Noise_is_no_misfit()
    {
        var samples = KnownCrystal.Noisy(
            KnownCrystal.OneAndTwo()
                .Concat(KnownCrystal.Many(structures: 60, fewest: 3, most: 9, seed: 2).Select(KnownCrystal.Sample)),
            deviationEv: 0.03, seed: 3);

        Assert.Empty(EnergyMisfits.Of(KnownCrystal.Dataset("folder", samples)));
    }
}
