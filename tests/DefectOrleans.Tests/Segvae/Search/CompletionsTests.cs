using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class CompletionsTests
{
    private const int Tries = 500;
    private static readonly TokenSet Allowed = Made.Problem(Made.Table("x1")).Rules.Allowed;
    private static readonly TokenSet Round = Allowed.Without(Token.Constant);

    [Theory]
    [InlineData("sin(x1) + x1^2", "sin(x1)")]
    [InlineData("x1^4 - x1^3 + x1", "x1^4 + x1")]
    [InlineData("exp(x1 + x1^2)", "exp(x1)")]
    [InlineData("(x1 + 2)*cos(x1)", "cos(x1)")]
    [InlineData("x1/(2 + x1^2)", "x1/(2 + x1)")]
    [InlineData("sqrt(x1^2 + exp(x1))", "sqrt(exp(x1))")]
    [InlineData("log(2 + x1 + x1^2)", "log(2 + x1)")]
    public void What_a_formula_lacks_is_found_wherever_it_stands(string law, string parent)
    {
        var points = Made.Table(law);
        Assert.Contains(Proposals(points, parent, Round), p => Error(points, p) < 1e-20);
    }

    [Fact]
    public void A_part_comes_with_the_factor_that_fits()
    {
        var points = Made.Table("2.5*sin(x1) - 1.3*x1^2");
        var best = Proposals(points, "2.5*sin(x1)", Allowed).MinBy(p => Error(points, p))!;
        Assert.InRange(Error(points, best), 0, 1e-20);
    }

    [Fact]
    public void A_law_that_lies_among_the_parts_takes_the_place_of_any_formula()
    {
        var points = Made.Table("x1*exp(x1)");
        Assert.Contains(Proposals(points, "x1", Round), p => Error(points, p) < 1e-20);
    }

    [Fact]
    public void Every_completion_is_a_formula_of_the_allowed_tokens() =>
        Check.QuickThrowOnFailure(Prop.ForAll(RandomTrees.Arbitrary(variables: 1), parent =>
        {
            foreach (var proposal in Proposals(Made.Table("sin(x1) + x1"), parent, Allowed, tries: 20))
            {
                Assert.True(PrefixOrder.IsComplete(proposal.Tokens.AsSpan()));
                Assert.All(proposal.Tokens, t => Assert.True((Allowed | TokenSet.Of(parent.Tokens.AsSpan())).Contains(t)));
            }
        }));

    [Fact]
    public void Parts_have_values_of_their_own_and_obey_the_rules()
    {
        var problem = Made.Problem(Made.Table("x1"));
        var parts = new SmallFormulas(problem, Allowed);
        var evaluator = new Evaluator(problem.Points);
        var seen = new HashSet<string>();
        Assert.InRange(parts.Count, 1000, 20_000);
        for (var i = 0; i < parts.Count; i++)
        {
            Assert.True(parts[i].Tokens.Length == 1 || problem.Rules.Accepts(parts[i].Tokens));
            var values = evaluator.Evaluate(parts[i].Tokens, parts[i].Constants).ToArray();
            Assert.Equal(values, parts.Values(i)[..values.Length].ToArray());
            Assert.True(seen.Add(string.Join(' ', values.Select(v => BitConverter.SingleToInt32Bits((float)v + 0f) >> 2))));
        }
    }

    private static IEnumerable<Expression> Proposals(PointTable points, string parent, TokenSet allowed) =>
        Proposals(points, FormulaText.Parse(parent), allowed, Tries);

    private static List<Expression> Proposals(PointTable points, Expression parent, TokenSet allowed, int tries)
    {
        var (completions, random, buffer) =
            (new Completions(Made.Problem(points), allowed), new SeededRandom(1), new FormulaBuffer());
        var constants = new double[128];
        var proposals = new List<Expression>();
        for (var i = 0; i < tries; i++)
        {
            if (completions.Propose(parent, ref random, buffer) && !buffer.Overflowed)
                proposals.Add(new Expression([.. buffer.Tokens], [.. constants.AsSpan(0, buffer.Constants(constants))]));
        }
        return proposals;
    }

    private static double Error(PointTable points, Expression formula)
    {
        var values = new Evaluator(points).Evaluate(formula.Tokens.AsSpan(), formula.Constants.AsSpan());
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            sum += (values[i] - points.Target[i]) * (values[i] - points.Target[i]);
        return double.IsNaN(sum) ? double.PositiveInfinity : sum / values.Length;
    }
}
