using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Search;

namespace DefectOrleans.Tests.Segvae.Search;

public class ScorerTests
{
    private readonly Archive _archive = new(maxComplexity: 30, depth: 12);
    private readonly ParetoFront _front = new();

    [Fact]
    public void A_formula_is_not_scored_again_under_another_writing()
    {
        var scorer = Scorer("x1^2 + x1");

        Assert.NotNull(scorer.Score(Made.FormulaBuffer("x1*x1 + x1"), _archive, _front, out _));
        foreach (var writing in (string[])["x1 + x1*x1", "x1*(x1 + 1)", "x1*x1 + x1", "x1^2 - (0 - x1)", "log(exp(x1)) + x1^2"])
            Assert.Null(scorer.Score(Made.FormulaBuffer(writing), _archive, _front, out _));

        scorer.Forget();
        Assert.NotNull(scorer.Score(Made.FormulaBuffer("x1 + x1*x1"), _archive, _front, out _));
    }

    [Fact]
    public void A_simpler_writing_of_known_values_is_still_taken()
    {
        var scorer = Scorer("x1^2");

        Assert.NotNull(scorer.Score(Made.FormulaBuffer("exp(2*log(x1 + 1) - 0)"), _archive, _front, out _));
        Assert.NotNull(scorer.Score(Made.FormulaBuffer("(x1 + 1)^2"), _archive, _front, out _));
    }

    [Fact]
    public void The_error_of_a_fixed_formula_is_its_weighted_mean_square()
    {
        var scorer = new Scorer(Made.Problem(new PointTable([[1, 2]], [0, 0], [3, 1])), new SearchOptions(), seed: 1);

        var candidate = scorer.Score(Made.FormulaBuffer("x1"), _archive, _front, out _)!;

        Assert.Equal((3 * 1 + 1 * 4) / 4.0, candidate.Error, 1e-15);
        Assert.Equal(1, candidate.Complexity);
        Assert.Equal(Numbers.Small, candidate.Numbers);
        Assert.Equal((1, 0), (scorer.Scored, scorer.Fitted));
    }

    /// <summary>A wave through evenly spaced points is seen between them alone.</summary>
    [Theory]
    [InlineData("sin(pi*x1) + x1/8", 0, false)]
    [InlineData("sin(pi*x1) + x1/8", 9, false)]
    [InlineData("sin(pi*x1) + x1/8", 22, true)]
    [InlineData("sin(pi*x1)/7 + x1/8", 22, false)]
    public void A_formula_short_enough_to_be_read_is_no_answer_where_it_crests_between_points(
        string formula, int sensibleComplexity, bool isParentOnly)
    {
        var points = new PointTable([[0, 1, 2, 3, 4, 5, 6, 7, 8]], [.. Enumerable.Range(0, 9).Select(x => x / 8.0)]);
        var problem = Made.Problem(points) with { SensibleComplexity = sensibleComplexity };

        var candidate = new Scorer(problem, new SearchOptions(), seed: 1)
            .Score(Made.FormulaBuffer(formula), _archive, _front, out _)!;

        Assert.Equal(isParentOnly, candidate.IsParentOnly);
        Assert.Equal(isParentOnly, !_front.Takes(candidate));
    }

    [Fact]
    public void Fitted_constants_are_those_of_the_law()
    {
        var scorer = Scorer("3.21*exp(-1.7*x1) + 0.43");

        var candidate = scorer.Score(Unknown("c*exp(c*x1) + c"), _archive, _front, out _)!;

        Assert.True(candidate.Error < 1e-20);
        Assert.Equal([3.21, -1.7, 0.43], candidate.Expression.Constants.Select(c => Math.Round(c, 8)));
        Assert.Equal(1, scorer.Fitted);
    }

    [Fact]
    public void Snapped_constants_are_round_where_the_points_let_them_be()
    {
        // Values of the law and of the fit agree to seven digits, and neither is simpler: still the law is no duplicate.
        var scorer = Scorer("3*exp(-2*x1) + 0.000000001*sin(40*x1)");
        var fitted = scorer.Score(Unknown("c*exp(c*x1)"), _archive, _front, out _)!;
        Assert.Equal(Numbers.Fitted, fitted.Numbers);

        var snapped = scorer.Snap(fitted, _front).Last();

        Assert.Equal("3*exp(-2*x1)", FormulaText.Print(snapped.Expression, digits: 6));
        Assert.Equal(Numbers.Round, snapped.Numbers);
        Assert.Equal(fitted.Complexity, snapped.Complexity);
    }

