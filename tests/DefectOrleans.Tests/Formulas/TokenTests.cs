using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Segvae.Network;

namespace DefectOrleans.Tests.Formulas;

public sealed class TokenTests
{
    [Fact]
    public void Every_variable_has_a_token_of_its_own_and_no_number_or_operator_is_one()
    {
        var variables = Enumerable.Range(0, Token.VariableCount).Select(Token.VariableAt).ToArray();
        Assert.Equal(Token.VariableCount, variables.Distinct().Count());
        Assert.Equal(Enumerable.Range(0, Token.VariableCount), variables.Select(Token.VariableIndex));
        for (byte token = 0; token < Token.Count; token++)
            Assert.Equal(variables.Contains(token),
                Token.IsVariable(token) && !Token.IsNumber(token) && OperatorRegistry.Find(token) is null);
        Assert.Equal(TokenSet.Of(variables), FormulaRules.Variables(Token.VariableCount));
    }

    [Fact]
    public void A_formula_of_ten_variables_is_read_written_and_evaluated()
    {
        const string Text = "x1*x10 - x9/x2 + x8*x3 - x7*x4 + x6*x5";
        var formula = FormulaText.Parse(Text);
        double[] at = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        var compiled = new CompiledFormula(formula);

        Assert.Equal(formula, FormulaText.Parse(FormulaText.Print(formula)));
        Assert.Equal(10, compiled.VariableCount);
        Assert.Equal(10 - 4.5 + 24 - 28 + 30, compiled.Invoke(at), 12);
        var points = new PointTable([.. at.Select(value => (double[])[value])], [0.0]);
        Assert.Equal(31.5, new Evaluator(points).Evaluate(formula.Tokens.AsSpan(), [])[0], 12);
        Assert.True(
            new FormulaRules { Allowed = OperatorRegistry.Usual | FormulaRules.Variables(10) }.Accepts(formula.Tokens.AsSpan()));
    }

    [Fact]
    public void What_the_network_learns_has_only_tokens_that_it_knows() =>
        Assert.True(
            (PretrainedNetwork.LanguageOf(OperatorRegistry.Usual).Allowed & ~TokenSet.Range(0, Token.PretrainedCount)).IsEmpty);
}
