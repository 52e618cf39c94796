using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class PrefixConstraintTests
{
    [Fact]
    public void Any_choice_among_allowed_tokens_ends_as_a_formula_that_the_rules_accept() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new SeededRandom((ulong)seed);
            var rules = AnyRules(ref random);
            var constraint = new PrefixConstraint(rules);
            constraint.Begin(3);
            for (var row = 0; row < 3; row++)
            {
                var tokens = Sample(constraint, row, ref random);
                Assert.True(rules.Accepts(tokens), $"{rules}: {string.Join(' ', tokens)}");
            }
        }));

    [Fact]
    public void A_row_that_has_ended_allows_nothing_but_the_end()
    {
        var constraint = new PrefixConstraint(new FormulaRules { MaxLength = 1 });
        constraint.Begin(1);
        constraint.Accept(0, Token.Variable);
        constraint.Accept(0, Token.End);

        Assert.Equal(TokenSet.Of(Token.End), constraint.Allowed(0));
    }

    [Fact]
    public void Every_short_formula_that_the_rules_accept_can_be_sampled()
    {
        var rules = new FormulaRules
        {
            MaxLength = 4,
            Allowed = TokenSet.Of(Token.Add, Token.Power, Token.Sine, Token.Cosine, Token.Variable, Token.Constant),
            MaxComplexity = 8,
            MaxConstants = 1,
        };
        var constraint = new PrefixConstraint(rules);
        var tokens = new byte[4];
        var all = new byte[] { Token.Add, Token.Power, Token.Sine, Token.Cosine, Token.Variable, Token.Constant };
        var accepted = 0;
        for (var length = 1; length <= 4; length++)
        {
            for (var code = 0; code < Math.Pow(all.Length, length); code++)
            {
                for (var (i, rest) = (0, code); i < length; i++, rest /= all.Length)
                    tokens[i] = all[rest % all.Length];
                var formula = tokens.AsSpan(0, length);
                if (!rules.Accepts(formula))
                    continue;
                accepted++;
                constraint.Begin(1);
                foreach (var token in formula)
                {
                    Assert.True(constraint.Allowed(0).Contains(token));
                    constraint.Accept(0, token);
                }
            }
        }

        // x, c; 2 functions of x; + and ^ over xx, xc, cx; 8 sums with a function; 6 functions of a sum.
        Assert.Equal(2 + 2 + 6 + 8 + 6, accepted);
    }

    [Fact]
    public void Masks_do_not_allocate()
    {
        var constraint = new PrefixConstraint(new FormulaRules());
        var random = new SeededRandom(1);
        Allocations.None(() =>
        {
            constraint.Begin(4);
            for (byte token = Token.Variable; token != Token.End;)
            {
                token = random.NextBit(constraint.Allowed(2).Bits);
                constraint.Accept(2, token);
            }
        });
    }

    private static FormulaRules AnyRules(ref SeededRandom random)
    {
        var forbidden = new TokenSet[Token.Count];
        for (var token = Token.Add; token <= Token.Exponential; token++)
            forbidden[token] = new TokenSet(random.NextBits() & random.NextBits()) & FormulaRules.AllOperators;
        return new FormulaRules
        {
            MaxLength = 1 + random.NextInt(30),
            MaxComplexity = 1 + random.NextInt(60),
            MaxConstants = random.NextInt(5),
            Allowed = new TokenSet(random.NextBits() & TokenSet.Range(0, Token.PretrainedCount).Bits)
                .With((byte)(Token.Variable + random.NextInt(5))),
            ForbiddenInside = [.. forbidden],
            AllowNumericSubtrees = random.NextInt(2) == 0,
        };
    }

    private static byte[] Sample(PrefixConstraint constraint, int row, ref SeededRandom random)
    {
        var tokens = new List<byte>();
        while (true)
        {
            // Prefer operators, so that the limits are reached.
            var allowed = constraint.Allowed(row);
            var operators = allowed & FormulaRules.AllOperators;
            var token = random.NextBit((!operators.IsEmpty && random.NextInt(4) > 0 ? operators : allowed).Bits);
            constraint.Accept(row, token);
            if (token == Token.End)
                return [.. tokens];
            tokens.Add(token);
        }
    }
}
