using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas.Rules;

public class OvershootTests
{
    [Theory]
    [InlineData("x", 0)]
    [InlineData("x + 0.5*sin(pi*x)", 0.0263)]
    [InlineData("x - sin(2*pi*x)", 0.1905)]
    [InlineData("1/(x - 1.5)", double.PositiveInfinity)]
    public void The_largest_crest_between_points_is_told_in_shares_of_their_range(string text, double share)
    {
        var points = new PointTable([[0, 1, 2, 3, 4]], [0, 1, 2, 3, 4]);

        Assert.Equal(share, Overshoot.Of(points, FormulaText.Parse(text, ["x"]))!.Value, 2e-3);
    }

    [Fact]
    public void Where_nothing_changes_there_is_no_share() => Assert.Null(
        Overshoot.Of(new PointTable([[0, 1]], [2, 2]), FormulaText.Parse("x", ["x"])));
}
