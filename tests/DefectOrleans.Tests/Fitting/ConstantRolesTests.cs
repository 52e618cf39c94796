using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Operators;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Fitting;

public class ConstantRolesTests
{
    [Theory]
    [InlineData("9.5*exp(-9.5*x1)*cos(9.5*x1 + 9.5)", "Linear Rate Frequency Phase")]
    [InlineData("9.5 + 9.5*x1 - 9.5/x1", "Linear Linear Linear")]
    [InlineData("9.5*(9.5*x1)", "Linear Free")]
    [InlineData("9.5*(9.5*x1 + 9.5)", "Free Linear Linear")]
    [InlineData("(9.5*x1 + 9.5)/(x1 + 9.5)", "Linear Linear Shift")]
    [InlineData("x1^9.5 + exp(x1/9.5) + log(x1 + 9.5)", "Exponent Scale Shift")]
    public void Each_constant_has_a_role(string text, string expected)
    {
        var formula = FormulaText.Parse(text);
        var roles = new ConstantRole[formula.Constants.Length];

        ConstantRoles.Read(formula.Tokens.AsSpan(), roles);

        Assert.Equal(expected, string.Join(' ', roles));
    }

    [Fact]
    public void The_formula_is_affine_in_its_linear_constants_taken_together()
    {
        double[] x = [0.4, 1.3, 2.2];
        var evaluator = new Evaluator(new PointTable([x, x], x));
        var checkedFormulas = 0;
        for (ulong seed = 0; seed < 5000; seed++)
        {
            var formula = Formulas.RandomTrees.Make(seed);
            var roles = new ConstantRole[formula.Constants.Length];
            ConstantRoles.Read(formula.Tokens.AsSpan(), roles);
            if (!roles.Contains(ConstantRole.Linear))
                continue;

            double[] At(double step) => evaluator.Evaluate(
                formula.Tokens.AsSpan(), [
                    .. formula.Constants.Select((c, j) => roles[j] == ConstantRole.Linear ? c + step * (j + 1) : c)
                ]).ToArray();
            var (before, middle, after) = (At(-1), At(0), At(1));
            for (var i = 0; i < x.Length; i++)
            {
                var size = Math.Abs(before[i]) + Math.Abs(after[i]) + 1;
                Assert.False(Math.Abs(before[i] + after[i] - 2 * middle[i]) > 1e-9 * size, formula.ToString());
            }

            checkedFormulas++;
        }

        Assert.True(checkedFormulas > 200);
    }
}
