using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Fitting;

public class DescriptionLengthTests
{
    [Fact]
    public void Each_part_is_what_the_paper_says()
    {
        // θ·x + 7: five tokens of five kinds, one fitted number, one literal.
        var tokens = FormulaText.Parse("1.234*x1 + 7").Tokens.AsSpan();

        var length = DescriptionLength.Of(misfit: 11, tokens, [1.234], [400], []);

        Assert.Equal(11, length.Misfit);
        Assert.Equal(5 * Math.Log(5), length.Structure, 1e-12);
        Assert.Equal(Math.Log(7) + Math.Log(1.234) + 0.5 * Math.Log(400) - 0.5 * Math.Log(3), length.Numbers, 1e-12);
        Assert.Equal(length.Misfit + length.Structure + length.Numbers, length.Total);
    }

    [Theory]
    [InlineData(1e6)]
    [InlineData(1e20)]
    [InlineData(1e-20)]
    public void Another_unit_of_the_target_changes_no_difference(double unit)
    {
        var tokens = FormulaText.Parse("1.234*x1 + 5.678").Tokens.AsSpan();

        // Numbers grow with the unit, and their Fisher information falls with its square.
        var before = DescriptionLength.Of(0, tokens, [1.234, 5.678], [40, 30], []);
        var after = DescriptionLength.Of(0, tokens, [1.234 * unit, 5.678 * unit], [40 / (unit * unit), 30 / (unit * unit)], []);

        Assert.Equal(before.Total, after.Total, 1e-9);
        Assert.Equal(
            DescriptionLength.MisfitOf(2, 30, 1e-20) - DescriptionLength.MisfitOf(1, 30, 1e-20),
            DescriptionLength.MisfitOf(2 * unit * unit, 30, 1e-20 * unit * unit)
                - DescriptionLength.MisfitOf(unit * unit, 30, 1e-20 * unit * unit),
            1e-9);
    }

    [Fact]
    public void What_is_below_its_own_precision_is_nothing()
    {
        Assert.True(DescriptionLength.IsNothing(0.1, 1199));
        Assert.False(DescriptionLength.IsNothing(0.1, 1201));
        // Left in the formula it still costs its sign, however small it is.
        Assert.Equal(Math.Log(2), DescriptionLength.Of(0, [Token.Constant], [1e-300], [1], []).Numbers, 1e-12);
        Assert.Equal(Math.Log(2), DescriptionLength.Of(0, [Token.Constant], [1], [0], []).Numbers, 1e-12);
    }

    [Fact]
    public void No_fit_is_better_than_rounding() =>
        Assert.Equal(DescriptionLength.MisfitOf(0, 10, 1e-30), DescriptionLength.MisfitOf(1e-31, 10, 1e-30));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(-6, 1.791759469228055)]
    [InlineData(0.5, 0.6931471805599453)]
    [InlineData(2 / 3.0, 1.791759469228055)]
    [InlineData(2 * Math.PI, 1.8378770664093453)]
    [InlineData(0.3, 1.791759469228055)]
    [InlineData(0.1234567, 36.841361487904734)]
    public void A_round_number_is_as_long_as_its_integers(double number, double nats) =>
        Assert.Equal(nats, RoundNumber.Length(number), 1e-9);
}
