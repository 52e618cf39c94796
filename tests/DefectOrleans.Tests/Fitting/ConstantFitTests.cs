using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Fitting;

public class ConstantFitTests
{
    // c·exp(c·x)·cos(c·x + c)
    private static readonly byte[] DampedWave =
    [
        Token.Multiply, Token.Multiply, Token.Constant, Token.Exponential, Token.Multiply, Token.Constant, Token.Variable,
        Token.Cosine, Token.Add, Token.Multiply, Token.Constant, Token.Variable, Token.Constant,
    ];

    [Fact]
    public void The_constants_of_a_damped_wave_are_recovered_from_nothing()
    {
        var fit = new ConstantFit(new Evaluator(DampedWaveTable()));
        var found = 0;
        for (ulong seed = 0; seed < 20; seed++)
        {
            var constants = new double[4];
            var result = fit.FitFromScratch(DampedWave, constants, new StartOptions { Finish = new FitOptions() }, seed);
            if (result.Cost < 1e-20)
                found++;
        }

        Assert.True(found >= 18, $"{found} of 20");
    }

    [Theory]
    [InlineData("Misra1a")]
    [InlineData("BoxBOD")]
    [InlineData("DanWood")]
    [InlineData("Rat42")]
    [InlineData("Chwirut2")]
    public void Certified_constants_are_found_from_nothing(string name)
    {
        var problem = CertifiedProblem.All.Single(problem => problem.Name == name);
        var formula = FormulaText.Parse(problem.Formula, ["x"]);
        var constants = new double[formula.Constants.Length];
        var options = new StartOptions { Guesses = 64, Starts = 6, Finish = new FitOptions() };

        var result = new ConstantFit(new Evaluator(new PointTable([problem.X], problem.Y)))
            .FitFromScratch(formula.Tokens.AsSpan(), constants, options, 1);

        Assert.Equal(1, result.Cost / problem.ResidualSum, 1e-6);
        Assert.All(problem.Certified.Zip(constants), pair => Assert.Equal(1, pair.Second / pair.First, 1e-5));
    }

    [Fact]
    public void The_same_seed_gives_the_same_constants_whatever_was_fitted_before()
    {
        var evaluator = new Evaluator(DampedWaveTable());
        var fit = new ConstantFit(evaluator);
        var (first, second) = (new double[4], new double[4]);

        fit.FitFromScratch(DampedWave, first, new StartOptions(), 5);
        fit.FitFromScratch([Token.Multiply, Token.Constant, Token.Variable], new double[1], new StartOptions(), 8);
        fit.FitFromScratch(DampedWave, second, new StartOptions(), 5);

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_refit_is_never_worse_than_the_constants_handed_in()
    {
        var fit = new ConstantFit(new Evaluator(DampedWaveTable()));
        double[] constants = [2.31, -0.62, 2.97, 0.41];
        var exact = (double[])constants.Clone();

        var result = fit.Refit(DampedWave, constants, new StartOptions { Starts = 2 }, 3);

        Assert.True(result.Cost < 1e-25);
        Assert.All(exact.Zip(constants), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void Fitting_does_not_allocate_once_warm()
    {
        var fit = new ConstantFit(new Evaluator(DampedWaveTable()));
        var constants = new double[4];
        var options = new StartOptions();
        Allocations.None(() => fit.FitFromScratch(DampedWave, constants, options, seed: 1));
    }

    [Fact]
    public void A_formula_that_is_invalid_everywhere_says_so()
    {
        var constants = new double[1];

        // log(−1·x) + c for positive x
        var result = new ConstantFit(new Evaluator(DampedWaveTable())).FitFromScratch(
            [Token.Add, Token.Constant, Token.Logarithm, Token.Multiply, Token.Integer, Token.Variable], constants,
            new StartOptions(), 1);

        Assert.False(result.IsFinite);
        Assert.Equal(StopReason.StartNotFinite, result.Reason);
        Assert.Equal([0.0], constants);
    }

    private static PointTable DampedWaveTable()
    {
        double[] r = [.. Enumerable.Range(0, 20).Select(i => 1 + 0.45 * i)];
        return new PointTable([r], [.. r.Select(x => 2.31 * Math.Exp(-0.62 * x) * Math.Cos(2.97 * x + 0.41))]);
    }
}
