using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Formulas;

public class EvaluatorTests
{
    // 2.5·exp(−0.6·x1)·cos(x1 + 0.4) + x2
    private static readonly byte[] Wave =
    [
        Token.Add, Token.Multiply, Token.Multiply, Token.Constant, Token.Exponential, Token.Multiply, Token.Constant,
        Token.Variable, Token.Cosine, Token.Add, Token.Variable, Token.Constant, Token.Variable + 1,
    ];

    private static readonly double[] WaveConstants = [2.5, -0.6, 0.4];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(23)]
    public void A_formula_is_evaluated_at_every_point(int count)
    {
        var table = Table(count);

        var values = new Evaluator(table).Evaluate(Wave, WaveConstants);

        Assert.Equal(count, values.Length);
        for (var i = 0; i < count; i++)
        {
            var (x, y) = (table.Variables[0][i], table.Variables[1][i]);
            Assert.Equal(2.5 * Math.Exp(-0.6 * x) * Math.Cos(x + 0.4) + y, values[i], 1e-13);
        }
    }

    [Fact]
    public void A_formula_without_variables_fills_all_points()
    {
        var values = new Evaluator(Table(5)).Evaluate([Token.Multiply, Token.Half, Token.Constant], [3.0]);

        Assert.Equal([1.5, 1.5, 1.5, 1.5, 1.5], values.ToArray());
    }

    [Fact]
    public void Invalid_arithmetic_is_NaN_or_infinite()
    {
        var table = new PointTable([[-1, 0, 1]], [0, 0, 0]);
        var evaluator = new Evaluator(table);

        Assert.Equal([double.NaN, 0, 1], evaluator.Evaluate([Token.SquareRoot, Token.Variable], []).ToArray());
        Assert.Equal(
            [double.NaN, double.NegativeInfinity, 0], evaluator.Evaluate([Token.Logarithm, Token.Variable], []).ToArray());
        Assert.Equal([1, double.NaN, 1], evaluator.Evaluate([Token.Divide, Token.Variable, Token.Variable], []).ToArray());
        Assert.Equal([double.NaN, 0, 1], evaluator.Evaluate([Token.Power, Token.Variable, Token.Half], []).ToArray());
    }

    [Fact]
    public void Derivatives_by_constants_agree_with_finite_differences()
    {
        var table = Table(11);
        var evaluator = new Evaluator(table);
        var (compared, undefined) = (0, 0);
        Check.One(RandomTrees.Draws(500), Prop.ForAll(RandomTrees.Arbitrary(), formula =>
        {
            var tokens = formula.Tokens.AsSpan();
            var constants = formula.Constants.ToArray();
            var values = new double[11];
            var jacobian = new double[constants.Length * 11];
            evaluator.EvaluateWithJacobian(tokens, constants, values, jacobian);
            Assert.Equal(evaluator.Evaluate(tokens, constants).ToArray(), values);

            for (var j = 0; j < constants.Length; j++)
            {
                double[] At(double step) => evaluator.Evaluate(formula.Tokens.AsSpan(), Shifted(constants, j, step)).ToArray();
                var step = 1e-5 * Math.Max(Math.Abs(constants[j]), 1e-2);
                double[] Slope(double step) => [.. At(step).Zip(At(-step), (after, before) => (after - before) / (2 * step))];
                var (far, middle, near) = (Slope(step), Slope(step / 3), Slope(step / 7));
                for (var i = 0; i < 11; i++)
                {
                    // Where three step sizes disagree, differences are no measure of the derivative.
                    var scale = Math.Abs(near[i]) + 1e-6;
                    var spread = Math.Max(Math.Abs(far[i] - near[i]), Math.Abs(middle[i] - near[i]));
                    if (!(spread < 1e-5 * scale) || Math.Abs(values[i]) >= 1e3 * scale)
                        continue;
                    // A finite value over an infinite part (0.5^∞) has no derivative by the chain rule.
                    var derivative = jacobian[j * 11 + i];
                    if (double.IsFinite(derivative))
                        compared++;
                    else
                        undefined++;
                    Assert.False(Math.Abs(derivative - near[i]) > 1e-3 * scale, $"{formula}: {derivative} {near[i]}");
                }
            }
        }));
        Assert.True(undefined * 20 < compared, $"{undefined} derivatives of {compared} are undefined");
    }

    [Fact]
    public void Evaluation_does_not_allocate_once_warm()
    {
        var evaluator = new Evaluator(Table(20));
        Allocations.None(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                evaluator.Evaluate(Wave, WaveConstants);
                evaluator.Sweep(Wave);
            }
        });
    }

    [Theory]
    [InlineData(new byte[] { Token.Add, Token.Variable })]
    [InlineData(new byte[] { Token.Variable, Token.Variable })]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { Token.End })]
    [InlineData(new byte[] { Token.Constant })]
    [InlineData(new byte[] { Token.Variable + 4 })]
    [InlineData(new byte[] { 77 })]
    public void Tokens_that_are_no_formula_of_the_table_are_refused(byte[] tokens) =>
        Assert.Throws<ArgumentException>(() => { new Evaluator(Table(3)).Evaluate(tokens, []); });

    private static double[] Shifted(double[] constants, int index, double step)
    {
        var shifted = (double[])constants.Clone();
        shifted[index] += step;
        return shifted;
    }

    private static PointTable Table(int count)
    {
        var random = new SeededRandom(7);
        double[] Column(double low, double high) => [.. Enumerable.Range(0, count).Select(_ => random.NextUniform(low, high))];
        return new PointTable([Column(0.5, 4), Column(-2, 2)], Column(-1, 1));
    }
}
