using DefectOrleans.Engine.Segvae.Search;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class ParetoFrontTests
{
    [Fact]
    public void Errors_fall_strictly_with_complexity_in_each_layer() => ForOffers((offers, _) =>
    {
        var front = Front(offers).Candidates;

        AssertFalls([.. front.Where(c => c.IsRound)]);
        var best = front.Where(c => front.All(other => other == c || other.Complexity > c.Complexity || other.Error > c.Error)).ToList();
        AssertFalls(best);
        Assert.All(front.Except(best), c => Assert.True(c.IsRound));
    });

    [Fact]
    public void The_order_of_offers_does_not_matter() => ForOffers((offers, seed) =>
    {
        var shuffled = offers.ToArray();
        new Random(seed).Shuffle(shuffled);

        Assert.Equal(Front(offers).Candidates.AsEnumerable(), Front(shuffled).Candidates);
    });

    [Fact]
    public void Nothing_offered_beats_the_front() => ForOffers((offers, _) =>
    {
        var front = Front(offers);

        Assert.Equal(offers.Min(c => c.Error), front.BestError);
        Assert.All(offers, offer => Assert.Contains(front.Candidates, c => c.Complexity <= offer.Complexity && c.Error <= offer.Error));
        Assert.All(offers, offer => Assert.False(Front(offers).Offer(offer)));
    });

    [Fact]
    public void A_round_formula_stays_beside_a_better_one_with_fitted_constants()
    {
        var (round, fitted) = (Made.Candidate("2*x1", 0.1), Made.Candidate("2.0013*x1", 0.09));

        Assert.Equal([round, fitted], Front([fitted, round]).Candidates.AsEnumerable());
        Assert.Equal([0.05], Front([fitted, round with { Error = 0.05 }]).Candidates.Select(c => c.Error));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_finite_error_is_not_taken(double error)
    {
        var front = new ParetoFront();

        Assert.False(front.Offer(Made.Candidate("x1", error)));
        Assert.Empty(front.Candidates);
        Assert.Equal(double.PositiveInfinity, front.BestError);
    }

    [Fact]
    public void Of_equal_candidates_the_first_stays()
    {
        var (first, second) = (Made.Candidate("sin(x1)", 0.1), Made.Candidate("cos(x1)", 0.1));

        Assert.Equal([first], Front([first, second]).Candidates.AsEnumerable());
    }

    private static void ForOffers(Action<Candidate[], int> test) =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            test([.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => Made.Candidate(
                random.Next(2) == 0 ? "2*x1" : "2.00137*x1", Math.Exp(10 * random.NextDouble() - 5), 1 + random.Next(10)))], seed);
        }));

    private static void AssertFalls(List<Candidate> layer)
    {
        foreach (var (simpler, next) in layer.Zip(layer.Skip(1)))
        {
            Assert.True(simpler.Complexity < next.Complexity);
            Assert.True(simpler.Error > next.Error);
        }
    }

    private static ParetoFront Front(IEnumerable<Candidate> offers)
    {
        var front = new ParetoFront();
        front.Merge(offers);
        return front;
    }
}
