using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class FormulaChoiceTests
{
    private static readonly double[] X = [2.4, 3.2, 4.0, 5.1, 5.5, 6.4, 6.8, 7.9, 8.4, 9.6];

    [Fact]
    public void The_law_is_preferred_to_a_formula_bent_through_noisy_points()
    {
        var points = Noisy(0.01, count: X.Length);
        var law = Made.Candidate("4.1*exp(-0.61*x1)", 1);
        // A polynomial with nearly as many constants as points.
        var bent = Made.Candidate(
            "0.5 + 0.1*x1 + 0.01*x1^2 + 0.001*x1^3 + 0.0001*x1^4 + 0.00001*x1^5 + 0.000001*x1^6 + 0.0000001*x1^7", 1);
        Candidate[] front = [Fit(points, law), Fit(points, bent)];

        var rated = FormulaChoice.Rate(points, front);

        Assert.True(rated[1].MeanAbsolute < rated[0].MeanAbsolute);
        Assert.True(rated[1].LeftOut > rated[0].LeftOut);
        Assert.Same(rated[0], FormulaChoice.Choose(rated));
    }

    [Fact]
    public void Of_two_nearly_as_good_the_simpler_is_chosen()
    {
        var expression = FormulaText.Parse("x1");
        RatedFormula[] rated = [new(expression, 1, 1.01, 0), new(expression, 5, 1, 0), new(expression, 9, 1.5, 0)];

        Assert.Same(rated[0], FormulaChoice.Choose([.. rated]));
        Assert.Same(rated[1], FormulaChoice.Choose([rated[0] with { MeanAbsolute = 1.1 }, .. rated[1..]]));
    }

    [Fact]
    public void An_error_that_is_good_enough_is_no_reason_for_a_longer_formula()
    {
        var expression = FormulaText.Parse("x1");
        RatedFormula[] rated = [new(expression, 1, 3, 0), new(expression, 5, 0.9, 0), new(expression, 9, 0.1, 0)];

        Assert.Same(rated[2], FormulaChoice.Choose([.. rated]));
        Assert.Same(rated[1], FormulaChoice.Choose([.. rated], goodEnough: 1));
    }

    [Fact]
    public void What_is_chosen_unmeasured_is_what_is_chosen_of_all_measured()
    {
        var points = Noisy(0.01, count: X.Length);
        Candidate[] front =
        [
            .. new[] { "0.1", "1.5/x1", "4*exp(-0.6*x1)", "4*exp(-0.6*x1) + 0.01*x1", "0.5 + 0.1*x1 + 0.01*x1^2 + 0.001*x1^3" }
                .Select(text => Fit(points, Made.Candidate(text, 1))).OrderBy(c => c.Complexity),
        ];

        foreach (var untrusted in (double[])[0, 0.5, 1])
        {
            var all = FormulaChoice.Choose(FormulaChoice.Rate(points, front), untrusted, goodEnough: 1e-3);
            Assert.Equal(all, FormulaChoice.Best(points, front, untrusted, goodEnough: 1e-3));
        }
    }

    [Fact]
    public void Where_points_are_doubtful_the_error_on_those_left_out_decides()
    {
        var one = Made.Candidate("x1", 1);
        RatedFormula[] rated =
            [new(one.Expression, 1, MeanAbsolute: 2, LeftOut: 2), new(one.Expression, 5, MeanAbsolute: 1, LeftOut: 3)];

        Assert.Same(rated[1], FormulaChoice.Choose([.. rated]));
        Assert.Same(rated[0], FormulaChoice.Choose([.. rated], untrusted: 1));
    }

    [Fact]
    public void A_formula_that_can_not_do_without_a_point_is_the_last_choice()
    {
        var points = new PointTable([[1, 2]], [1, 3]);

        var rated = FormulaChoice.Rate(points, [Made.Candidate("2.5", 1), Made.Candidate("2.00001*x1 - 1.00001", 0)]);

        Assert.Equal(double.PositiveInfinity, rated[1].LeftOut);
        Assert.Same(rated[0], FormulaChoice.Choose(rated));
    }

    [Fact]
    public void Left_out_errors_are_those_of_fits_without_each_point()
    {
        // The mean without a point: 3, 2.5 and 0.5 for targets 0, 1, 5.
        var rated = FormulaChoice.Rate(
            new PointTable([[1, 2, 3]], [0, 1, 5]), [new Candidate(new([Token.Constant], [2.0]), 1, 1)]);

        Assert.Equal((3 + 1.5 + 4.5) / 3, rated[0].LeftOut, 1e-9);
        Assert.Equal((2 + 1 + 3) / 3.0, rated[0].MeanAbsolute, 1e-12);
    }

    [Fact]
    public void A_refit_does_not_know_the_points_that_it_is_tested_on()
    {
        // Without the last point nothing tells the second constant: one that began at the given values would keep it.
        var points = new PointTable([[0, 0, 0, 5]], [1, 1, 1, 4]);

        var rated = FormulaChoice.Rate(points, [Made.Candidate("1.0001 + 0.59997*x1", 0)]);

        Assert.True(rated[0].LeftOut > 0.005, $"{rated[0].LeftOut}");
    }

    [Fact]
    public void Zero_weights_and_empty_fronts_leave_nothing_to_choose()
    {
        Assert.Null(FormulaChoice.Choose([]));
        var one = new PointTable([[1, 2]], [1, 3], [1, 0]);
        Assert.Equal(
            double.PositiveInfinity, FormulaChoice.Rate(one, [new Candidate(new([Token.Constant], [1.0]), 1, 1)])[0].LeftOut);
    }

    private static PointTable Noisy(double deviation, int count)
    {
        var random = new SeededRandom(3);
        return new PointTable(
            [X[..count]], [.. X[..count].Select(x => 4 * Math.Exp(-0.6 * x) + deviation * random.NextNormal())]);
    }

    private static Candidate Fit(PointTable points, Candidate start)
    {
        double[] constants = [.. start.Expression.Constants];
        new LevenbergMarquardt(new Evaluator(points)).Fit(
            start.Expression.Tokens.AsSpan(), constants, [.. Enumerable.Range(0, constants.Length)], new FitOptions());
        return start with { Expression = start.Expression with { Constants = [.. constants] } };
    }
}
