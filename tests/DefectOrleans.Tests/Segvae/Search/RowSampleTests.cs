using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class RowSampleTests
{
    [Fact]
    public void A_small_table_is_taken_whole()
    {
        var table = Made.Table("x1", count: RowSample.MostWhole);
        Assert.Same(table, RowSample.Of(table, epoch: 0));
        Assert.Equal(table.Count, RowSample.Size(table, 50));
    }

    [Fact]
    public void A_large_one_is_sampled_by_more_and_more_of_its_rows()
    {
        var table = Made.Table("x1^2", count: 5000);
        var samples = new[] { 0, 10, 20, 1000 }.Select(epoch => RowSample.Of(table, epoch)).ToArray();

        Assert.Equal([250, 500, 1000, 2000], samples.Select(s => s.Count));
        foreach (var (less, more) in samples.Zip(samples[1..]))
            Assert.Subset(more.Variables[0].ToHashSet(), less.Variables[0].ToHashSet());
        Assert.All(samples, s => Assert.All(s.Variables[0].Zip(s.Target), p => Assert.Equal(p.First * p.First, p.Second)));
        Assert.Equal(samples[0].Target.AsEnumerable(), RowSample.Of(table, 5).Target);
    }

    [Theory]
    [InlineData(401, 250, 250)]
    [InlineData(1000, 250, 400)]
    [InlineData(3000, 250, 1200)]
    public void A_table_of_some_hundred_rows_is_tried_on_a_part_of_them(int rows, int first, int last)
    {
        var table = Made.Table("x1^2", count: rows);
        Assert.Equal((first, last), (RowSample.Of(table, 0).Count, RowSample.Of(table, 1000).Count));
        Assert.Equal(last, RowSample.Size(table, 1000));
        Assert.Same(table, RowSample.Draw(table, RowSample.MostRows + rows));
    }

    [Fact]
    public void What_a_search_keeps_is_measured_on_all_rows()
    {
        // A step that few sampled rows are beyond.
        double[] x = [.. Enumerable.Range(0, 4000).Select(i => 0.001 * i)];
        var table = new PointTable([x], [.. x.Select((v, i) => 2.5 * v + 1.25 + (i == 1234 ? 1000 : 0))]);
        using var search = new FormulaSearch(Made.Problem(table), Made.Options, islands: 1, Made.Network, seed: 1);
        var result = search.Run(new StopRule { Epochs = 2 }, threads: 1, TimeProvider.System, null, CancellationToken.None);

        foreach (var candidate in result.Front)
        {
            var values = new Evaluator(table)
                .Evaluate(candidate.Expression.Tokens.AsSpan(), candidate.Expression.Constants.AsSpan());
            var sum = 0.0;
            for (var i = 0; i < values.Length; i++)
                sum += (values[i] - table.Target[i]) * (values[i] - table.Target[i]);
            Assert.Equal(sum / table.Count, candidate.Error, 1e-9 * candidate.Error);
        }
        Assert.InRange(result.Front[^1].Error, 200, 251);
    }

    [Fact]
    public void The_law_of_a_large_table_is_found()
    {
        using var search = new FormulaSearch(
            Made.Problem(Made.Table("3*exp(-2*x1) + 0.5", count: 6000)), Made.Options, islands: 1, Made.Network, seed: 1);
        var result = search.Run(
            new StopRule { Epochs = 12, TargetError = 1e-20 }, threads: 1, TimeProvider.System, null, CancellationToken.None);
        Assert.Equal(SearchEnd.Target, result.End);
    }
}
