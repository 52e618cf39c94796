using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Fitting;

public class StatedNumbersTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 30).Select(i => 0.1 + 0.17 * i)];

    [Theory]
    [InlineData(1.8532, -2, 0.03, "1.85(3)")]
    [InlineData(1.8532, -3, 0.0174, "1.853(17)")]
    [InlineData(-0.999, -1, 0.4, "-1.0(4)")]
    [InlineData(9.996, -2, 0.02, "10.00(2)")]
    [InlineData(12345, 2, 200, "1.23(2)e4")]
    [InlineData(1.2e20, 18, 3e18, "1.20(3)e20")]
    [InlineData(-4.56e-9, -11, 2e-11, "-4.56(2)e-9")]
    [InlineData(0.02, -1, 0.3, "0.0(3)")]
    [InlineData(1.85312, -5, 0.0312, "1.85312(3100)")]
    [InlineData(1.85, -2, double.PositiveInfinity, "1.85")]
    public void Numbers_bear_their_errors_in_units_of_their_last_digit(double value, int place, double error, string text) =>
        Assert.Equal(text, NumberText.Write(value, place, error));

    [Fact]
    public void Errors_of_a_straight_line_are_those_of_linear_regression()
    {
        var y = Noisy(x => 3.3 * x + 1.1, 0.2);
        var (mean, slope, offset, sigma) = Line(y);
        var spread = X.Sum(x => (x - mean) * (x - mean));

        var errors = StatedNumbers.Of(new PointTable([X], y), Formula("1*x1 + 1", slope, offset)).StandardErrors;

        Assert.Equal(sigma / Math.Sqrt(spread), errors[0], 1e-9);
        Assert.Equal(sigma * Math.Sqrt(1.0 / X.Length + mean * mean / spread), errors[1], 1e-9);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    public void Errors_follow_the_unit_of_the_target(int unit)
    {
        var y = Noisy(x => 3.3 * x + 1.1, 0.2);
        var (_, slope, offset, _) = Line(y);
        var factor = Math.Pow(10, unit);
        var near = StatedNumbers.Of(new PointTable([X], y), Formula("1*x1 + 1", slope, offset));
        var far = StatedNumbers.Of(
            new PointTable([X], [.. y.Select(v => v * factor)]), Formula("1*x1 + 1", slope * factor, offset * factor));
        for (var j = 0; j < 2; j++)
            Assert.Equal(1, far.StandardErrors[j] / factor / near.StandardErrors[j], 1e-9);
    }

    [Theory]
    [InlineData("3*x1 + 1", "3*x1 + 1")]
    [InlineData("2.718281828459045*x1 + 1", "2.7182818285*x1 + 1")]
    public void Exact_points_leave_no_error_and_as_many_digits_as_they_need(string law, string text)
    {
        var formula = FormulaText.Parse(law);
        var points = new PointTable([X], [.. X.Select(x => new CompiledFormula(formula).Invoke(x))]);
        var stated = StatedNumbers.Of(points, formula).Print(FormulaLanguage.Text, points.Names);
        Assert.Equal(text, stated);
    }

    [Theory]
    [InlineData("2.5*exp(-1.3*x1) + 0.5", 0.03)]
    [InlineData("1.1 + 0.7*x1 - 0.3*x1^2 + 0.05*x1^3", 0.02)]
    [InlineData("3.1*x1^0.7 + 2", 0.001)]
    [InlineData("1.5*cos(2.2*x1 + 0.4)", 0.2)]
    public void Rounding_as_printed_costs_a_fiftieth_of_the_error_at_most(string law, double noise)
    {
        var compiled = new CompiledFormula(FormulaText.Parse(law));
        var points = new PointTable([X], Noisy(x => compiled.Invoke(x), noise));
        var form = FormulaText.Parse(law);
        // Digits of all numbers, so that none is round.
        double[] constants = [.. form.Constants.Select(c => c * 1.0123456789)];
        new LevenbergMarquardt(new Evaluator(points)).Fit(form.Tokens.AsSpan(), constants, new FitOptions());
        var fitted = form with { Constants = [.. constants] };

        var stated = StatedNumbers.Of(points, fitted);

        Assert.All(stated.StandardErrors, error => Assert.True(error is > 0 and < 10));
        Assert.InRange(Error(points, stated.Rounded) / Error(points, fitted), 0.98, 1.02);
        for (var j = 0; j < constants.Length; j++)
            Assert.InRange(Math.Abs(stated.Rounded.Constants[j] - constants[j]), 0, stated.StandardErrors[j]);
        Assert.All(stated.Texts, text => Assert.Matches(@"^-?\d+(\.\d+)?\(\d+\)(e-?\d+)?$", text));
    }

    [Fact]
    public void More_numbers_than_points_have_no_errors_and_are_stated_all_the_same()
    {
        var points = new PointTable([[1, 2]], [1.1, 2.3]);
        var stated = StatedNumbers.Of(points, FormulaText.Parse("1.2345678*x1 + 0.3456789*x1^2 + 0.1234567"));
        Assert.All(stated.StandardErrors, error => Assert.Equal(double.PositiveInfinity, error));
        Assert.All(stated.Texts, text => Assert.DoesNotContain("(", text, StringComparison.Ordinal));
    }

    private static double[] Noisy(Func<double, double> law, double noise)
    {
        var random = new SeededRandom(5);
        return [.. X.Select(x => law(x) + noise * random.NextNormal())];
    }

    private static (double Mean, double Slope, double Offset, double Sigma) Line(double[] y)
    {
        var (mean, height) = (X.Average(), y.Average());
        var slope = X.Zip(y).Sum(p => (p.First - mean) * (p.Second - height)) / X.Sum(x => (x - mean) * (x - mean));
        var offset = height - slope * mean;
        var squares = X.Zip(y).Sum(p => Math.Pow(p.Second - slope * p.First - offset, 2));
        return (mean, slope, offset, Math.Sqrt(squares / (X.Length - 2)));
    }

    private static Expression Formula(string text, params double[] numbers) =>
        new([.. FormulaText.Parse(text).Tokens.Select(t => Token.IsNumber(t) ? Token.Constant : t)], [.. numbers]);

    private static double Error(PointTable points, Expression formula)
    {
        var compiled = new CompiledFormula(formula);
        return Math.Sqrt(Enumerable.Range(0, points.Count)
            .Average(i => Math.Pow(compiled.Invoke([points.Variables[0][i]]) - points.Target[i], 2)));
    }
}
