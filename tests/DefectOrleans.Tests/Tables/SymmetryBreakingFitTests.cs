using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Tables;

public class SymmetryBreakingFitTests
{
    private static readonly SymmetryBreaking Step = new() { Kind = "V_Mo", Energy = -0.15, Deviation = 0 };
    private static readonly DefectFinder Finder = new(SampleCells.MoS2());
    private static readonly FreedDefects Freed = new([Step], Finder);

    // In the cells of other tests hardly a shell is far enough to tell a step from an interaction.
    private static readonly Supercell Cell = Finder.Supercell(8, 8);
    private static readonly TrainingSample[] OneAndTwo =
    [
        .. from first in (int[])[Cell.SitesOf("Mo").First(), Cell.SitesOf("S").First()]
           from other in Enumerable.Range(0, Cell.SiteCount)
           where other == first || Cell.ElementAt(other) == "S"
           let structure = With(first, other)
           group structure by structure.Pairs.IsEmpty
               ? (structure.Defects[0].Kind.ToString(), 0)
               : ($"{structure.Pairs[0].Channel}", Math.Round(structure.Pairs[0].DistanceAngstrom, 3)) into alike
           select KnownCrystal.Sample(alike.First()),
    ];

    [Fact]
    public void Lower_form_is_found_in_one_and_two_defects()
    {
        var found = Assert.Single(SymmetryBreakingFit.Of(KnownCrystal.Training([.. Stepped(OneAndTwo)])));

        Assert.Equal("V_Mo", found.Kind);
        Assert.Equal(Step.Energy, found.Energy, 0.02);
    }

    [Fact]
    public void Without_a_lower_form_none_is_found() =>
        Assert.Empty(SymmetryBreakingFit.Of(KnownCrystal.Training(OneAndTwo)));

    [Fact]
    public void Weak_neighbours_are_told_apart()
    {
        TrainingSample[] samples = [.. Stepped(OneAndTwo)];
        var at = Array.FindIndex(
            samples, s => s.Structure.Pairs is [{ DistanceAngstrom: > 10 }] && s.Energy != KnownCrystal.Energy(s.Structure));
        samples[at] = KnownCrystal.Sample(samples[at].Structure);

        var found = Assert.Single(SymmetryBreakingFit.Of(KnownCrystal.Training(samples)));

        var pair = samples[at].Structure.Pairs[0];
        var weak = Assert.Single(found.Weak);
        Assert.Equal($"{pair.Channel.Type}", weak.PairType);
        Assert.Equal(pair.DistanceAngstrom, weak.Distance, 1e-6);
    }

    [Fact]
    public void Step_counts_once_however_many_neighbours_free_it()
    {
        var many = KnownCrystal.Many(20, 6, 10, seed: 3).ToArray();

        Assert.All(many, s => Assert.Equal(
            Step.Energy * s.Defects.Count(d => d.Kind == KnownCrystal.VMo), Freed.Energy(s), 1e-12));
        Assert.All(KnownCrystal.One(), s => Assert.Equal(0, Freed.Energy(s)));
    }

    private static DefectiveStructure With(params int[] sites) => Cell.With(
        string.Join('-', sites),
        sites.Distinct().Select(s => new PlacedDefect(new DefectKind(null, Cell.ElementAt(s)), Cell.SiteAt(s))));

    private static IEnumerable<TrainingSample> Stepped(IEnumerable<TrainingSample> samples) =>
        samples.Select(s => s with { Energy = s.Energy + Freed.Energy(s.Structure) });
}
