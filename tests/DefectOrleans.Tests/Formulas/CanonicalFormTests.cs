using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Canonical;
using DefectOrleans.Engine.Formulas.Rules;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class CanonicalFormTests
{
    private static readonly double[][] Points = [[0.7, 1.3], [2.2, 0.4], [0.9, 3.1], [-0.6, 1.7], [-2.1, -0.8], [1.1, 1.2]];

    private static readonly double[] Near = [1e-12, -1.3e-12, 0.7e-12];

    [Theory]
    [InlineData("3.0*(0.33333333 + x1)", "3*x1 + 1")]
    [InlineData("x1*x1*x1", "x1^3")]
    [InlineData("((x1^2)^2)^2", "x1^8")]
    [InlineData("2.0*(x1*(x1*3.5))", "7*x1^2")]
    [InlineData("0.27253179*x1^0 + 0.27253179^x1", "exp(-1.3*x1) + 0.27253")]
    [InlineData("exp(x1)*exp(2.5*x1)", "exp(3.5*x1)")]
    [InlineData("cos(-x1)", "cos(x1)")]
    [InlineData("1.5*sin(-x1)", "-1.5*sin(x1)")]
    [InlineData("arcsin(-x1)", "-arcsin(x1)")]
    [InlineData("cos(1.5 - x1)", "cos(x1 - 1.5)")]
    [InlineData("x1/x1", "1")]
    [InlineData("log(x1) - log(x1)", "0")]
    [InlineData("sqrt(x1)^2", "x1")]
    [InlineData("sqrt(x1^2)", "sqrt(x1^2)")]
    [InlineData("1*x1 + 0", "x1")]
    [InlineData("-(-x1)", "x1")]
    [InlineData("x1/(x2/(x1/3.5))", "0.28571*x1^2/x2")]
    [InlineData("1/(1/x1 + 0)", "x1")]
    [InlineData("(x1 + 1)*(2*x1 + 2)", "2*(x1 + 1)^2")]
    [InlineData("2*x1 + 2*x2", "2*(x1 + x2)")]
    [InlineData("(6.31 + 5.72*cos(x1))*exp(-0.6*x1)*0.5", "(2.86*cos(x1) + 3.155)*exp(-0.6*x1)")]
    [InlineData("exp(0.5*log(x1))", "sqrt(x1)")]
    [InlineData("(1.1/x1)^12 - (1.1/x1)^6", "3.1384/x1^12 - 1.7716/x1^6")]
    [InlineData("1/(3*x1 + 1)", "1/(3*x1 + 1)")]
    [InlineData("-5.669*x1*(x1^(-7) - 1.77*x1^(-13))", "10.034/x1^12 - 5.669/x1^6")]
    [InlineData("2.5*(x1^(-3)*x2^(-4))", "2.5/(x1^3*x2^4)")]
    [InlineData("2.5*x1^(-7)*exp(-1.3*x1)*x2", "2.5*x2*exp(-1.3*x1)/x1^7")]
    [InlineData("1/exp(x1)", "exp(-x1)")]
    [InlineData("x1/exp(x1*x1)", "x1*exp(-x1^2)")]
    [InlineData("(13.2/x1^6 - 7.4)/x1^6", "13.2/x1^12 - 7.4/x1^6")]
    [InlineData("(2.5*x1*x1 + 1.5*x1)/x1", "2.5*x1 + 1.5")]
    [InlineData("0.5 + 2.5*exp(-1.3*x1)", "2.5*exp(-1.3*x1) + 0.5")]
    [InlineData("1.5 + 0.7*x1 + 0.3*x1^4", "0.3*x1^4 + 0.7*x1 + 1.5")]
    public void Formulas_read_as_a_person_would_write_them(string text, string expected) =>
        Assert.Equal(expected, FormulaText.Print(CanonicalForm.Of(FormulaText.Parse(text)), digits: 5));

    [Theory]
    [InlineData("(x1^2)^(-4.189)", "x1^(-8.378)")]
    [InlineData("sqrt(x1*x1)", "x1")]
    [InlineData("2.5*(x1^2)^(-1.5)*x2", "2.5*x2/x1^3")]
    [InlineData("sqrt(x2^2)", "sqrt(x2^2)")]
    [InlineData("(x1^2)^0.3*exp(-abs(x1))", "x1^0.6*exp(-x1)")]
    public void Powers_of_what_is_above_0_are_one(string text, string expected) => Assert.Equal(
        expected,
        FormulaText.Print(CanonicalForm.Of(FormulaText.Parse(text), TokenSet.Of(Token.VariableAt(0))), digits: 5));

    [Fact]
    public void Values_stay_and_twice_is_once_where_variables_are_above_0()
    {
        var positive = TokenSet.Of(Token.VariableAt(0), Token.VariableAt(1));
        double[][] points = [.. Points.Where(point => point.All(x => x > 0))];
        Check.One(
            RandomTrees.Draws(3000),
            Prop.ForAll(
                RandomTrees.Arbitrary(maxLength: 13), formula => Holds(formula, f => CanonicalForm.Of(f, positive), points)));
    }

    [Fact]
    public void Values_stay_twice_is_once_and_nothing_is_left_that_the_quick_rules_shorten() =>
        Check.One(
            RandomTrees.Draws(3000),
            Prop.ForAll(RandomTrees.Arbitrary(maxLength: 13), formula => Holds(formula, CanonicalForm.Of, Points)));

    [Fact]
    public void Readable_text_reads_back_as_the_same_values() => Check.One(
        RandomTrees.Draws(3000),
        Prop.ForAll(RandomTrees.Arbitrary(maxLength: 13), formula =>
        {
            ValuesStay(formula, FormulaText.Parse(FormulaText.Print(formula, readable: true)), Points);
            ValuesStay(formula, FormulaText.Parse(FormulaText.Print(CanonicalForm.Of(formula), readable: true)), Points);
        }));

    [Fact]
    public void The_same_holds_for_formulas_that_a_search_may_draw()
    {
        const int Steps = 24;
        var allowed = (OperatorRegistry.Usual | FormulaRules.Variables(2)).With(Token.Constant);
        var rules = new FormulaRules { MaxLength = 20, Allowed = allowed };
        var rows = RandomFormulas.Draw(1500, rules, Steps, seed: 7);
        var random = new SeededRandom(3);
        for (var row = 0; row < rows.Length; row += Steps)
        {
            byte[] tokens = [.. rows.AsSpan(row, Steps).ToArray().TakeWhile(token => token != Token.End)];
            double[] constants = [.. tokens.Where(token => token == Token.Constant).Select(_ => random.NextUniform(-3, 3))];
            Holds(new Expression([.. tokens], [.. constants]), CanonicalForm.Of, Points);
        }
    }

    private static void Holds(Expression formula, Func<Expression, Expression> canonicalOf, double[][] points)
    {
        var canonical = canonicalOf(formula);
        Assert.True(canonical.Complexity <= formula.Complexity + Bases(formula), $"{formula} became {canonical}");
        var (twice, simplified) = (canonicalOf(canonical), Simplification.Simplify(canonical));
        Assert.True(canonical.Equals(twice), $"{formula} became {canonical}, then {twice}");
        Assert.True(simplified.Complexity >= canonical.Complexity, $"{canonical} can be {simplified}");
        ValuesStay(formula, canonical, points);
    }

    private static void ValuesStay(Expression formula, Expression canonical, double[][] points)
    {
        var (before, after) = (new CompiledFormula(formula), new CompiledFormula(canonical));
        foreach (var point in points)
        {
            var expected = before.Invoke(point);
            if (!IsFiniteThroughout(formula, point))
                continue;
            // Values that rounding of the point or of a part already changes tell nothing.
            var near = Near.Select(x => before.Invoke([point[0] * (1 + x), point[1] * (1 - x)])).ToList();
            var doubt = Shaken(formula).Select(other => new CompiledFormula(other).Invoke(point)).Where(double.IsFinite)
                .Concat(near).Max(other => Math.Abs(other - expected));
            if (!near.All(double.IsFinite) || doubt > 1e-9 * (1 + Math.Abs(expected)))
                continue;
            var actual = after.Invoke(point);
            Assert.True(double.IsFinite(actual), $"{formula} became {canonical}");
            var tolerance = 1e-9 * Math.Max(Math.Abs(expected), 1) + 100 * doubt;
            if (IsFiniteThroughout(canonical, point))
                Assert.True(Math.Abs(actual - expected) <= tolerance, $"{formula} became {canonical}: {expected} {actual}");
        }
    }

    /// <summary>The formula with one part at a time off by a few ulps: sin(√2/sin(π)) is no value at all.</summary>
    private static IEnumerable<Expression> Shaken(Expression formula)
    {
        var before = 0;
        for (var at = 0; at < formula.Tokens.Length; at++)
        {
            yield return new(
                formula.Tokens.InsertRange(at, Token.Multiply, Token.Constant),
                formula.Constants.Insert(before, 1 + 1e-15));
            before += formula.Tokens[at] == Token.Constant ? 1 : 0;
        }
    }

    /// <summary>Powers of a number, which cost one more in base e.</summary>
    private static int Bases(Expression formula) => formula.Tokens.Count(token => token == Token.Power);

    private static bool IsFiniteThroughout(Expression formula, double[] point) =>
        Math.Abs(new CompiledFormula(formula).Invoke(point)) is < 1e100 and var size && (size == 0 || size > 1e-100)
        && formula.Operands().All(operand => IsFiniteThroughout(operand, point));
}
