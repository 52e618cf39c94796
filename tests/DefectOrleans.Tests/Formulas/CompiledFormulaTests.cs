using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class CompiledFormulaTests
{
    [Fact]
    public void Many_points_at_once_one_point_alone_and_the_evaluator_agree()
    {
        double[] x = [0.3, 1.2, 2.9, 0.01, 4.4, 7.7, 3.3];
        var evaluator = new Evaluator(new PointTable([x], x));
        Check.One(RandomTrees.Draws(1000), Prop.ForAll(RandomTrees.Arbitrary(variables: 1), formula =>
        {
            var compiled = new CompiledFormula(formula);
            var together = new double[x.Length];
            compiled.Invoke(x, together);
            Assert.Equal(evaluator.Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan()).ToArray(), together);
            for (var i = 0; i < x.Length; i++)
            {
                var alone = compiled.Invoke(x[i]);
                // A last digit of exp may differ beside another neighbour; leave out what depends on last digits.
                if (Math.Abs(compiled.Invoke(x[i] * (1 + 1e-13)) - alone) <= 1e-9 * (1 + Math.Abs(alone)))
                    Assert.Equal(alone, together[i], 1e-9 * (1 + Math.Abs(alone)));
            }
        }));
    }

    [Theory]
    [InlineData("2.31*exp(-0.62*x1)*cos(2.97*x1 + 0.41)", 3.2)]
    [InlineData("x1^3/(1 + x1^2)", -1.5)]
    [InlineData("x1^x1 - log(sqrt(x1))", 1.7)]
    [InlineData("7.5", 1.0)]
    public void The_slope_agrees_with_finite_differences(string text, double x)
    {
        var compiled = new CompiledFormula(FormulaText.Parse(text));

        var (value, slope) = compiled.InvokeWithSlope(x);

        Assert.Equal(compiled.Invoke(x), value);
        Assert.Equal((compiled.Invoke(x + 1e-6) - compiled.Invoke(x - 1e-6)) / 2e-6, slope, 1e-7);
    }

    [Fact]
    public void Prediction_does_not_allocate()
    {
        var compiled = new CompiledFormula(FormulaText.Parse("2.3*exp(-0.6*x1)*cos(3.0*x1 + 0.4)"));
        double[] r = [1, 2, 3, 4, 5];
        var result = new double[5];

        Allocations.None(() =>
        {
            compiled.Invoke(r, result);
            compiled.Invoke(2.0);
        });
    }

    [Fact]
    public void A_point_with_too_few_variables_is_refused() =>
        Assert.Throws<ArgumentException>(() => new CompiledFormula(FormulaText.Parse("x1 + x2")).Invoke(1.0));
}
