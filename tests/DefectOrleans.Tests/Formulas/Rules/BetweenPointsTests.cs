using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas.Rules;

public class BetweenPointsTests
{
    [Theory]
    [InlineData("3*x1 + 1")]
    [InlineData("sin(x1 - 1)/(x1 - 1)")]
    [InlineData("sqrt(x1)")]
    [InlineData("2*x1^0.7 + 3")]
    [InlineData("sin(2*x1)")]
    [InlineData("exp(-10*(x1 - 2)^2)")]
    public void A_law_is_sensible_between_its_points(string law) => Assert.True(Accepts(law, law));

    [Theory]
    [InlineData("3*x1 + 1 + 1e-5/(x1 - 2.03)")]
    [InlineData("3*x1 + 1 + 1e-9/(x1 - 2.03)^2")]
    [InlineData("3*x1 + 1 + 9*sin(31.41592653589793*x1)")]
    [InlineData("3*x1 + 1 + sqrt(x1 - 2.03)")]
    public void A_pole_a_gap_and_a_wave_that_passes_through_points_are_none(string formula) =>
        Assert.False(Accepts(formula, "3*x1 + 1"));

    [Fact]
    public void Of_more_variables_the_ways_between_neighbours_are_looked_at()
    {
        double[] x = [.. Enumerable.Range(0, 49).Select(i => i % 7 * 0.5)], y =
            [.. Enumerable.Range(0, 49).Select(i => i / 7 * 0.5)];
        var check = new BetweenPoints(new PointTable([x, y], [.. x.Zip(y, (a, b) => a + b)]));

        Assert.True(check.Accepts(FormulaText.Parse("x1 + x2").Tokens.AsSpan(), []));
        var pole = FormulaText.Parse("x1 + x2 + 1e-6/(x1 - 1.27)");
        Assert.False(check.Accepts(pole.Tokens.AsSpan(), pole.Constants.AsSpan()));
    }

    private static bool Accepts(string formula, string law)
    {
        double[] x = [.. Enumerable.Range(0, 41).Select(i => 0.1 * i)];
        var (tested, truth) = (FormulaText.Parse(formula), new CompiledFormula(FormulaText.Parse(law)));
        double[] y = [.. x.Select(truth.Invoke)];
        // Where a law has a gap no point was measured.
        int[] kept = [.. Enumerable.Range(0, x.Length).Where(i => double.IsFinite(y[i]))];
        return new BetweenPoints(new PointTable([[.. kept.Select(i => x[i])]], [.. kept.Select(i => y[i])]))
            .Accepts(tested.Tokens.AsSpan(), tested.Constants.AsSpan());
    }
}
