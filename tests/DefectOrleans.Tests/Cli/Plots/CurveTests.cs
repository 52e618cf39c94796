using DefectOrleans.Cli.Plots;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Cli.Plots;

public sealed class CurveTests
{
    private static readonly Panel Frame = Panel.Of(new Interval(0, 10), new Interval(-1, 1), 0, 0, 500, 100);

    [Fact]
    public void A_curve_within_the_frame_is_one_piece_from_end_to_end()
    {
        var piece = Assert.Single(Pieces("0.5*cos(r)"));
        Assert.Equal((0, 500), (piece[0].X, piece[^1].X));
        Assert.InRange(piece.Count, 20, 200);
    }

    [Fact]
    public void A_straight_line_needs_two_points() => Assert.Equal(2, Assert.Single(Pieces("0.1*r - 0.5")).Count);

    [Fact]
    public void A_curve_ends_at_the_frame_and_comes_back()
    {
        var pieces = Pieces("3*cos(r)");
        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, piece => Assert.All(piece, place => Assert.InRange(place.Y, 0, 100)));
        Assert.All(pieces, piece => Assert.Equal([0.0, 100], new[] { piece[0].Y, piece[^1].Y }.Order()));
    }

    [Theory]
    [InlineData("1/(r - 5.003)")]
    [InlineData("sin(r)/cos(r)")]
    [InlineData("exp(exp(r))/(r - 2)^3")]
    public void A_pole_is_no_line(string formula)
    {
        foreach (var piece in Pieces(formula))
        {
            Assert.All(piece, place => Assert.InRange(place.Y, 0, 100));
            Assert.All(piece.Zip(piece.Skip(1)), step => Assert.False(
                Math.Abs(step.First.Y - step.Second.Y) > 99 && step.Second.X - step.First.X < 2, $"{step} goes down a pole"));
        }
    }

    [Fact]
    public void Where_there_is_no_value_there_is_no_line() => Assert.All(
        Pieces("log(r - 4)"), piece => Assert.All(piece, place => Assert.True(place.X > 4 * 50)));

    [Fact]
    public void A_formula_without_any_value_has_no_line() => Assert.Empty(Pieces("log(0 - r - 1)"));

    private static List<IReadOnlyList<Place>> Pieces(string formula) =>
        [.. Curve.Of(new CompiledFormula(FormulaText.Parse(formula, ["r"])), 1, new Interval(0, 10), Frame)];
}