    [Theory]
    [InlineData("1/(x1 - 3.21)")]
    [InlineData("exp(x1)")]
    [InlineData("cos(x1)")]
    [InlineData("0.1")]
    public void The_limit_rule_refuses_what_has_a_pole_or_does_not_decay(string formula)
    {
        var limit = new LimitRule
        {
            Start = 1,
            Stop = 40,
            DomainPoints = 2000,
            Far = FarBehaviour.Zero,
            HighestValue = 50,
            LowestValue = -50
        };
        var scorer = new Scorer(Made.Problem(Made.Table("exp(-x1)", 2, 12), limit), new SearchOptions(), seed: 1);

        Assert.Null(scorer.Score(Made.FormulaBuffer(formula), _archive, _front, out _));
        Assert.NotNull(scorer.Score(Made.FormulaBuffer("exp(-x1)"), _archive, _front, out _));
    }

    [Fact]
    public void A_pole_between_the_points_that_are_looked_at_is_refused()
    {
        const string formula = "0.5*exp(-x1) + 0.0000001/(x1 - 7.0003)", without = "0.5*exp(-x1)";
        var limit = new LimitRule
        {
            Start = 1,
            Stop = 40,
            DomainPoints = 1024,
            Far = FarBehaviour.Zero,
            HighestValue = 100,
            LowestValue = -100
        };
        var scorer = new Scorer(Made.Problem(Made.Table("0.5*exp(-x1)", 2, 12), limit), new SearchOptions(), seed: 1);
        var expression = FormulaText.Parse(formula);

        Assert.True(new LimitCheck(limit).Accepts(expression.Tokens.AsSpan(), expression.Constants.AsSpan()));
        Assert.Null(scorer.Score(Made.FormulaBuffer(formula), _archive, _front, out _));
        Assert.NotNull(scorer.Score(Made.FormulaBuffer(without), _archive, _front, out _));
    }

    [Fact]
    public void A_refused_formula_does_not_stand_in_the_way_of_one_with_its_values()
    {
        // At whole numbers the fast wave and the slow one are the same.
        var slow = new SmoothnessRule([.. Enumerable.Range(0, 100).Select(i => 0.1 * i)], LargestCurvature: 4);
        var problem = Made.Problem(Made.Table("sin(x1)", 0, 10, 11), new LimitRule { Start = 0, Stop = 10, Smoothness = slow });
        var scorer = new Scorer(problem, new SearchOptions(), seed: 1);

        Assert.Null(scorer.Score(Made.FormulaBuffer($"sin({1 + 2 * Math.PI:R}*x1)"), _archive, _front, out _));
        Assert.NotNull(scorer.Score(Made.FormulaBuffer("sin(1.00000000001*x1)"), _archive, _front, out _));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Whatever_is_kept_obeys_the_rules(bool withConstants)
    {
        // Neither squares nor powers, and where no constants are fitted no number but literals.
        var rules = new FormulaRules
        {
            Allowed = TokenSet.Of(
                Token.Add, Token.Multiply, Token.Divide, Token.Cosine, Token.Variable, Token.Integer + 3, Token.Integer + 8)
                | (withConstants ? TokenSet.Of(Token.Constant) : default),
            MaxLength = 11,
            AllowNumericSubtrees = !withConstants,
        };
        var scorer = new Scorer(Made.Problem(Made.Table("x1")) with { Rules = rules }, new SearchOptions(), seed: 1);
        var (buffer, kept) = (new FormulaBuffer(), 0);
        foreach (var row in RandomFormulas.Draw(500, rules, steps: 12, seed: 2).Chunk(12))
        {
            buffer.Clear();
            foreach (var token in PrefixOrder.BeforeEnd(row))
                buffer.Append(token);
            if (scorer.Score(buffer, _archive, _front, out _) is not { } candidate)
                continue;
            kept++;
            Assert.True(rules.Accepts(candidate.Expression.Tokens.AsSpan()), $"{candidate.Expression}");
            Assert.Equal(candidate.Expression.Complexity, candidate.Complexity);
        }
        Assert.InRange(kept, 100, 500);
    }

    [Theory]
    [InlineData("sin(cos(x1))")]
    [InlineData("log(x1 - 2)")]
    [InlineData("x2")]
    public void What_the_rules_forbid_or_has_no_value_is_dropped(string formula) =>
        Assert.Null(Scorer("x1").Score(Made.FormulaBuffer(formula), _archive, _front, out _));

    private static Scorer Scorer(string law) => new(Made.Problem(Made.Table(law, -0.9, 1)), new SearchOptions(), seed: 1);

    /// <summary>A formula whose constants, written c, are not known.</summary>
    private static FormulaBuffer Unknown(string formula)
    {
        var known = FormulaText.Parse(formula.Replace("c", "1.5").Replace("1.5os", "cos"));
        var buffer = new FormulaBuffer();
        foreach (var token in known.Tokens)
            buffer.Append(token);
        return buffer;
    }
}
