using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas.Rules;

public class LimitProofTests
{
    private static readonly LimitRule Rule = new() { Start = 1, Stop = 40, LowestValue = -100, HighestValue = 100 };

    [Theory]
    [InlineData("2.31*exp(-0.62*r)*cos(2.97*r + 0.41)")]
    [InlineData("exp(-0.6277*r)*(0.03947*r - 0.3852 - 0.1462*cos(2.03*r))*(r + 0.3178*cos(2.41*r))")]
    [InlineData("1/(r - 0.9)")]
    [InlineData("1/(1.02 + sin(r))")]
    [InlineData("1/(r - 0.95*r)")]
    [InlineData("max(sin(r), cos(r)) + powr(r, -3.2) + r^-2 + log(r)")]
    public void What_is_finite_everywhere_is_proven_so(string formula) => Assert.True(Holds(Rule, formula));

    [Theory]
    [InlineData("1/(r - 7.123456)")]
    [InlineData("0.0000000001/(r - 7.123456)")]
    [InlineData("0.0000000001/(r - 7.123456)^2")]
    [InlineData("exp(r)")]
    [InlineData("log(r - 1.00001)")]
    [InlineData("sqrt(r - 2)")]
    [InlineData("1/sin(r)")]
    [InlineData("101")]
    [InlineData("(r - 2)/(r - 2)")]
    public void A_pole_however_narrow_is_not(string formula) => Assert.False(Holds(Rule, formula));

    [Theory]
    [InlineData("sin(r)", 1.01, true)]
    [InlineData("sin(r)", 0.99, false)]
    [InlineData("abs(r - 5.001)", 1000, false)]
    [InlineData("exp(-10000*(r - 5.001)^2)", 4, false)]
    [InlineData("abs(r - 30)", 1, true)]
    public void Curvature_is_bounded_between_the_points_and_not_beyond_them(string formula, double largest, bool expected) =>
        Assert.Equal(expected, Holds(Rule with { Smoothness = new SmoothnessRule([2, 5, 20], largest) }, formula));

    [Fact]
    public void What_is_proven_is_so_wherever_one_looks() =>
        Check.One(RandomTrees.Draws(500), Prop.ForAll(RandomTrees.Arbitrary(variables: 1), formula =>
        {
            if (!new LimitProof(Rule).Holds(formula.Tokens.AsSpan(), formula.Constants.AsSpan()))
                return;
            var compiled = new CompiledFormula(formula);
            for (var i = 0; i <= 1000; i++)
                Assert.InRange(compiled.Invoke(1 + 0.039 * i), -100.0001, 100.0001);
        }));

    [Fact]
    public void A_proof_does_not_allocate()
    {
        var (proof, formula) = (new LimitProof(Rule), FormulaText.Parse("exp(-r)*cos(3*r)/(r + sin(r))", ["r"]));
        var (tokens, constants) = (formula.Tokens.ToArray(), formula.Constants.ToArray());
        Allocations.None(() => proof.Holds(tokens, constants));
    }

    private static bool Holds(LimitRule rule, string formula)
    {
        var expression = FormulaText.Parse(formula, ["r"]);
        return new LimitProof(rule).Holds(expression.Tokens.AsSpan(), expression.Constants.AsSpan());
    }
}
