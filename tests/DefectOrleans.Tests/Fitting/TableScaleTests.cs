using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Fitting;

public class TableScaleTests
{
    [Theory]
    [InlineData("3*x1 + 1")]
    [InlineData("2.5*exp(-1.3*x1) + 0.5")]
    [InlineData("3.1*x1^0.7 + 2")]
    [InlineData("sin(x1)/x1")]
    [InlineData("2.3*x1/(0.7 + x1) - sqrt(x1*x2)")]
    [InlineData("cos(x1*x2 + 0.3)^2/(x2 - x1)")]
    [InlineData("log(x1) + x2^3")]
    public void A_formula_means_the_same_in_both_units(string text)
    {
        var scale = new TableScale([-3, 5], 20);
        var formula = FormulaText.Parse(text);

        var restored = scale.Restore(formula);

        double[] x = [1.37, 2.91];
        var expected = new CompiledFormula(formula).Invoke(x) * 1e20;
        var value = new CompiledFormula(restored).Invoke([x[0] * 1e-3, x[1] * 1e5]);
        Assert.Equal(1, value / expected, 1e-11);
        Assert.Equal(1, new CompiledFormula(scale.Standard(restored)).Invoke(x) * 1e20 / expected, 1e-11);
    }

    [Fact]
    public void The_sixth_variable_has_its_own_scale() =>
        Assert.Equal("3000.0*x6", FormulaText.Print(new TableScale([0, 0, 0, 0, 0, -3], 0).Restore(FormulaText.Parse("3*x6"))));

    [Theory]
    [InlineData(1.2, 20, 1.2e20)]
    [InlineData(3, -20, 3e-20)]
    [InlineData(4.7e-12, 7, 4.7e-5)]
    public void Numbers_move_by_their_decimal_writing(double value, int exponent, double expected) =>
        Assert.Equal(expected, TableScale.Shift(value, exponent));

    [Fact]
    public void A_straight_line_of_any_size_is_a_straight_line() =>
        Assert.Equal("3e+26*x1 + 2e+20", FormulaText.Print(new TableScale([-6], 20).Restore(FormulaText.Parse("3*x1 + 2"))));

    [Fact]
    public void A_table_within_sight_of_one_stays_as_it_is()
    {
        var points = new PointTable([[0.5, 20]], [1, 300]);

        Assert.Same(points, TableScale.Of(points).Standard(points));
    }
}
