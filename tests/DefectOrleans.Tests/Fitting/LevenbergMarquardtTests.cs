using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Fitting;

public class LevenbergMarquardtTests
{
    /// <summary>From their far starts these two lead a descent to a plateau; only near ones are asked of a single fit.</summary>
    private static readonly string[] NearOnly = ["BoxBOD", "MGH10"];

    public static TheoryData<string, bool> Problems()
    {
        var data = new TheoryData<string, bool>();
        foreach (var problem in CertifiedProblem.All)
        {
            data.Add(problem.Name, true);
            if (!NearOnly.Contains(problem.Name))
                data.Add(problem.Name, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void Certified_constants_are_reached_from_the_published_starts(string name, bool near)
    {
        var problem = CertifiedProblem.All.Single(problem => problem.Name == name);
        var tokens = FormulaText.Parse(problem.Formula, ["x"]).Tokens.AsSpan();
        var fit = new LevenbergMarquardt(new Evaluator(new PointTable([problem.X], problem.Y)));
        var constants = (double[])(near ? problem.Near : problem.Far).Clone();

        var result = fit.Fit(tokens, constants, new FitOptions { MaxIterations = 3000 });

        Assert.True(result.Converged, $"{result} {string.Join(' ', constants)}");
        Assert.Equal(1, result.Cost / problem.ResidualSum, 1e-6);
        Assert.All(problem.Certified.Zip(constants), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5));
    }

    [Fact]
    public void A_fit_never_ends_worse_than_it_began()
    {
        var table = new PointTable([[1, 2, 3, 4, 5]], [1, -1, 2, 0, 3]);
        var fit = new LevenbergMarquardt(new Evaluator(table));
        var random = new SeededRandom(3);
        for (ulong seed = 0; seed < 500; seed++)
        {
            var formula = RandomTreesOfOneVariable(seed);
            var tokens = formula.Tokens.AsSpan();
            var constants = formula.Constants.ToArray();
            var before = fit.Cost(tokens, constants, FitOptions.Quick);

            var result = fit.Fit(
                tokens, constants, FitOptions.Quick with { HuberThreshold = random.NextInt(2) == 0 ? null : 0.5 });

            if (double.IsFinite(before))
                Assert.True(result.Cost <= before);
            else
                Assert.Equal((StopReason.StartNotFinite, 0), (result.Reason, result.Iterations));
        }
    }

    [Fact]
    public void A_robust_loss_keeps_one_wild_point_from_bending_the_line()
    {
        double[] x = [.. Enumerable.Range(0, 20).Select(i => (double)i)];
        double[] y = [.. x.Select(v => 2 * v + 1)];
        y[13] += 1000;
        var tokens = FormulaText.Parse("0.1*x1 + 0.1").Tokens.AsSpan();
        var fit = new LevenbergMarquardt(new Evaluator(new PointTable([x], y)));
        double[] constants = [0, 0];

        fit.Fit(tokens, constants, new FitOptions { HuberThreshold = 0.01 });

        Assert.Equal(2, constants[0], 1e-2);
        Assert.Equal(1, constants[1], 1e-1);
    }

    [Fact]
    public void A_weight_of_zero_leaves_a_point_out()
    {
        var table = new PointTable([[0, 1, 2]], [1, 3, 100], [1, 2, 0]);
        double[] constants = [0, 0];

        var result = new LevenbergMarquardt(new Evaluator(table))
            .Fit(FormulaText.Parse("0.1*x1 + 0.1").Tokens.AsSpan(), constants, new FitOptions());

        Assert.True(result.Cost < 1e-20);
        Assert.Equal(2, constants[0], 1e-9);
    }

    [Fact]
    public void A_constant_without_influence_stays_where_it_is()
    {
        var table = new PointTable([[1, 2, 3]], [2, 4, 6]);
        double[] constants = [1, 7];

        var result = new LevenbergMarquardt(new Evaluator(table))
            .Fit(FormulaText.Parse("0.1*x1 + 0*0.1").Tokens.AsSpan(), constants, new FitOptions());

        Assert.True(result.Cost < 1e-20);
        Assert.Equal(7, constants[1]);
    }

    private static Expression RandomTreesOfOneVariable(ulong seed) =>
        Formulas.RandomTrees.Make(seed, variables: 1, maxLength: 15);
}
