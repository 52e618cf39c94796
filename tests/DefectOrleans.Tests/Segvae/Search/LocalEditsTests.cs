using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class LocalEditsTests
{
    private static readonly TokenSet OneVariable =
        OperatorRegistry.Usual | FormulaRules.Variables(1) | TokenSet.Range(Token.Constant, Token.Pi + 1);

    [Fact]
    public void Every_edit_of_a_formula_is_a_formula_of_the_allowed_tokens() =>
        Check.QuickThrowOnFailure(
            Prop.ForAll(RandomTrees.Arbitrary(variables: 1), RandomTrees.Arbitrary(variables: 1), Seeds, (parent, donor, seed) =>
            {
                var (edits, random, buffer) = (new LocalEdits(OneVariable), new SeededRandom(seed), new FormulaBuffer());
                for (var i = 0; i < 50; i++)
                {
                    edits.Propose(parent, donor, ref random, buffer);
                    if (buffer.Overflowed)
                        continue;
                    Assert.True(PrefixOrder.IsComplete(buffer.Tokens));
                    foreach (var token in buffer.Tokens)
                        Assert.True(OneVariable.Contains(token));
                }
            }));

    [Theory]
    [InlineData("sin(x1)", new byte[] { Token.Sine, Token.Exponential, Token.Variable })]
    [InlineData("x1", new byte[] { Token.Cosine, Token.Variable })]
    [InlineData("x1 + x1", new byte[] { Token.Add, Token.Variable })]
    [InlineData("x1", new byte[] { Token.Variable })]
    public void Problems_with_few_operators_are_edited_too(string formula, byte[] allowed)
    {
        var (edits, random, buffer) = (new LocalEdits(TokenSet.Of(allowed)), new SeededRandom(1), new FormulaBuffer());
        var parent = FormulaText.Parse(formula);
        for (var i = 0; i < 500; i++)
        {
            edits.Propose(parent, parent, ref random, buffer);

            Assert.True(PrefixOrder.IsComplete(buffer.Tokens));
            Assert.True(buffer.Tokens.IndexOfAnyExcept(allowed) < 0);
        }
    }

    [Fact]
    public void Constants_that_an_edit_does_not_touch_keep_their_values()
    {
        // Neither parent nor donor holds any other constant: what is no shaken value is one of theirs or not known yet.
        var (parent, donor) = (FormulaText.Parse("2.5*exp(-0.75*x1) + 1.25*x1"), FormulaText.Parse("sin(3.75*x1)"));
        double[] known =
            [.. parent.Constants, .. donor.Constants, .. Enumerable.Range(-1, 12).Select(i => (double)i), 0.5, Math.PI];
        var (edits, random, buffer) = (new LocalEdits(OneVariable), new SeededRandom(3), new FormulaBuffer());
        var constants = new double[128];
        var (untouched, all) = (0, 2000);
        for (var i = 0; i < all; i++)
        {
            edits.Propose(parent, donor, ref random, buffer);
            var values = constants.AsSpan(0, buffer.Constants(constants)).ToArray();
            untouched += values.All(value => double.IsNaN(value) || known.Contains(value)) ? 1 : 0;
        }
        // All but shaken ones; 3 % of edits shake, now and then after another one.
        Assert.InRange(untouched, (int)(0.94 * all), (int)(0.98 * all));
    }

    [Fact]
    public void The_same_seed_makes_the_same_edits() => Assert.Equal(Edited(seed: 4), Edited(seed: 4));

    [Fact]
    public void Tokens_of_high_weight_are_drawn_often()
    {
        var weights = Enumerable.Repeat(1e-9, Token.Count).ToArray();
        weights[Token.Exponential] = weights[Token.Variable] = weights[Token.Multiply] = 1;
        var (edits, random, buffer) = (new LocalEdits(OneVariable), new SeededRandom(5), new FormulaBuffer());
        edits.SetPriors(weights);
        for (var i = 0; i < 200; i++)
        {
            edits.Propose(FormulaText.Parse("x1"), FormulaText.Parse("x1"), ref random, buffer);

            Assert.True(buffer.Tokens.IndexOfAnyExcept(Token.Exponential, Token.Variable, Token.Multiply) < 0);
        }
    }

    private static Arbitrary<ulong> Seeds => Gen.Choose(0, int.MaxValue).Select(seed => (ulong)seed).ToArbitrary();

    private static string[] Edited(ulong seed)
    {
        var (edits, random, buffer) = (new LocalEdits(OneVariable), new SeededRandom(seed), new FormulaBuffer());
        var parent = FormulaText.Parse("2.5*exp(-0.75*x1) + x1");
        return [.. Enumerable.Range(0, 100).Select(_ =>
        {
            edits.Propose(parent, parent, ref random, buffer);
            return Convert.ToHexString(buffer.Tokens);
        })];
    }
}
