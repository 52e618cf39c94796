using DefectOrleans.Engine.Segvae.Search;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class ParetoFrontTests
{
    [Fact]
    public void What_stays_is_better_than_all_that_is_as_simple_with_numbers_of_as_little_choice() => ForOffers((offers, _) =>
    {
        var expected = offers.Where(c => !offers.Any(other =>
            other != c && other.Complexity <= c.Complexity && other.Numbers <= c.Numbers && other.Error <= c.Error));

        Assert.Equal(
            expected.OrderBy(c => c.Complexity).ThenByDescending(c => c.Error),
            Front(offers).Candidates);
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
        Assert.All(
            offers, offer => Assert.Contains(front.Candidates, c => c.Complexity <= offer.Complexity && c.Error <= offer.Error));
        Assert.All(offers, offer => Assert.False(Front(offers).Offer(offer)));
    });

    [Fact]
    public void A_formula_of_few_numbers_stays_beside_better_ones_of_more_choice()
    {
        var (small, round, fitted) =
            (Made.Candidate("2*x1", 0.2), Made.Candidate("3*x1", 0.1), Made.Candidate("2.0013*x1", 0.09));

        Assert.Equal([small, round, fitted], Front([fitted, round, small]).Candidates.AsEnumerable());
        Assert.Equal([0.05], Front([fitted, round, small with { Error = 0.05 }]).Candidates.Select(c => c.Error));
        Assert.Equal([0.2, 0.05], Front([fitted, round with { Error = 0.05 }, small]).Candidates.Select(c => c.Error));
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

    [Fact]
    public void A_front_taken_back_kind_by_kind_goes_on_as_it_would_have() => ForOffers((offers, seed) =>
    {
        // Few different errors, some apart by rounding alone.
        var random = new Random(seed);
        Candidate[] alike = [.. offers.Select(c => c with { Error = random.Next(1, 4) * (1 + 2e-16 * random.Next(3)) })];
        var front = Front(alike[..(alike.Length / 2)]);
        var back = new ParetoFront();
        foreach (var (kind, candidates) in front.Kinds.Index())
            back.Restore(kind, candidates);
        Assert.Equal(front.Candidates.AsEnumerable(), back.Candidates);

        foreach (var offer in alike[(alike.Length / 2)..])
            Assert.Equal(front.Offer(offer), back.Offer(offer));
        Assert.Equal(front.Candidates.AsEnumerable(), back.Candidates);
    });

    private static void ForOffers(Action<Candidate[], int> test) =>
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            test([.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => Made.Candidate(
                random.Next(3) switch
                {
                    0 => "2*x1",
                    1 => "3*x1",
                    _ => "2.00137*x1"
                }, Math.Exp(10 * random.NextDouble() - 5), 1 + random.Next(10)))], seed);
        }));

    private static ParetoFront Front(IEnumerable<Candidate> offers)
    {
        var front = new ParetoFront();
        front.Merge(offers);
        return front;
    }
}
