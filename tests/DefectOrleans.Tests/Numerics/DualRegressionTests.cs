using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class DualRegressionTests
{
    private const double Noise = 0.04;

    [Theory]
    [InlineData(5, 20)]
    [InlineData(150, 40)]
    public void Answers_are_those_of_the_normal_equations(int count, int unknowns)
    {
        var (rows, targets, variances) = Drawn(count, unknowns);
        var plain = new LinearSystem(new double[unknowns], [.. variances.Select(Math.Sqrt)]);
        for (var i = 0; i < count; i++)
            plain.Add(rows[i], targets[i], 1 / Noise);

        var found = Solve(rows, variances, targets)!;

        Assert.All(plain.Solve().Zip(found.Unknowns), x => Assert.Equal(x.First, x.Second, 1e-8));
        Assert.All(plain.Deviations().Zip(found.Deviations(0)), d => Assert.Equal(d.First, d.Second, 1e-8));
    }

    [Fact]
    public void Left_out_errors_are_those_without_the_row()
    {
        var (rows, targets, variances) = Drawn(70, 90);
        var found = Solve(rows, variances, targets)!;

        foreach (var row in (int[])[0, 33, 69])
        {
            var unknowns =
                Solve([.. rows.Where((_, i) => i != row)], variances, [.. targets.Where((_, i) => i != row)])!.Unknowns;
            Assert.Equal(targets[row] - rows[row].Sum(e => e.Item2 * unknowns[e.Item1]), found.LeftOut(row), 1e-8);
        }
    }

    [Fact]
    public void Evidence_prefers_the_width_that_made_the_targets()
    {
        var (rows, targets, variances) = Drawn(200, 30);

        double At(double factor) => Solve(rows, [.. variances.Select(v => factor * v)], targets)!.LogEvidence;

        Assert.True(At(1) > At(0.05));
        Assert.True(At(1) > At(20));
    }

    private static DualSolution? Solve((int, double)[][] rows, double[] variances, double[] targets) =>
        new DualRegression(rows, variances).Solve(targets, [.. targets.Select(_ => Noise)]);

    private static ((int, double)[][] Rows, double[] Targets, double[] Variances) Drawn(int count, int unknowns)
    {
        var random = new SeededRandom(7);
        double[] variances = [.. Enumerable.Range(0, unknowns).Select(j => 1.0 / (1 + j % 5))];
        double[] truth = [.. variances.Select(v => Math.Sqrt(v) * random.NextNormal())];
        // An index may occur twice in a row.
        var rows = Enumerable.Range(0, count).Select(i => Enumerable.Range(0, 6)
            .Select(k => ((7 * i + k * k * 5) % unknowns, random.NextNormal())).ToArray()).ToArray();
        double[] targets =
            [.. rows.Select(row => row.Sum(e => e.Item2 * truth[e.Item1]) + Math.Sqrt(Noise) * random.NextNormal())];
        return (rows, targets, variances);
    }
}
