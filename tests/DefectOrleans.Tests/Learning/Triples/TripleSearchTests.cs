using DefectOrleans.Contracts;
using DefectOrleans.Engine.Datasets;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning.Campaigns;
using DefectOrleans.Engine.Learning.Triples;
using DefectOrleans.Engine.Tables;
using DefectOrleans.Tests.Learning.Campaigns;

namespace DefectOrleans.Tests.Learning.Triples;

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
            Assert.Equal(
                3 * structure.Pairs.Sum(p => p.DistanceAngstrom), triples.Sum(t => t.Shortest + t.Middle + t.Longest), 1e-9);
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
        Assert.Equal(3, formula.Nearest!.Count);
        Assert.All(formula.Nearest!.Zip(formula.Farthest!), range => Assert.InRange(range.First, 2, range.Second));
        var found = new TripleEnergy(terms.Formulas);
        DefectiveStructure[] unseen = [.. KnownCrystal.Many(200, 4, 6, seed: 2)];
        Assert.True(
            unseen.Average(s => Math.Abs(found.Of(s, training.Reach) - Law(s))) < 0.1 * unseen.Average(s => Math.Abs(Law(s))));
        Assert.All(
            terms.Training.Samples.Zip(training.Samples).Where(s => s.First.Structure.Defects.Length == 3),
            s =>
                Assert.Equal(
                    s.Second.Energy!.Value - found.Of(s.Second.Structure, training.Reach), s.First.Energy!.Value, 1e-12));
    }

    [Fact]
    public void Where_pairs_tell_all_there_is_no_term()
    {
        var training = KnownCrystal.Training(
            [.. KnownCrystal.OneAndTwo(), .. KnownCrystal.Many(100, 3, 3, seed: 1).Select(KnownCrystal.Sample)]);

        var terms = TripleSearch.Learn(training, Short, TimeProvider.System, default);

        Assert.Empty(terms.Formulas);
        Assert.Same(training, terms.Training);
    }

    [Theory]
    [InlineData("40 - 3*c", true)]
    [InlineData("600 - 45*c", false)]
    [InlineData("0.01*c*c*c*c*c*c", false)]
    [InlineData("0.001*(a*b*c)*(a*b*c)*(a*b*c)", false)]
    public void No_term_between_the_triples_is_much_larger_than_those_seen(string polynomial, bool allowed)
    {
        DefectTriple[] triples =
            [.. KnownCrystal.Many(200, 3, 3, seed: 1).Select(s => DefectTriples.Of(s).Single()).Where(t => t.Kinds == Class)];
        var law = new CompiledFormula(FormulaText.Parse("exp(-(a + b)/2)*(40 - 3*c)", ["a", "b", "c"]));
        var largest = triples.Max(t => Math.Abs(law.Invoke([t.Shortest, t.Middle, t.Longest])));
        var formula = FormulaText.Parse(polynomial, ["a", "b", "c"]);

        Assert.Equal(
            allowed, new BoundCheck(TripleBounds.Of(triples, largest, envelope: 2))
                .Accepts(formula.Tokens.AsSpan(), formula.Constants.AsSpan()));
    }

    [Fact]
    public void A_formula_is_taken_where_triples_and_denser_structures_gain_by_it()
    {
        var training = KnownCrystal.Training([
            .. KnownCrystal.OneAndTwo(), .. Triples(100, seed: 1), .. KnownCrystal.Many(40, 5, 7, seed: 2).Select(WithLaw)]);

        var taken = Assert.Single(
            TripleChoice.Of(training, [Candidate("exp(-(a + b)/2)*(80 - 6*c)"), Candidate("exp(-(a + b)/2)*(39 - 3*c)")]));

        Assert.Equal("exp(-(a + b)/2)*(39 - 3*c)", taken.Chosen.Text);
    }

    [Fact]
    public void A_formula_that_is_true_of_triples_alone_is_not_taken_where_denser_structures_are_to_be_told()
    {
        var training = KnownCrystal.Training([
            .. KnownCrystal.OneAndTwo(), .. Triples(100, seed: 1),
            .. KnownCrystal.Many(40, 5, 7, seed: 2).Select(KnownCrystal.Sample)]);
        var law = Candidate("exp(-(a + b)/2)*(40 - 3*c)");

        Assert.Empty(TripleChoice.Of(training, [law]));
        Assert.Single(
            TripleChoice.Of(
                training with { Samples = [.. training.Samples.Where(s => s.Structure.Defects.Length <= 3)] }, [law]));
    }

    private static TripleFormula Candidate(string text) => new()
    {
        Kinds = Class, Chosen = new Formula(text, 20, 0.01, 0.01), Front = [], Triples = 100, WithoutTerm = 0.1,
    };

    private static TrainingSample WithLaw(DefectiveStructure structure) =>
        KnownCrystal.Sample(structure) with { Energy = KnownCrystal.Energy(structure) + Law(structure) };

    /// <summary>Structures of three vacancies that follow the pair laws and a law of three bodies.</summary>
    internal static IEnumerable<TrainingSample> Triples(int count, int seed) =>
        KnownCrystal.Many(count, 3, 3, seed).Select(WithLaw);

    private static double Law(DefectiveStructure structure) => DefectTriples.Of(structure)
        .Where(t => t.Kinds == Class)
        .Sum(t => Math.Exp(-(t.Shortest + t.Middle) / 2) * (40 - 3 * t.Longest));
}
