using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;

namespace DefectOrleans.Tests.Formulas.Rules;

public class FormulaRulesTests
{
    [Theory]
    [InlineData(true, new byte[] { Token.Sine, Token.Variable })]
    [InlineData(false, new byte[] { Token.Sine, Token.Add, Token.Variable, Token.Cosine, Token.Variable })]
    [InlineData(false, new byte[] { Token.Exponential, Token.Square, Token.Exponential, Token.Variable })]
    [InlineData(true, new byte[] { Token.Exponential, Token.Sine, Token.Variable })]
    [InlineData(false, new byte[] { Token.Power, Token.Power, Token.Variable, Token.Constant, Token.Constant })]
    [InlineData(false, new byte[] { Token.Add, Token.Variable, Token.Sine, Token.Constant })]
    [InlineData(false, new byte[] { Token.Add, Token.Variable })]
    [InlineData(false, new byte[] { Token.Variable + 1 })]
    [InlineData(true, new byte[] { Token.Constant })]
    public void Nesting_and_numbers_without_variables_are_judged(bool expected, byte[] tokens) =>
        Assert.Equal(expected, new FormulaRules().Accepts(tokens));

    [Fact]
    public void All_faults_of_rules_are_named_at_once()
    {
        var rules = new FormulaRules { MaxLength = 0, MaxConstants = -1, Allowed = FormulaRules.AllOperators };

        var message = Assert.Throws<InputException>(rules.Validated).Message;

        Assert.Contains("length is 0", message);
        Assert.Contains("constants is -1", message);
        Assert.Contains("no variable", message);
    }

    [Fact]
    public void Complexity_is_the_published_sum() =>
        Assert.Equal(
            4 + 1 + 2 + 1 + 3 + 1,
            Complexity.Of([Token.Power, Token.Variable, Token.Divide, Token.Constant, Token.Sine, Token.Variable]));
}
