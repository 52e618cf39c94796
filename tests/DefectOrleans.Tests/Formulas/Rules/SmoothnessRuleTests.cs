using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas.Rules;

public class SmoothnessRuleTests
{
    private static readonly double[] Points = [2.42, 4.0, 5.12, 6.82, 8.1];

    /// <summary>Waves of up to 5 rad/Å that swing by 1 eV may pass.</summary>
    private static readonly SmoothnessRule Rule = new(
        [.. Points, .. Enumerable.Range(0, 120).Select(i => 2.42 + 5.68 * i / 119)], LargestCurvature: 25);

    [Theory]
    [InlineData("exp(-0.6*x1)*cos(2.5*x1)")]
    [InlineData("1/x1^2")]
    [InlineData("0.9*cos(5*x1)")]
    [InlineData("0.25")]
    public void Damped_waves_and_decays_pass(string formula) => Assert.True(Accepts(formula));

    [Theory]
    [InlineData("cos(6*x1)")]
    [InlineData("0.2*cos(40*x1)")]
    [InlineData("0.2*cos(314.2*x1)")]
    [InlineData("0.2*cos(508.3*x1)")]
    public void A_fast_wave_is_refused(string formula) => Assert.False(Accepts(formula));

    [Theory]
    [InlineData("0.0001/(x1 - 4)")]
    [InlineData("0.0001/(x1 - 5.121)")]
    [InlineData("0.0001/(x1 - 6.8195)^2")]
    public void A_narrow_pole_at_a_data_point_is_refused(string formula)
    {
        Assert.False(Accepts(formula));
        // Away from the points it lies between places that are looked at: that is what the points are among them for.
        Assert.True(new LimitCheck(new LimitRule { Start = 1, Stop = 40 })
            .Accepts(FormulaText.Parse(formula).Tokens.AsSpan(), FormulaText.Parse(formula).Constants.AsSpan()));
    }

    [Fact]
    public void What_has_no_value_somewhere_is_refused() => Assert.False(Accepts("log(x1 - 3)"));

    private static bool Accepts(string formula)
    {
        var expression = FormulaText.Parse(formula);
        return new LimitCheck(new LimitRule { Start = 3.5, Stop = 40, Smoothness = Rule })
            .Accepts(expression.Tokens.AsSpan(), expression.Constants.AsSpan());
    }
}
