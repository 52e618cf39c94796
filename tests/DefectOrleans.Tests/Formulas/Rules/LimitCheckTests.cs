using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas.Rules;

public class LimitCheckTests
{
    private static readonly byte[] Decay = [Token.Exponential, Token.Multiply, Token.Constant, Token.Variable];
    private static readonly byte[] ShiftedDecay = [Token.Add, Token.Constant, .. Decay];
    private static readonly byte[] Wave = [Token.Cosine, Token.Multiply, Token.Constant, Token.Variable];
    private static readonly byte[] Pole = [Token.Divide, Token.Integer + 2, Token.Subtract, Token.Variable, Token.Constant];

    private static readonly LimitRule Rule = new() { Start = 2, Stop = 14 };

    [Fact]
    public void A_decay_tends_to_zero_and_a_growth_does_not()
    {
        var check = new LimitCheck(Rule with { Far = FarBehaviour.Zero });

        Assert.True(check.Accepts(Decay, [-0.3]));
        Assert.False(check.Accepts(Decay, [0.3]));
        Assert.False(check.Accepts(ShiftedDecay, [0.5, -0.3]));
        Assert.False(check.Accepts(Wave, [Math.PI / 2 / 160]));
    }

    [Fact]
    public void A_small_constant_that_is_left_over_is_no_decay()
    {
        var check = new LimitCheck(Rule with { Far = FarBehaviour.Zero });

        Assert.False(check.Accepts(ShiftedDecay, [1e-4, -0.3]));
        Assert.True(check.Accepts([Token.Divide, Token.Constant, Token.Variable], [0.05]));
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(80, false)]
    [InlineData(5, true)]
    public void A_bump_far_from_all_points_is_no_decay(double centre, bool accepted)
    {
        var check = new LimitCheck(Rule with { Far = FarBehaviour.Zero, FarPoints = [20, 40, 80, 160] });
        var bump =
            FormulaText.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"exp(-0.01*(x1 - {centre})^2)"));

        Assert.Equal(accepted, check.Accepts(bump.Tokens.AsSpan(), bump.Constants.AsSpan()));
    }

    [Fact]
    public void A_constant_far_away_is_allowed_where_the_rule_says_so()
    {
        var check = new LimitCheck(Rule with { Far = FarBehaviour.Constant });

        Assert.True(check.Accepts(ShiftedDecay, [0.5, -0.3]));
        Assert.False(check.Accepts(Wave, [3.0]));
    }

    [Fact]
    public void Values_outside_the_range_or_not_finite_are_refused()
    {
        Assert.True(new LimitCheck(Rule).Accepts(Decay, [0.3]));
        Assert.False(new LimitCheck(Rule with { HighestValue = 5 }).Accepts(Decay, [0.3]));
        Assert.False(new LimitCheck(Rule).Accepts([Token.Logarithm, Token.Subtract, Token.Variable, Token.Constant], [3.0]));
        Assert.True(new LimitCheck(Rule with { LowestValue = -10, HighestValue = 10 }).Accepts(Pole, [1.0]));
    }

    [Fact]
    public void A_falling_domain_is_refused() =>
        Assert.Contains(
            "from 3 to 2", Assert.Throws<InputException>(() => new LimitCheck(Rule with { Start = 3, Stop = 2 })).Message);
}
