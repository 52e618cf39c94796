using System.Numerics;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Bounds;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Formulas;

public class OperatorRegistryTests
{
    public static TheoryData<byte> Operators() => [.. OperatorRegistry.All.Select(entry => entry.Token)];

    [Fact]
    public void The_usual_operators_are_those_that_the_shipped_network_knows()
    {
        Assert.Equal(TokenSet.Range(Token.Add, Token.Exponential + 1), OperatorRegistry.Usual);
        Assert.Equal(OperatorRegistry.Usual, OperatorRegistry.Tokens & TokenSet.Range(0, Token.PretrainedCount));
    }

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
            if (!double.IsFinite(value[0]))
                continue;

            Assert.Equal((At(a + h, b) - At(a - h, b)) / (2 * h), entry.FirstSlope(x, y, value)[0], 1e-5);
            Assert.Equal((At(a, b + h) - At(a, b - h)) / (2 * h), entry.SecondSlope(x, y, value)[0], 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void An_inverse_leads_back_to_the_operand(byte token)
    {
        var entry = OperatorRegistry.Of(token);
        if (entry.Inverse is not { } inverse)
            return;
        foreach (var (a, b) in new[] { (0.3, 1.7), (2.5, 0.4), (1.1, 2.2), (4.0, 3.0) })
        {
            var (x, y) = (new Vector<double>(a), new Vector<double>(b));
            var value = entry.Apply(x, y);
            if (!double.IsFinite(value[0]))
                continue;
            var (first, slope) = inverse.First(value[0], b);
            Check(a, entry.FirstSlope(x, y, value)[0], first, slope);
            if (entry.Arity == 2)
            {
                (first, slope) = inverse.Second!(value[0], a);
                Check(b, entry.SecondSlope(x, y, value)[0], first, slope);
            }
        }

        // Where the operator does not change with an operand, no value of it is wanted. Signs of slopes do not matter.
        static void Check(double operand, double expectedSlope, double found, double slope)
        {
            Assert.Equal(Math.Abs(expectedSlope), Math.Abs(slope), 1e-9);
            if (expectedSlope != 0)
                Assert.Equal(operand, found, 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Bounds_hold_the_values_and_slopes_between(byte token)
    {
        var entry = OperatorRegistry.Of(token);
        var random = new SeededRandom(token);
        for (var trial = 0; trial < 200; trial++)
        {
            var (low, width) = (random.NextUniform(-4, 6), random.NextUniform(0, trial % 4 == 0 ? 3 : 0.1));
            var (factor, shift) = (random.NextUniform(-2, 2), trial % 3 == 0 ? 0 : random.NextUniform(-3, 3));
            var x = Jet.Variable(new(low, low + width));
            // The second operand: a line, or a number.
            var b = trial % 5 == 0 ? Jet.Of(trial % 7 - 2) : Jet.Of(factor) * x + Jet.Of(shift);
            var bound = entry.Bound(x, b);
            for (var i = 0; i <= 20; i++)
            {
                double At(double t) => entry.Apply(new(t), new(trial % 5 == 0 ? trial % 7 - 2 : factor * t + shift))[0];
                var t = low + width * i / 20;
                if (!double.IsFinite(At(t)))
                {
                    Assert.False(bound.Value.IsFinite);
                    continue;
                }
                const double h = 1e-4;
                Holds(bound.Value, At(t), 1e-9);
                Holds(bound.Slope, (At(t + h) - At(t - h)) / (2 * h), 1e-3);
                Holds(bound.Curvature, (At(t + h) - 2 * At(t) + At(t - h)) / (h * h), 1e-2);
            }
        }

        // Unknown bounds hold anything; beside the end of the domain there are no differences.
        static void Holds(Interval bound, double value, double tolerance)
        {
            if (bound.IsFinite && double.IsFinite(value))
                Assert.InRange(value, bound.Low - tolerance * (1 + Math.Abs(bound.Low)),
                    bound.High + tolerance * (1 + Math.Abs(bound.High)));
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
    [InlineData("tanh(x1)", -0.46211715726000979, -0.0099996666799994605)]
    [InlineData("abs(x1)", 0.5, 0.01)]
    [InlineData("arcsin(x1)", -0.52359877559829887, -0.010000166674167113)]
    [InlineData("arccos(x1)", 2.0943951023931953, 1.5807964934690637)]
    [InlineData("max(x1, 0.1)", 0.1, 0.1)]
    [InlineData("min(x1, 0.1)", -0.5, -0.01)]
    [InlineData("powr(x1, 2)", double.NaN, double.NaN)]
    [InlineData("powr(-x1, 1.5)", 0.35355339059327379, 0.001)]
    public void Operators_that_are_asked_for_have_their_values(string text, double atMinusHalf, double atMinusHundredth)
    {
        var formula = new CompiledFormula(FormulaText.Parse(text));
        Assert.Equal(atMinusHalf, formula.Invoke(-0.5), 1e-15);
        Assert.Equal(atMinusHundredth, formula.Invoke(-0.01), 1e-15);
    }

    [Theory]
    [InlineData("abs(abs(x1))", "abs(x1)")]
    [InlineData("abs(-x1)", "abs(x1)")]
    [InlineData("max(sin(x1), sin(x1))", "sin(x1)")]
    [InlineData("powr(x1, 1)", "x1")]
    public void Operators_say_what_they_are_in_fewer_words(string text, string expected) =>
        Assert.Equal(FormulaText.Parse(expected), Simplification.Simplify(FormulaText.Parse(text)));

    [Fact]
    public void Operators_that_are_no_sum_or_product_are_not_regrouped()
    {
        Assert.Equal(Of("max(x1, x2)"), Of("max(x2, x1)"));
        Assert.NotEqual(Of("powr(x1, x2)"), Of("powr(x2, x1)"));
        Assert.NotEqual(Of("max(x1, x2)"), Of("x1*x2"));
        Assert.NotEqual(Of("max(x1, x2*x2)"), Of("max(x1, x2)*x2"));

        static ulong Of(string text) => Fingerprint.Of(FormulaText.Parse(text).Tokens.AsSpan());
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
