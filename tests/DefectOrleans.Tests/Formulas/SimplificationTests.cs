using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class SimplificationTests
{
    private static readonly double[][] Points = [[0.7, -1.3], [2.2, 0.4], [-0.9, 3.1], [0, 0], [-2, 2], [1.1, 1.1]];

    [Theory]
    [InlineData("2.5*(3.0*x1)", "7.5*x1")]
    [InlineData("1.5 + (x1 + 2.0)", "x1 + 3.5")]
    [InlineData("x1 - (x1 - 1.5)", "1.5")]
    [InlineData("x1*1 + 0", "x1")]
    [InlineData("-(-x1)", "x1")]
    [InlineData("x1 - -x2", "x1 + x2")]
    [InlineData("2.0*x1 + 3.0*x1", "5.0*x1")]
    [InlineData("x1/2.0", "0.5*x1")]
    [InlineData("log(exp(x1))", "x1")]
    [InlineData("2.0*exp(x1 + 0.0)", "2.0*exp(x1)")]
    [InlineData("(x1^2)^2*x1^2", "(x1^2)^2*x1^2")]
    [InlineData("sin(x1)*sin(x1)", "sin(x1)^2")]
    [InlineData("cos(-x1)", "cos(x1)")]
    [InlineData("x1^0.5", "sqrt(x1)")]
    [InlineData("2 + 3", "5")]
    [InlineData("sqrt(x1^2)", "sqrt(x1^2)")]
    [InlineData("x1/x1", "x1/x1")]
    [InlineData("log(x1) - log(x1)", "log(x1) - log(x1)")]
    [InlineData("exp(log(x1))", "exp(log(x1))")]
    [InlineData("0*log(x1)", "0*log(x1)")]
    public void Formulas_become_simpler_where_that_changes_nothing(string text, string expected) =>
        Assert.Equal(expected, Simplification.Simplify(FormulaText.Parse(text)).ToString());

    [Fact]
    public void Constants_merge_across_an_exponential() =>
        Assert.Equal(
            "5.437*exp(x1)", FormulaText.Print(Simplification.Simplify(FormulaText.Parse("2.0*exp(x1 + 1.0)")), digits: 4));

    [Fact]
    public void Values_stay_complexity_never_grows_and_a_second_pass_changes_nothing() =>
        Check.One(RandomTrees.Draws(3000), Prop.ForAll(RandomTrees.Arbitrary(maxLength: 13), formula =>
        {
            var simple = Simplification.Simplify(formula);
            Assert.True(simple.Complexity <= formula.Complexity);
            Assert.Equal(simple, Simplification.Simplify(simple));
            var (before, after) = (new CompiledFormula(formula), new CompiledFormula(simple));
            foreach (var point in Points)
            {
                var expected = before.Invoke(point);
                var near = before.Invoke([point[0] * (1 + 1e-12) + 1e-13, point[1] * (1 - 1e-12) + 1e-13]);
                // Values that rounding of the point already changes tell nothing.
                if (IsFiniteThroughout(formula, point) && Math.Abs(near - expected) <= 1e-7 * (1 + Math.Abs(expected)))
                    Assert.True(Math.Abs(after.Invoke(point) - expected) <= 1e-6 * (1 + Math.Abs(expected)),
                        $"{formula} became {simple}");
            }
        }));

    private static bool IsFiniteThroughout(Expression formula, double[] point) =>
        Math.Abs(new CompiledFormula(formula).Invoke(point)) < 1e100
            && formula.Operands().All(operand => IsFiniteThroughout(operand, point));
}
