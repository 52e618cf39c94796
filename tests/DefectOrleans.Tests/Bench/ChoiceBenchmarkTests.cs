using DefectOrleans.Bench;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Segvae.Search;

namespace DefectOrleans.Tests.Bench;

public class ChoiceBenchmarkTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 30).Select(i => 0.1 + 0.17 * i)];

    [Fact]
    public void A_wave_through_noise_is_farther_from_the_law_than_the_line()
    {
        var random = new SeededRandom(5);
        var train = new PointTable([X], [.. X.Select(x => 3 * x + 1 + 0.2 * random.NextNormal())]);
        string[] front = ["3*x1 + 1", "3*x1 + 1 + 0.1*cos(19*x1)", "3*x1 + 1 + 0.5*log(x1 - 0.05)"];

        var run = ChoiceRun.Of(
            "line", 0.1, 0, train, [.. front.Select(text => Candidate(train, text))], Made.Table("3*x1 + 1", from: 0, to: 5),
            allows: null, formula => !formula.Tokens.Contains(Token.Cosine) && !formula.Tokens.Contains(Token.Logarithm));

        var shortest = run.Choices.First(c => c.Rule == ChoiceRule.DescriptionLength);
        Assert.Equal(true, shortest.IsLaw);
        Assert.Equal(1, run.RatioOf(ChoiceRule.DescriptionLength));
        Assert.Equal(ChoiceRun.Rules.AsEnumerable(), run.Choices.Select(c => c.Rule));
        Assert.All(ChoiceRun.Rules, rule => Assert.True(run.RatioOf(rule) >= 1));
        // The line itself is on the front and exact; 10 % noise on 30 points leaves a fitted number this much.
        Assert.Equal(0.1 * 4.553 / Math.Sqrt(30), run.Least, 1e-3);
    }

    [Fact]
    public void What_has_no_value_at_a_point_held_out_is_infinitely_far()
    {
        var train = Made.Table("log(x1)", from: 1, to: 3);

        var run = ChoiceRun.Of(
            "log", 0, 0, train, [Candidate(train, "log(x1)")], Made.Table("x1", from: -1, to: 3), allows: null, isLaw: null);

        Assert.All(run.Choices, c => Assert.Equal((double.PositiveInfinity, (bool?)null), (c.HeldOut, c.IsLaw)));
    }

    [Fact]
    public void A_front_without_formulas_leaves_nothing_to_choose()
    {
        var table = Made.Table("x1");
        var run = ChoiceRun.Of("none", 0, 0, table, [], table, allows: null, _ => true);
        Assert.All(run.Choices, c => Assert.Equal((null, (bool?)false), (c.Formula, c.IsLaw)));
    }

    [Fact]
    public void Every_third_shell_is_held_out_but_for_the_nearest_and_the_farthest()
    {
        var (train, held) = ChoiceBenchmark.Split(new PointTable([[1, 2, 2.0001, 3, 4, 5, 6, 7, 8]], new double[9]));

        Assert.Equal(new[] { 2, 2.0001, 5 }, held.Variables[0].ToArray());
        Assert.Equal(new double[] { 1, 3, 4, 6, 7, 8 }, train.Variables[0].ToArray());
    }

    private static Candidate Candidate(PointTable points, string text)
    {
        var formula = FormulaText.Parse(text);
        var values = new Evaluator(points).Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += (values[i] - points.Target[i]) * (values[i] - points.Target[i]);
        return new Candidate(formula, sum / points.Count, formula.Complexity);
    }
}
