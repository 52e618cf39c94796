using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class CanonicalFormTests
{
    private static readonly double[][] Points = [[0.7, 1.3], [2.2, 0.4], [0.9, 3.1], [-0.6, 1.7], [-2.1, -0.8], [1.1, 1.2]];

    [Theory]
    [InlineData("3.0*(0.33333333 + x1)", "3*x1 + 1")]
    [InlineData("x1*x1*x1", "x1^3")]
    [InlineData("((x1^2)^2)^2", "x1^8")]
    [InlineData("2.0*(x1*(x1*3.5))", "7*x1^2")]
    [InlineData("0.27253179*x1^0 + 0.27253179^x1", "exp(-1.3*x1) + 0.27253")]
    [InlineData("exp(x1)*exp(2.5*x1)", "exp(3.5*x1)")]
    [InlineData("cos(-x1)", "cos(x1)")]
    [InlineData("1.5*sin(-x1)", "-1.5*sin(x1)")]
    [InlineData("cos(1.5 - x1)", "cos(x1 - 1.5)")]
    [InlineData("x1/x1", "1")]
    [InlineData("log(x1) - log(x1)", "0")]
    [InlineData("sqrt(x1)^2", "x1")]
    [InlineData("sqrt(x1^2)", "sqrt(x1^2)")]
    [InlineData("1*x1 + 0", "x1")]
    [InlineData("-(-x1)", "x1")]
    [InlineData("x1/(x2/(x1/3.5))", "0.28571*x1^2/x2")]
    [InlineData("1/(1/x1 + 0)", "x1")]
    [InlineData("(x1 + 1)*(2*x1 + 2)", "2*(x1 + 1)^2")]
    [InlineData("2*x1 + 2*x2", "2*(x1 + x2)")]
    [InlineData("(6.31 + 5.72*cos(x1))*exp(-0.6*x1)*0.5", "(2.86*cos(x1) + 3.155)*exp(-0.6*x1)")]
    [InlineData("exp(0.5*log(x1))", "sqrt(x1)")]
    [InlineData("(1.1/x1)^12 - (1.1/x1)^6", "3.1384*x1^(-12) - 1.7716*x1^(-6)")]
    [InlineData("1/(3*x1 + 1)", "1/(3*x1 + 1)")]
    public void Formulas_read_as_a_person_would_write_them(string text, string expected) =>
        Assert.Equal(expected, FormulaText.Print(CanonicalForm.Of(FormulaText.Parse(text)), digits: 5));

    [Fact]
    public void Values_stay_twice_is_once_and_nothing_is_left_that_the_quick_rules_shorten() =>
        Check.One(RandomTrees.Draws(3000), Prop.ForAll(RandomTrees.Arbitrary(maxLength: 13), Holds));

    [Fact]
    public void The_same_holds_for_formulas_that_a_search_may_draw()
    {
        const int Steps = 24;
        var rules = new FormulaRules { MaxLength = 20, Allowed = (OperatorRegistry.Usual | FormulaRules.Variables(2)).With(Token.Constant) };
        var rows = RandomFormulas.Draw(1500, rules, Steps, seed: 7);
        var random = new SeededRandom(3);
        for (var row = 0; row < rows.Length; row += Steps)
        {
            byte[] tokens = [.. rows.AsSpan(row, Steps).ToArray().TakeWhile(token => token != Token.End)];
            double[] constants = [.. tokens.Where(token => token == Token.Constant).Select(_ => random.NextUniform(-3, 3))];
            Holds(new Expression([.. tokens], [.. constants]));
        }
    }

    private static void Holds(Expression formula)
    {
        var canonical = CanonicalForm.Of(formula);
        Assert.True(canonical.Complexity <= formula.Complexity + Bases(formula), $"{formula} became {canonical}");
        Assert.True(canonical.Equals(CanonicalForm.Of(canonical)), $"{formula} became {canonical}, then {CanonicalForm.Of(canonical)}");
        Assert.True(Simplification.Simplify(canonical).Complexity >= canonical.Complexity, $"{canonical} can be {Simplification.Simplify(canonical)}");
        var (before, after) = (new CompiledFormula(formula), new CompiledFormula(canonical));
        foreach (var point in Points)
        {
            var expected = before.Invoke(point);
            if (!IsFiniteThroughout(formula, point) || !IsFiniteThroughout(canonical, point))
            {
                Assert.True(!IsFiniteThroughout(formula, point) || double.IsFinite(after.Invoke(point)), $"{formula} became {canonical}");
                continue;
            }
            // Values that rounding of the point or of a part already changes tell nothing.
            var near = before.Invoke([point[0] * (1 + 1e-12), point[1] * (1 - 1e-12)]);
            var tolerance = 1e-9 * Math.Max(Math.Abs(expected), 1) + 100 * Math.Abs(near - expected);
            if (Math.Abs(near - expected) <= 1e-9 * (1 + Math.Abs(expected)))
                Assert.True(Math.Abs(after.Invoke(point) - expected) <= tolerance, $"{formula} became {canonical}: {expected} {after.Invoke(point)}");
        }
    }

    /// <summary>Powers of a number, which cost one more in base e.</summary>
    private static int Bases(Expression formula) => formula.Tokens.Count(token => token == Token.Power);

    private static bool IsFiniteThroughout(Expression formula, double[] point) =>
        Math.Abs(new CompiledFormula(formula).Invoke(point)) is < 1e100 and var size && (size == 0 || size > 1e-100)
        && formula.Operands().All(operand => IsFiniteThroughout(operand, point));
}
