using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Text;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class TermOrderTests
{
    private static readonly double[] X = [0.01, 0.02, 0.05, 0.1], Y = [3, 5, 11, 20];

    private static readonly PointTable Points = new([X, Y], [1, 2, 3, 4]);

    [Theory]
    [InlineData("0.3*x1^4 + 0.7*x1 + 1.5", "0.7*x1 + 0.3*x1^4 + 1.5")]
    [InlineData("0.3*x1 + 0.7*x2 + 1.5", "0.7*x2 + 0.3*x1 + 1.5")]
    [InlineData("0.3*x1 - 0.7*x2 + 1.5", "-0.7*x2 + 0.3*x1 + 1.5")]
    [InlineData("x1 - (x2 - 1.5)", "x1 - x2 + 1.5")]
    [InlineData("1.5 + x1", "x1 + 1.5")]
    [InlineData("exp(0.1*x1 + 0.2*x2)/x1", "exp(0.2*x2 + 0.1*x1)/x1")]
    public void The_largest_term_of_the_table_stands_first_and_a_number_last(string text, string expected) =>
        Assert.Equal(expected, FormulaText.Print(TermOrder.LargestFirst(FormulaText.Parse(text), Points), digits: 5));

    [Fact]
    public void Values_stay_twice_is_once_and_no_formula_grows() => FsCheck.Check.One(
        RandomTrees.Draws(2000),
        Prop.ForAll(RandomTrees.Arbitrary(maxLength: 13), formula =>
        {
            var ordered = TermOrder.LargestFirst(formula, Points);
            Assert.True(ordered.Complexity <= formula.Complexity, $"{formula} became {ordered}");
            Assert.Equal(ordered, TermOrder.LargestFirst(ordered, Points));
            for (var i = 0; i < Points.Count; i++)
            {
                var (before, after) = (new CompiledFormula(formula), new CompiledFormula(ordered));
                var (expected, actual) = (before.Invoke([X[i], Y[i]]), after.Invoke([X[i], Y[i]]));
                // Where terms cancel the sum is what rounding leaves, in either order.
                var near = before.Invoke([X[i] * (1 + 1e-12), Y[i] * (1 - 1.3e-12)]);
                if (Math.Abs(near - expected) <= 1e-9 * Math.Abs(expected))
                    Assert.Equal(expected, actual, 1e-7 * Math.Abs(expected));
            }
        }));
}
