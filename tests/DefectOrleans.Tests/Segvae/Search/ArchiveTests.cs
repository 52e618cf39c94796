using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class ArchiveTests
{
    [Fact]
    public void The_best_few_of_each_complexity_are_kept_best_first()
    {
        var archive = new Archive(maxComplexity: 10, depth: 3);
        foreach (var error in (double[])[5, 1, 4, 2, 3])
            archive.Offer(Made.Candidate("1.2345*x1", error, complexity: 7));
        archive.Offer(Made.Candidate("1.2345*x1", 9, complexity: 2));

        Assert.Equal([(2, 9.0), (7, 1), (7, 2), (7, 3)], archive.All.Select(c => (c.Complexity, c.Error)));
    }

    [Fact]
    public void The_threshold_is_the_error_of_the_last_kept_one_once_a_level_is_full()
    {
        var archive = new Archive(maxComplexity: 10, depth: 2);
        archive.Offer(Made.Candidate("1.2345*x1", 5, complexity: 3));
        Assert.Equal(double.PositiveInfinity, archive.Threshold(3, Numbers.Fitted));

        archive.Offer(Made.Candidate("1.2345*x1", 4, complexity: 3));
        Assert.Equal(5, archive.Threshold(3, Numbers.Fitted));
        Assert.Equal(double.PositiveInfinity, archive.Threshold(4, Numbers.Fitted));
    }

    [Fact]
    public void No_kind_of_numbers_crowds_out_another()
    {
        var archive = new Archive(maxComplexity: 10, depth: 1);
        archive.Offer(Made.Candidate("1.2345*x1", 5, complexity: 3));
        archive.Offer(Made.Candidate("2*x1", 1, complexity: 3));
        archive.Offer(Made.Candidate("3*x1", 2, complexity: 3));

        Assert.Equal([1.0, 2.0, 5.0], archive.All.Select(c => c.Error));
        Assert.Equal(
            [1.0, 2.0, 5.0],
            Enum.GetValues<Numbers>().Select(numbers => archive.Threshold(3, numbers)));
    }

    [Fact]
    public void Round_draws_take_no_fitted_constants_and_all_others_take_every_kind()
    {
        var archive = new Archive(maxComplexity: 10, depth: 1);
        foreach (var formula in (string[])["1.2345*x1", "3*x1", "2*x1"])
            archive.Offer(Made.Candidate(formula, 1, complexity: 3));
        var random = new SeededRandom(1);
        List<Numbers> Drawn(bool round) => [.. Enumerable.Range(0, 1000).Select(_ => archive.Draw(round, ref random)!.Numbers)];

        Assert.Equal([Numbers.Small, Numbers.Round], Drawn(round: true).Distinct().Order());
        Assert.Equal([Numbers.Small, Numbers.Round, Numbers.Fitted], Drawn(round: false).Distinct().Order());
    }

    [Fact]
    public void Draws_come_from_every_complexity_and_the_better_ones_of_it_more_often()
    {
        var archive = new Archive(maxComplexity: 10, depth: 10);
        for (var error = 1; error <= 10; error++)
        {
            archive.Offer(Made.Candidate("1.2345*x1", error, complexity: 2));
            archive.Offer(Made.Candidate("1.2345*x1", error, complexity: 8));
        }
        var random = new SeededRandom(1);
        var drawn = Enumerable.Range(0, 4000).Select(_ => archive.Draw(round: false, ref random)!).ToList();

        Assert.InRange(drawn.Count(c => c.Complexity == 2), 1800, 2200);
        Assert.InRange(drawn.Count(c => c.Error == 1), 1150, 1400);
        Assert.InRange(drawn.Count(c => c.Error == 10), 100, 300);
    }

    [Fact]
    public void An_empty_archive_draws_nothing()
    {
        var archive = new Archive(maxComplexity: 10, depth: 10);
        var random = new SeededRandom(1);
        Assert.Null(archive.Draw(round: true, ref random));
        archive.Offer(Made.Candidate("1.2345*x1", 1));

        Assert.Null(archive.Draw(round: true, ref random));
        Assert.NotNull(archive.Draw(round: false, ref random));
        archive.Clear();
        Assert.True(archive.IsEmpty);
        Assert.Null(archive.Draw(round: false, ref random));
    }
}
