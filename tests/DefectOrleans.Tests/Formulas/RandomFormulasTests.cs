using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Tests.Formulas;

public class RandomFormulasTests
{
    [Fact]
    public void Drawn_formulas_obey_the_rules_and_are_all_different()
    {
        var rules = new FormulaRules { MaxLength = 20 };

        var rows = RandomFormulas.Draw(3000, rules, 31, 4);

        var fingerprints = new HashSet<ulong>();
        var lengths = new int[21];
        for (var start = 0; start < rows.Length; start += 31)
        {
            var formula = PrefixOrder.BeforeEnd(rows.AsSpan(start, 31));
            Assert.True(rules.Accepts(formula));
            fingerprints.Add(Fingerprint.Of(formula));
            lengths[formula.Length]++;
        }

        Assert.Equal(3000, fingerprints.Count);
        Assert.All(lengths[6..], count => Assert.True(count > 20));
    }

    [Fact]
    public void The_same_seed_draws_the_same_formulas() =>
        Assert.Equal(RandomFormulas.Draw(100, new FormulaRules(), 31, 4), RandomFormulas.Draw(100, new FormulaRules(), 31, 4));

    [Fact]
    public void Rules_that_leave_few_formulas_give_all_of_them()
    {
        // x1, c, x1 + x1, x1 + c
        var rules = new FormulaRules { MaxLength = 3, Allowed = TokenSet.Of(Token.Add, Token.Variable, Token.Constant) };

        Assert.Equal(4 * 31, RandomFormulas.Draw(100, rules, 31, 1).Length);
    }
}
