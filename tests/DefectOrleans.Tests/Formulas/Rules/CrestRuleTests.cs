using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Laws;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Tests.Laws;

namespace DefectOrleans.Tests.Formulas.Rules;

public class CrestRuleTests
{
    [Theory]
    [InlineData(0.28, true)]
    [InlineData(0.38, false)]
    public void A_wave_between_the_points_is_judged_alike_in_search_fit_and_proof(double height, bool expected)
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6, 7, 8];
        var points = new PointTable([x], [.. x.Select(at => at / 8)]);
        var tables = LawTables.Of([points]);
        byte[] law = [.. FormulaText.Parse("x1/8.5 + 3.5*sin(pi*x1)^2").Tokens];
        var ends = Enumerable.Range(0, 9).Select(at => at / 8.0).ToArray();
        var (low, high) = new CrestRule(points).Band(new CrestRule(points).Gaps[3], ends);

        Assert.Equal((3 / 8.0 - 0.25, 4 / 8.0 + 0.25), (low, high));
        // A fit keeps a fifth away from what is allowed.
        Assert.Contains((low + 0.05, high - 0.05), tables.Low.Zip(tables.High));
        Assert.Equal(expected, new BetweenPoints(points).Accepts(law, [8, height]));
        Assert.Equal(expected, !Crests(new CrestCheck(tables), law, [8, height])[0]);
    }

    [Fact]
    public void A_target_that_never_changes_leaves_room_for_rounding_alone()
    {
        var rule = new CrestRule(new PointTable([[1, 2, 3]], [5, 5, 5]));

        var (low, high) = rule.Band(rule.Gaps[0], [5, 5, 5]);
        Assert.InRange(5 - low, 1e-12, 2e-12);
        Assert.InRange(high - 5, 1e-12, 2e-12);
    }

    /// <summary>Its numbers are those of the time when search, fit and proof had the rule each for itself.</summary>
    [Fact]
    public void Search_fit_and_proof_keep_to_the_rule_as_they_did()
    {
        var tables = LawTables.Of(MadeUpLaw.Tables(points: 9));
        var rows = RandomFormulas.Draw(
            1000, new FormulaRules
            {
                Allowed = FormulaRules.AllOperators | FormulaRules.Variables(1) | TokenSet.Of(Token.Shared, Token.Integer + 2),
                MaxLength = 12, MaxComplexity = 20, MaxConstants = 3, MaxShared = 3,
            }, steps: 13, seed: 1);
        var (between, crests) = (new BetweenPoints(tables.Tables[2]), new CrestCheck(tables));
        var proof = new LimitProof(new LimitRule { Start = 1, Stop = 6, LowestValue = -10, HighestValue = 10 });
        var random = new SeededRandom(7);
        var (accepted, uncrested, proven) = (0, 0, 0);
        for (var row = 0; row < rows.Length; row += 13)
        {
            byte[] tokens = [.. PrefixOrder.BeforeEnd(rows.AsSpan(row, 13))];
            double[] numbers = new double[tokens.Count(Token.IsFitted)];
            for (var j = 0; j < numbers.Length; j++)
                numbers[j] = random.NextUniform(-3, 3);
            accepted += between.Accepts(tokens, numbers) ? 1 : 0;
            uncrested += Crests(crests, tokens, numbers).Contains(true) ? 0 : 1;
            proven += proof.Holds(tokens, numbers) ? 1 : 0;
        }

        Assert.Equal((217, 634, 176), (accepted, uncrested, proven));
        Assert.Equal(5.2783178126005215, Weighted(tables, tables.Low), 1e-9);
        Assert.Equal(74.41155478070288, Weighted(tables, tables.High), 1e-9);
        Assert.Equal(322.13791082435796, tables.Rows.TotalWeight, 1e-9);
    }

    private static bool[] Crests(CrestCheck check, byte[] tokens, double[] numbers)
    {
        var crests = new bool[4];
        check.Mark(tokens, numbers, crests);
        return crests;
    }

    private static double Weighted(LawTables tables, IEnumerable<double> column) =>
        column.Zip(tables.Rows.Weights, (value, weight) => value * weight).Sum();
}
