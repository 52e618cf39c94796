using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Formulas;

public class FingerprintTests
{
    [Theory]
    [InlineData("x1 + x2", "x2 + x1")]
    [InlineData("x1 + (x2 + sin(x1))", "sin(x1) + x1 + x2")]
    [InlineData("x1 - (x2 - 1.5)", "x1 + 2.5 - x2")]
    [InlineData("x1/(x2/x1)", "x1*x1/x2")]
    [InlineData("cos(2.5*x1)", "cos(x1*0.7)")]
    public void Order_and_grouping_of_sums_and_products_do_not_matter(string one, string other) =>
        Assert.Equal(Of(one), Of(other));

    [Theory]
    [InlineData("x1 - x2", "x2 - x1")]
    [InlineData("x1/x2", "x2/x1")]
    [InlineData("x1^x2", "x2^x1")]
    [InlineData("x1 + x2", "x1*x2")]
    [InlineData("sin(x1)", "cos(x1)")]
    [InlineData("sin(x1 + x2)", "sin(x1) + x2")]
    [InlineData("2.5*x1 - 1.5*x1", "2.5*x2 - 1.5*x2")]
    [InlineData("sin(x1) + sin(x1)", "sin(x1)*sin(x1)")]
    public void Different_formulas_differ(string one, string other) => Assert.NotEqual(Of(one), Of(other));

    private static ulong Of(string text) => Fingerprint.Of(FormulaText.Parse(text).Tokens.AsSpan());
}
