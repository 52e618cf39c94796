using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Crystals;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Learning.Refinement;
using DefectOrleans.Engine.Predictions;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Crystals;
using DefectOrleans.Tests.Learning.Campaigns;
using DefectOrleans.Tests.Predictions;

namespace DefectOrleans.Tests.Tables;

/// <summary>The laws of <see cref="KnownCrystal"/> in cells so small that a defect feels several images of another.</summary>
public sealed class SmallCellTests
{
    private static readonly DefectFinder Finder = new(SampleCells.MoS2());

    private static readonly Supercell Small = Finder.Supercell(4, 4);

    [Theory]
    [InlineData(6, 6, false)]
    [InlineData(8, 8, false)]
    [InlineData(5, 5, true)]
    [InlineData(8, 4, true)]
    public void Pairs_have_further_images_in_cells_less_than_two_reaches_wide_only(int a, int b, bool any)
    {
        var cell = Finder.Supercell(a, b);

        var images = new PairReach(a, b).Of(Drawn(cell, 8, new Random(1)));
        Assert.Equal(any, images.Length > 28);
        Assert.Equal(28, images.Where(i => i.IsNearest).Select(i => (i.First, i.Second)).Distinct().Count());
    }

    [Fact]
    public void Energies_count_every_near_image_of_a_pair()
    {
        var random = new Random(2);
        var composer = new Composer(
            SampleBooks.Learning(Property.Energy) with
            {
                Pairs = [.. Laws()],
                ReferenceEnergy = KnownCrystal.ReferenceEnergy,
                Singles = Singles()
            });
        for (var i = 0; i < 20; i++)
        {
            var structure = Drawn(Small, 2 + i % 4, random);
            var prediction = composer.Predict(structure);

            Assert.Equal(Energy(structure, KnownCrystal.Energy, Small), prediction.FormationEnergy!.Value, 1e-9);
            Assert.Equal(
                prediction.FormationEnergy.Value - KnownCrystal.ReferenceEnergy
                    - structure.Defects.Sum(d => KnownCrystal.Singles[d.Kind]),
                prediction.Pairs.Sum(p => p.Energy!.Value), 1e-9);
        }
    }

    [Fact]
    public void Laws_learned_in_a_small_cell_hold_in_a_large_one()
    {
        var random = new Random(3);
        var small = Enumerable.Range(0, 400)
            .Select(i => Sample(Drawn(Small, 1 + i % 6, random), FarReaching, KnownCrystal.Cell)).ToArray();
        var large = Enumerable.Range(0, 100).Select(_ => Drawn(KnownCrystal.Cell, 3, random))
            .Where(s => s.Pairs.All(p => p.DistanceAngstrom < 9)).ToArray();

        var error = ErrorInLargeCells(small);
        // Without the images there, the small cell's energies look like other laws.
        var without = ErrorInLargeCells([.. small.Select(s => s with { Structure = s.Structure with { UnitLattice = null } })]);

        Assert.InRange(error, 0, 0.04);
        Assert.True(error < without / 2, $"{error} eV with images, {without} eV without");

        double ErrorInLargeCells(TrainingSample[] samples)
        {
            var index = new ShellIndex([.. samples.Select(s => s.Structure), .. large]);
            var table = EnergyRegression.Fit(samples, index);
            return large.Select((structure, i) => Math.Abs(
                table.ReferenceEnergy + structure.Defects.Sum(d => table.Singles[table.Kinds.IndexOf(d.Kind)])
                + index.SummedOf[samples.Length + i].Sum(s => s.Weight * table.Pairs[s.Shell])
                    - Energy(structure, FarReaching, KnownCrystal.Cell))).Average();
        }
    }

