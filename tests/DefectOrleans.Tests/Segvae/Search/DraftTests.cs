using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class DraftTests
{
    [Fact]
    public void A_loaded_formula_keeps_tokens_and_constants() =>
        Check.QuickThrowOnFailure(Prop.ForAll(RandomTrees.Arbitrary(), expression =>
        {
            var draft = new Draft();
            draft.Load(expression);
            var constants = new double[expression.Constants.Length];

            Assert.Equal(constants.Length, draft.Constants(constants));
            Assert.Equal(expression, new Expression([.. draft.Tokens], [.. constants]));
            for (var at = 0; at < draft.Length; at++)
                Assert.Equal(PrefixOrder.SubtreeEnd(draft.Tokens, at), draft.EndOf(at));
        }));

    [Fact]
    public void What_does_not_fit_is_marked()
    {
        var draft = new Draft();
        while (!draft.Overflowed)
            draft.Append(Token.Sine);
        Assert.Equal(128, draft.Length);

        draft.Clear();
        Assert.Equal((0, false), (draft.Length, draft.Overflowed));
    }
}
