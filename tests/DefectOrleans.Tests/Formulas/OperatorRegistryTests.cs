using System.Numerics;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas;

public class OperatorRegistryTests
{
    public static TheoryData<byte> Operators() => [.. Enumerable.Range(Token.Add, Token.Exponential).Select(token => (byte)token)];

    [Fact]
    public void Every_operator_token_has_one_entry_and_leaves_have_none() =>
        Assert.Equal(Enumerable.Range(Token.Add, Token.Exponential), OperatorRegistry.All.Select(entry => (int)entry.Token));

    [Theory]
    [MemberData(nameof(Operators))]
    public void Slopes_agree_with_finite_differences(byte token)
    {
        var entry = OperatorRegistry.Of(token);
        const double h = 1e-6;
        foreach (var (a, b) in new[] { (0.3, 1.7), (2.5, 0.4), (1.1, -2.2), (4.0, 3.0) })
        {
            double At(double x, double y) => entry.Apply(new Vector<double>(x), new Vector<double>(y))[0];
            var (x, y) = (new Vector<double>(a), new Vector<double>(b));
            var value = entry.Apply(x, y);

            Assert.Equal((At(a + h, b) - At(a - h, b)) / (2 * h), entry.FirstSlope(x, y, value)[0], 1e-5);
            Assert.Equal((At(a, b + h) - At(a, b - h)) / (2 * h), entry.SecondSlope(x, y, value)[0], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_language_writes_it_and_the_text_is_read_back(byte token)
    {
        var entry = OperatorRegistry.Of(token);
        var formula = entry.Arity == 2
            ? Expression.Apply(token, Expression.Variable(0), Expression.Variable(1))
            : Expression.Apply(token, Expression.Variable(0));
        var printed = Enum.GetValues<FormulaLanguage>().Select(language => FormulaText.Print(formula, language)).ToList();

        Assert.All(printed, text => Assert.True(text.Contains('x') && text.Length > 3));
        Assert.Equal(formula, FormulaText.Parse(printed[(int)FormulaLanguage.Text]));
        var operands = string.Join(", ", Enumerable.Range(1, entry.Arity).Select(k => $"x{k}"));
        Assert.All(entry.CallNames, name => Assert.Equal(formula, FormulaText.Parse($"{name}({operands})")));
    }

    [Theory]
    [InlineData("x1 + x1", 3)]
    [InlineData("x1/x1", 4)]
    [InlineData("sqrt(x1)", 3)]
    [InlineData("sin(x1)", 4)]
    [InlineData("x1^2", 4)]
    [InlineData("log(x1)", 5)]
    [InlineData("x1^x1", 6)]
    public void Complexity_is_the_published_one(string text, int expected) =>
        Assert.Equal(expected, FormulaText.Parse(text).Complexity);
}