    [Fact]
    public void Refinement_leaves_the_laws_of_a_small_cell_as_they_are()
    {
        var random = new Random(4);
        var samples = Enumerable.Range(0, 100)
            .Select(i => Sample(Drawn(Small, 1 + i % 5, random), KnownCrystal.Energy, Small)).ToArray();
        var index = KnownCrystal.Index(samples);
        var laws = new EnergyModel(
            KnownCrystal.ReferenceEnergy, [.. KnownCrystal.Singles.Keys], [.. KnownCrystal.Singles.Values],
            index.Channels.ToImmutableSortedDictionary(c => c, c => KnownCrystal.EnergyLaw(c).Expression));

        var refined = new EnergyRefinement(samples, index, laws.Kinds, [.. index.Shells.Select(_ => 6)]).Refine(laws);

        Assert.All(laws.Formulas.Zip(refined.Formulas), pair => Assert.All(
            pair.First.Value.Constants.Zip(pair.Second.Value.Constants), c => Assert.Equal(c.First, c.Second, 1e-9)));
    }

    private static DefectiveStructure Drawn(Supercell cell, int defects, Random random)
    {
        var sites = Enumerable.Range(0, cell.SiteCount).ToArray();
        random.Shuffle(sites);
        return cell.With("drawn",
            sites.Take(defects).Select(site => new PlacedDefect(new DefectKind(null, cell.ElementAt(site)), cell.SiteAt(site))));
    }

    /// <summary>An interaction that half a small cell away still counts, eV.</summary>
    private static double FarReaching(PairChannel channel, double r) =>
        (channel.Type.First == channel.Type.Second ? 1 : -2) * Math.Exp(-0.4 * r);

    private static TrainingSample Sample(
        DefectiveStructure structure, Func<PairChannel, double, double> law, Supercell learned) =>
        new(structure, Energy(structure, law, learned), null, null, null);

    /// <summary>Summed over very many images, those within reach of a learned supercell; E0 by area.</summary>
    private static double Energy(DefectiveStructure structure, Func<PairChannel, double, double> law, Supercell learned)
    {
        var lattice = Finder.Supercell(structure.CellA, structure.CellB).Lattice;
        var (defects, sum) = (structure.Defects, 0.0);
        for (var i = 0; i < defects.Length; i++)
        {
            for (var j = i; j < defects.Length; j++)
            {
                var channel = i == j
                    ? new PairChannel(new PairType(defects[i].Kind, defects[i].Kind), Side.Same)
                    : structure.Pairs[structure.NumberOf(i, j)].Channel;
                var counts = Periods(lattice).Select(period => defects[j].Position - defects[i].Position + period)
                    .Where(v => v.Length > 1e-6).Select(v => (R: v.Length, Counts: v.Length <= PairReach.Near ? 1 : Share(v)));
                sum += (i == j ? 0.5 : 1) * counts.Where(v => v.Counts > 0).Sum(v => v.Counts * law(channel, v.R));
            }
        }
        return sum + defects.Sum(d => KnownCrystal.Singles[d.Kind])
            + KnownCrystal.ReferenceEnergy * structure.CellA * structure.CellB / (learned.CellA * learned.CellB);

        double Share(Vec3 v)
        {
            var lengths = Periods(learned.Lattice).Select(period => (v + period).Length).ToList();
            return lengths.Min() < v.Length - 1e-6 ? 0 : 1.0 / lengths.Count(l => l < v.Length + 1e-6);
        }
    }

    private static IEnumerable<Vec3> Periods(Lattice lattice) =>
        from a in Enumerable.Range(-4, 9)
        from b in Enumerable.Range(-4, 9)
        select (double)a * lattice.A + (double)b * lattice.B;

    private static SingleDefect[] Singles() =>
        [.. KnownCrystal.Singles.Select(s => new SingleDefect(s.Key.ToString(), s.Value, new Levels(null, null, null)))];

    private static IEnumerable<PairFormula> Laws() =>
        from channel in KnownCrystal.Index(KnownCrystal.OneAndTwo()).Channels
        let law = new Formula(KnownCrystal.EnergyText(channel), 5, 0, 0)
        select new PairFormula
        {
            PairType = channel.Type.ToString(),
            Side = channel.Side,
            Property = Property.Energy,
            Chosen = law,
            Front = [law],
            Table = [new TablePoint(2, 0, 0.001, 1, 6), new TablePoint(12, 0, 0.001, 1, 6)],
        };
}
