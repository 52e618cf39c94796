using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Discovery;

namespace DefectOrleans.Tests.Discovery;

public class TripleSearchTests
{
    private const string Class = "V_Mo|V_S|V_S";

    private static readonly DiscoveryOptions Short = new() { Epochs = 10, Islands = 1, Threads = 1 };

    [Fact]
    public void Distances_of_a_triple_come_shortest_first_whatever_the_order_of_the_defects()
    {
        foreach (var structure in KnownCrystal.Many(20, 5, 5, seed: 3))
        {
            var triples = DefectTriples.Of(structure).ToList();
            Assert.Equal(10, triples.Count);
            Assert.All(triples, t => Assert.True(t.Shortest <= t.Middle && t.Middle <= t.Longest));
            // Each pair is in three triples of five defects.
            Assert.Equal(3 * structure.Pairs.Sum(p => p.DistanceAngstrom), triples.Sum(t => t.Shortest + t.Middle + t.Longest), 1e-9);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_three_body_law_is_found_in_what_pairs_leave()
    {
        var training = KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. Triples(200, seed: 1)]);

        var terms = TripleSearch.Learn(training, Short, TimeProvider.System, default);

        var formula = Assert.Single(terms.Formulas);
        Assert.Equal(Class, formula.Kinds);
        Assert.InRange(formula.Chosen.Complexity, 1, 40);
        var found = new TripleEnergy(terms.Formulas);
        DefectiveStructure[] unseen = [.. KnownCrystal.Many(200, 4, 6, seed: 2)];
        Assert.True(unseen.Average(s => Math.Abs(found.Of(s) - Law(s))) < 0.1 * unseen.Average(s => Math.Abs(Law(s))));
        Assert.All(
            terms.Training.Samples.Zip(training.Samples).Where(s => s.First.Structure.Defects.Length == 3),
            s => Assert.Equal(s.Second.Energy!.Value - found.Of(s.Second.Structure), s.First.Energy!.Value, 1e-12));
    }

    [Fact]
    public void Where_pairs_tell_all_there_is_no_term()
    {
        var training = KnownCrystal.Training([.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(100, 3, 3, seed: 1).Select(KnownCrystal.Sample)]);

        var terms = TripleSearch.Learn(training, Short, TimeProvider.System, default);

        Assert.Empty(terms.Formulas);
        Assert.Same(training, terms.Training);
    }

    /// <summary>Structures of three vacancies that follow the pair laws and a law of three bodies.</summary>
    internal static IEnumerable<TrainingSample> Triples(int count, int seed) =>
        KnownCrystal.Many(count, 3, 3, seed).Select(s => KnownCrystal.Sample(s) with { Energy = KnownCrystal.Energy(s) + Law(s) });

    private static double Law(DefectiveStructure structure) => DefectTriples.Of(structure)
        .Where(t => t.Kinds == Class)
        .Sum(t => Math.Exp(-(t.Shortest + t.Middle) / 2) * (40 - 3 * t.Longest));
}
