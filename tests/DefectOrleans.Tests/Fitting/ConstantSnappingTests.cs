using DefectOrleans.Engine.Fitting;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Fitting;

public class ConstantSnappingTests
{
    private static readonly double[] X = [.. Enumerable.Range(0, 20).Select(i => 1 + 0.2 * i)];

    [Fact]
    public void Exact_data_give_exact_round_constants()
    {
        var last = Snap("3.0*cos(3.1415926*x1) + 0.3333*x1", x => 3 * Math.Cos(Math.PI * x) + x / 3, 0).Last();

        Assert.Equal(3, last.Snapped);
        Assert.Equal([1 / 3.0], last.Expression.Constants.ToArray());
        Assert.Equal("3*cos(pi*x1) + 0.3333*x1", FormulaText.Print(last.Expression, digits: 4));
    }

    [Fact]
    public void Exact_data_do_not_snap_to_a_number_that_is_only_near() =>
        Assert.Empty(Snap("3.0*x1", x => 3.0001 * x, 0));

    [Fact]
    public void Noise_hides_the_difference_between_a_number_and_a_round_one_near_it()
    {
        var last = Snap("2.0*exp(-0.5*x1) + 0.01", x => 2.003 * Math.Exp(-0.501 * x), 0.02).Last();

        Assert.Equal("2*exp(-0.5*x1)", FormulaText.Print(last.Expression, digits: 4));
    }

    [Fact]
    public void A_coefficient_of_one_makes_the_formula_simpler()
    {
        var snapped = Snap("1.0*sin(2.2*x1)", x => Math.Sin(2.2131 * x), 0).Single();

        Assert.Equal("sin(2.213*x1)", FormulaText.Print(snapped.Expression, digits: 4));
        Assert.True(snapped.Cost < 1e-20);
    }

    private static IEnumerable<SnappedFormula> Snap(string start, Func<double, double> law, double noise)
    {
        var random = new SeededRandom(5);
        var table = new PointTable([X], [.. X.Select(x => law(x) + noise * random.NextUniform(-1, 1))]);
        var evaluator = new Evaluator(table);
        var formula = FormulaText.Parse(start);
        // Every number of the text is open to the fit here, literals too.
        formula = new([.. formula.Tokens.Select(token => token >= Token.Integer ? Token.Constant : token)], Numbers(formula));
        var constants = formula.Constants.ToArray();
        new LevenbergMarquardt(evaluator).Fit(formula.Tokens.AsSpan(), constants, new FitOptions());
        return new ConstantSnapping(evaluator).Snap(new(formula.Tokens, [.. constants]), new SnapOptions());
    }

    private static System.Collections.Immutable.ImmutableArray<double> Numbers(Expression formula)
    {
        var constants = new Queue<double>(formula.Constants);
        return [
            .. formula.Tokens.Where(Token.IsNumber)
                .Select(token => token == Token.Constant ? constants.Dequeue() : Literal.Value(token))
        ];
    }
}
