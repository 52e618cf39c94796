using System.Globalization;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas.Text;

public class FormulaTextTests
{
    [Theory]
    [InlineData("2.31*exp(-0.62*r)*cos(2.97*r + 0.41)")]
    [InlineData("r - 0.3")]
    [InlineData("-r^2")]
    [InlineData("(-0.3)^2")]
    [InlineData("(r + 1)*(r - 1)")]
    [InlineData("r - (1 - r)")]
    [InlineData("r/(2*r)")]
    [InlineData("r^(r + 1)^3")]
    [InlineData("(r^3)^r")]
    [InlineData("r^(-2.5)")]
    [InlineData("sqrt(log(sin(r)))/pi")]
    [InlineData("1.5e-07*r")]
    [InlineData("2.0*r*(-3.5)")]
    public void Text_reads_back_as_it_was_written(string text) =>
        Assert.Equal(text, FormulaText.Print(FormulaText.Parse(text, ["r"]), names: ["r"]));

    [Theory]
    [InlineData(" r ** 2 ", "r^2")]
    [InlineData("pow(r, 3)", "r^3")]
    [InlineData("ln(r)", "log(r)")]
    [InlineData("r + -0.3", "r - 0.3")]
    [InlineData("r - -0.3", "r + 0.3")]
    [InlineData("r + -0.3*r", "r - 0.3*r")]
    [InlineData("--r", "r")]
    [InlineData("square(r + 1)", "(r + 1)^2")]
    [InlineData("((r))", "r")]
    [InlineData("12*r", "12.0*r")]
    public void Other_spellings_are_read(string text, string printed) =>
        Assert.Equal(printed, FormulaText.Print(FormulaText.Parse(text, ["r"]), names: ["r"]));

    [Theory]
    [InlineData("2*", "column 3", "a number")]
    [InlineData("2*q", "column 3", "a variable (r)")]
    [InlineData("(r", "column 3", "')'")]
    [InlineData("r r", "column 3", "an operator")]
    [InlineData("sin r", "column 5", "'(' after sin")]
    [InlineData("pow(r)", "column 6", "','")]
    [InlineData("", "column 1", "a number")]
    [InlineData("1..2", "column 1", "a number")]
    public void A_mistake_is_named_with_its_column(string text, string column, string expected)
    {
        var message = Assert.Throws<InputException>(() => FormulaText.Parse(text, ["r"])).Message;

        Assert.Contains(column, message);
        Assert.Contains(expected, message);
    }

    [Theory]
    [InlineData("(", 20_000, "nested")]
    [InlineData("x1^", 6000, "nested")]
    [InlineData("(", 20_001, "A formula of 20001 characters; expected at most 20000")]
    [InlineData("x1 + ", 280_000, "A formula of 1400000 characters")]
    [InlineData("x1+", 6000, "no more than 500 operators within each other was expected")]
    [InlineData("sin(", 600, "nested")]
    [InlineData("1e999*", 1, "column 1: a number that is not beyond 1.8e308 was expected")]
    public void Long_deep_and_endless_formulas_are_an_error_and_no_crash(string part, int times, string said)
    {
        var message =
            Assert.Throws<InputException>(() => FormulaText.Parse(string.Concat(Enumerable.Repeat(part, times)))).Message;
        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.True(message.Length < 500, message);
    }

    [Fact]
    public void Reading_and_printing_take_memory_as_the_text_is_long()
    {
        var text = string.Join(" + ", Enumerable.Repeat("x1*2.5*x2*7.5*x3*3.5", 450));
        var formula = FormulaText.Parse(text);
        Assert.Equal(text, FormulaText.Print(formula));
        // Copying what is read already at every term would take some 20 MB.
        Assert.InRange(Bytes(() => FormulaText.Parse(text)), 0, 4_000_000);
        Assert.InRange(Bytes(() => FormulaText.Print(formula)), 0, 6_000_000);
    }

    [Fact]
    public void A_long_sum_is_no_nesting() =>
        Assert.Equal(601, FormulaText.Parse(string.Join(" + ", Enumerable.Repeat("x1", 301))).Tokens.Length);

    [Fact]
    public void Reading_what_was_printed_gives_the_same_values_to_the_last_bit()
    {
        double[][] points = [[0.7, -1.3], [2.2, 0.4], [-0.9, 3.1]];
        Check.One(RandomTrees.Draws(2000), Prop.ForAll(RandomTrees.Arbitrary(), formula =>
        {
            var (text, read) = (formula.ToString(), FormulaText.Parse(formula.ToString()));
            foreach (var point in points)
            {
                var (expected, actual) = (new CompiledFormula(formula).Invoke(point), new CompiledFormula(read).Invoke(point));
                Assert.True(expected.Equals(actual), $"{text} reads as {read}: {expected} {actual}");
            }
        }));
    }

