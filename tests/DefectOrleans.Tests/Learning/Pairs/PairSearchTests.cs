using System.Collections.Immutable;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Defects;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Learning;
using DefectOrleans.Engine.Learning.Pairs;
using DefectOrleans.Engine.Tables;
using FsCheck;
using FsCheck.Fluent;
using Property = DefectOrleans.Contracts.Property;

namespace DefectOrleans.Tests.Learning.Pairs;

public class PairSearchTests
{
    private static readonly PairChannel Channel = new(PairType.Parse("V_Mo|V_S"), Side.Middle);

    private static readonly ImmutableArray<TablePoint> Points =
        [
            new(2.42, -1.9, 0.001, 1, 6), new(4, -0.1, 0.001, 1, 3), new(5.12, -0.5, 0.1, 9, 12), new(6.82, 0.01, 0.001, 1, 6),
            new(9, 0, 0.001, 1, 6)
        ];

    [Theory]
    [InlineData("exp(-r)", true, true)]
    [InlineData("exp(-0.6*r)*cos(2.5*r)", true, true)]
    [InlineData("0.5 - exp(-r)", false, true)]
    [InlineData("cos(r)", false, false)]
    [InlineData("r", false, false)]
    [InlineData("1/(r - 30)", false, false)]
    [InlineData("exp(-0.6*r)*cos(40*r)", false, false)]
    public void Energies_decay_and_gaps_have_a_limit(string formula, bool isEnergy, bool isGap)
    {
        Assert.Equal(isEnergy, Accepts(Property.Energy, formula));
        Assert.Equal(isGap, Accepts(Property.Gap, formula));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 10)]
    public void There_are_fewer_constants_than_points(int points, int constants)
    {
        var search = PairSearch.For(
            new PairTable(
                Channel, Property.Gap, [.. Enumerable.Range(0, points).Select(i => Points[0] with { Distance = 2 + i })]), 40);

        Assert.Equal(constants, search.Problem.Rules.MaxConstants);
    }

    [Fact]
    public void Points_that_are_asked_for_often_weigh_more_and_uncertain_ones_less()
    {
        var weights = Of(Property.Energy).Problem.Points.Weights;

        Assert.Equal(2, weights[0] / weights[1], 1e-9);
        Assert.Equal(12 / 101.0, weights[2], 1e-9);
        Assert.Equal((33 - 21 / 1.01 - 12 / 101.0) / 33, Of(Property.Energy).Untrusted, 1e-9);
        Assert.Equal(
            0.25, 1 - PairSearch.For(new PairTable(Channel, Property.Gap, Points[..1]) { Missing = 0.75 }, 40).Untrusted, 0.01);
        Assert.Equal(
            0.5,
            PairSearch.For(new PairTable(
                Channel, Property.Gap, [.. Points.Select(p => p with { Uncertainty = 0.01 })]), 40).Untrusted, 1e-9);
    }

    [Fact]
    public void A_value_that_becomes_less_certain_never_makes_the_table_more_trusted() => Prop.ForAll(
        Gen.Zip(
            Gen.Zip(Gen.Choose(1, 12), Gen.Choose(0, 200)).NonEmptyListOf(),
            Gen.Zip(Gen.Choose(0, 100), Gen.Choose(0, 200))).ToArbitrary(),
        drawn =>
        {
            var (table, (which, more)) = drawn;
            ImmutableArray<TablePoint> points =
                [.. table.Select((d, i) => new TablePoint(2 + i, 0, d.Item2 / 1000.0, 1, d.Item1))];
            var at = which % points.Length;
            var worse = points.SetItem(at, points[at] with { Uncertainty = points[at].Uncertainty + more / 1000.0 });

            Assert.True(Untrusted(worse) >= Untrusted(points) - 1e-12, $"{Untrusted(points)} became {Untrusted(worse)}");
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Values_on_a_line_are_smooth_however_far_they_range_and_many_jumps_are_rougher_than_one()
    {
        Assert.Equal(0, Rough(r => 3 - 0.2 * r), 1e-12);
        Assert.Equal(0.2, Rough(r => (int)r % 2 * 0.2), 1e-12);
        Assert.InRange(Rough(r => r == 5 ? 0.2 : 0), 0.001, 0.1);
        Assert.Equal(0, PairSearch.For(new PairTable(Channel, Property.Gap, Points[..2]), 40).Roughness);

        static double Rough(Func<double, double> law) => PairSearch.For(new PairTable(
            Channel, Property.Gap,
            [.. Enumerable.Range(2, 12).Select(r => new TablePoint(r, law(r), 0.001, 1, 6))]), 40).Roughness;
    }

    [Fact]
    public void Searches_are_told_apart_by_name_and_seed()
    {
        var opposite = PairSearch.For(new PairTable(Channel with { Side = Side.Opposite }, Property.Energy, Points), 40);

        Assert.Equal("V_Mo|V_S energy", Of(Property.Energy).Name);
        Assert.Equal(
            3, new[] { Of(Property.Energy), Of(Property.Gap), opposite }.Select(s => SearchSeed.Of(s.Name)).Distinct().Count());
        Assert.Equal(SearchSeed.Of(Of(Property.Gap).Name), SearchSeed.Of(Of(Property.Gap).Name));
    }

    [Fact]
    public void The_rules_are_sound_and_allow_one_variable() =>
        Assert.Equal(FormulaRules.Variables(1),
            Of(Property.Energy).Problem.Rules.Validated().Allowed & FormulaRules.Variables(Token.VariableCount));

    private static double Untrusted(ImmutableArray<TablePoint> points) =>
        PairSearch.For(new PairTable(Channel, Property.Gap, points), 40).Untrusted;

    private static PairSearch Of(Property property) => PairSearch.For(new PairTable(Channel, property, Points), 40);

    private static bool Accepts(Property property, string formula)
    {
        var expression = FormulaText.Parse(formula, ["r"]);
        return new LimitCheck(Of(property).Problem.Limit!).Accepts(expression.Tokens.AsSpan(), expression.Constants.AsSpan());
    }
}
