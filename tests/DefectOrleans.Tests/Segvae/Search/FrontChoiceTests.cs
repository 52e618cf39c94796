using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class FrontChoiceTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 30).Select(i => 0.1 + 0.17 * i)];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(6, 0)]
    [InlineData(20, 0)]
    [InlineData(-20, 0)]
    [InlineData(0, -3)]
    public void A_noisy_straight_line_is_one_in_any_unit_whatever_passes_through_its_points(int unit, int variableUnit)
    {
        var random = new SeededRandom(5);
        double[] y = [.. X.Select(x => 3.3 * x + 1.1 + 0.2 * random.NextNormal())];
        var scale = new TableScale([variableUnit], unit);
        var standard = new PointTable([X], y);
        var points = new PointTable(
            [[.. X.Select(x => TableScale.Shift(x, variableUnit))]], [.. y.Select(value => TableScale.Shift(value, unit))]);
        string[] front = [
            "5.1", "3.1*x1", "3.4*x1 + 1.2", "3.4*x1 + 1.2 + 0.1*cos(19*x1)", "3.4*x1 + 1.2 + 0.1*cos(19*x1) + 0.1*sin(31*x1 + 2)"
        ];

        var best = new FrontChoice(points, front.Select(text => Candidate(scale.Restore(Fitted(standard, text))))).Best()!;

        Assert.Equal(2, best.Constants.Length + best.Tokens.Count(t => Token.IsNumber(t) && t != Token.Constant));
        Assert.Equal(5, best.Complexity);
    }

    [Fact]
    public void A_pole_between_two_points_is_not_chosen_however_well_it_fits()
    {
        double[] y = [.. X.Select(x => 2 * x + (x is > 2 and < 2.1 ? 0.3 : 0))];
        string[] front = ["2*x1", "2*x1 + 0.01/(x1 - 2.02)"];

        var choice = new FrontChoice(new PointTable([X], y), front.Select(text => Candidate(FormulaText.Parse(text))));

        Assert.Equal("2*x1", FormulaText.Print(choice.Best()!));
        Assert.DoesNotContain(choice.Shown(), formula => formula.Tokens.Contains(Token.Divide));
    }

    [Fact]
    public void A_power_of_zero_has_a_length_too()
    {
        double[] x = [0, .. X];
        string[] front = ["2 + 3*x1", "3.1*x1^0.7 + 2"];

        var choice = new FrontChoice(
            new PointTable([x], [.. x.Select(v => 3.1 * Math.Pow(v, 0.7) + 2)]),
            front.Select(text => Candidate(FormulaText.Parse(text))));

        Assert.Equal("3.1*x1^0.7 + 2", FormulaText.Print(choice.Best()!));
    }

    [Fact]
    public void Of_two_descriptions_as_long_the_simpler_is_chosen()
    {
        string[] front = ["3*x1 + 1", "x1 + 1 + (x1 + x1)"];

        var choice = new FrontChoice(
            new PointTable([X], [.. X.Select(x => 3 * x + 1)]), front.Select(text => Candidate(FormulaText.Parse(text))));

        Assert.Equal("3*x1 + 1", FormulaText.Print(choice.Best()!));
        Assert.Single(choice.Shown());
    }

    [Theory]
    [InlineData("3*x1 + 1", "3.0000000001*(x1 + 0.33333333333)", "3*x1 + 1")]
    [InlineData("exp(-1.3*x1) + 0.5", "0.27253179303401259^x1 + 0.5", "exp(-1.3*x1) + 0.5")]
    [InlineData("x1^3", "x1*(x1*x1 + 0)", "x1^3")]
    [InlineData("13.2/x1^1.2 - 7.4/x1^0.6", "13.2*x1^(-1.1999999999999986) - 7.4*x1^(-0.6)", "13.2/x1^1.2 - 7.4/x1^0.6")]
    [InlineData("cos(2*x1)", "1*cos(-(2*x1))", "cos(2*x1)")]
    public void What_is_chosen_is_written_as_a_person_would(string law, string found, string written)
    {
        var formula = new CompiledFormula(FormulaText.Parse(law));
        var points = new PointTable([X], [.. X.Select(x => formula.Invoke(x))]);

        var best = new FrontChoice(points, [Candidate(FormulaText.Parse(found))]).Best()!;

        Assert.Equal(written, FormulaText.Print(best, digits: 12));
    }

    [Fact]
    public void Beside_a_law_that_leaves_only_rounding_nothing_longer_is_shown()
    {
        var points = new PointTable([X], [.. X.Select(x => 3.7 * x + 1.1)]);
        string[] front = ["3.5*x1", "3.7*x1 + 1.1000000000000012", "3.7*x1 + 1.1 + 2.7085e-17*sin(x1)"];

        var choice = new FrontChoice(points, front.Select(text => Candidate(FormulaText.Parse(text))));

        Assert.Equal(["3.5*x1", "3.7*x1 + 1.1"], choice.Shown().Select(f => FormulaText.Print(f)));
    }

    [Fact]
    public void Every_rule_chooses_of_every_front_but_an_empty_one()
    {
        var points = new PointTable([X], [.. X.Select(x => 3 * x + 1)]);
        foreach (var rule in Enum.GetValues<ChoiceRule>())
        {
            Assert.Null(new FrontChoice(points, []).Best(rule));
            Assert.NotNull(new FrontChoice(points, [Candidate(FormulaText.Parse("3*x1 + 1"))]).Best(rule));
        }
    }

    private static Candidate Candidate(Expression formula) => new(formula, 0, formula.Complexity);

    private static Expression Fitted(PointTable points, string text)
    {
        var formula = FormulaText.Parse(text);
        double[] constants = [.. formula.Constants];
        new LevenbergMarquardt(new Evaluator(points)).Fit(formula.Tokens.AsSpan(), constants, new FitOptions());
        return formula with { Constants = [.. constants] };
    }
}