    [Fact]
    public void Leaving_out_parentheses_for_people_keeps_the_meaning()
    {
        double[] point = [0.7, 1.3];
        Check.One(RandomTrees.Draws(2000), Prop.ForAll(RandomTrees.Arbitrary(maxLength: 9), formula =>
        {
            var text = FormulaText.Print(formula, digits: 17);
            var (expected, actual) =
                (new CompiledFormula(formula).Invoke(point), new CompiledFormula(FormulaText.Parse(text)).Invoke(point));
            if (double.IsFinite(expected) && Math.Abs(expected) is < 1e6 and > 1e-3)
                Assert.True(Math.Abs(expected - actual) <= 1e-6 * Math.Abs(expected),
                    $"{formula} printed as {text}: {expected} {actual}");
        }));
    }

    [Fact]
    public void Each_language_has_its_own_form()
    {
        var formula = FormulaText.Parse("-0.3*(x1 + 2)/x2^2 + sqrt(exp(x1))^3 - 1.5e-7");

        Assert.Equal(
            @"\frac{-0.3 \cdot \left(x_{1} + 2\right)}{x_{2}^{2}} + \sqrt{\exp\left(x_{1}\right)}^{3} - 1.5 \cdot 10^{-7}",
            FormulaText.Print(formula, FormulaLanguage.Latex));
        Assert.Equal("-0.3*(x1 + 2)/x2**2 + sqrt(exp(x1))**3 - 1.5e-07", FormulaText.Print(formula, FormulaLanguage.SymPy));
        Assert.Equal(
            "-0.3*(x1 + 2.0)/Math.Pow(x2, 2) + Math.Pow(Math.Sqrt(Math.Exp(x1)), 3.0) - 1.5e-07",
            FormulaText.Print(formula, FormulaLanguage.CSharp));
    }

    [Fact]
    public void Digits_round_constants() =>
        Assert.Equal(
            "0.333*r + r + 12", FormulaText.Print(FormulaText.Parse("0.33333*r + (r + 12.0)", ["r"]), names: ["r"], digits: 3));

    [Fact]
    public void Python_gives_the_values_that_the_engine_gives()
    {
        var formulas = Enumerable.Range(0, 300).Select(seed => RandomTrees.Make((ulong)seed, maxLength: 15)).ToList();
        var lines = formulas.Select(formula => $"show(lambda: {FormulaText.Print(formula, FormulaLanguage.Python)})");
        var program = $$"""
            from math import *
            x1, x2 = 0.7, 1.3
            def show(f):
                try: v = f()
                except Exception: v = nan
                print(repr(v) if isinstance(v, (int, float)) else 'nan')
            {{string.Join('\n', lines)}}
            """;
        if (OtherLanguages.RunPython(program) is not { } output)
            return;

        var values = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(formulas.Count, values.Length);
        var compared = 0;
        foreach (var (formula, line) in formulas.Zip(values))
        {
            var (ours, theirs) =
                (new CompiledFormula(formula).Invoke([0.7, 1.3]), double.Parse(line, CultureInfo.InvariantCulture));
            if (!double.IsFinite(ours) || !double.IsFinite(theirs) || Math.Abs(ours) > 1e6)
                continue;
            Assert.True(Math.Abs(ours - theirs) <= 1e-8 * (1 + Math.Abs(theirs)), $"{formula}: {ours} {theirs}");
            compared++;
        }

        Assert.True(compared > 100);
    }

    [Fact]
    public void SymPy_and_Python_read_names_that_they_keep_for_themselves()
    {
        string[] names = ["E", "I", "class", "lambda", "beta"];
        var formula = FormulaText.Parse("2*(x1*x2) + x3 - 4*x4*tanh(x5)");
        var program = $$"""
            try:
                from sympy import sympify, Symbol
                f = sympify("{{FormulaText.Print(formula, FormulaLanguage.SymPy, names)}}")
                print(f.subs({Symbol(n): v for n, v in zip({{$"['{string.Join("', '", names)}']"}}, [2, 3, 5, 7, 0])}))
            except ImportError:
                print(17)
            from math import *
            E, I, class_, lambda_, beta = 2, 3, 5, 7, 0
            print({{FormulaText.Print(formula, FormulaLanguage.Python, names)}})
            """;
        if (OtherLanguages.RunPython(program) is { } output)
            Assert.Equal(["17", "17.0"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            "2.0*(E*I) + @class - 4.0*lambda*Math.Tanh(beta)", FormulaText.Print(formula, FormulaLanguage.CSharp, names));
    }

    private static long Bytes(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
