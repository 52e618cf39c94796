using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Segvae.Search;
using DefectOrleans.Tests.Formulas;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Search;

public class FormulaBufferTests
{
    [Fact]
    public void A_loaded_formula_keeps_tokens_and_constants() =>
        Check.QuickThrowOnFailure(Prop.ForAll(RandomTrees.Arbitrary(), expression =>
        {
            var buffer = new FormulaBuffer();
            buffer.Load(expression);
            var constants = new double[expression.Constants.Length];

            Assert.Equal(constants.Length, buffer.Constants(constants));
            Assert.Equal(expression, new Expression([.. buffer.Tokens], [.. constants]));
            for (var at = 0; at < buffer.Length; at++)
                Assert.Equal(PrefixOrder.SubtreeEnd(buffer.Tokens, at), buffer.EndOf(at));
        }));

    [Fact]
    public void What_does_not_fit_is_marked()
    {
        var buffer = new FormulaBuffer();
        while (!buffer.Overflowed)
            buffer.Append(Token.Sine);
        Assert.Equal(128, buffer.Length);

        buffer.Clear();
        Assert.Equal((0, false), (buffer.Length, buffer.Overflowed));
    }
}
