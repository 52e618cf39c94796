using DefectOrleans.Engine.Segvae.Expressions;
using FsCheck;
using FsCheck.Fluent;

namespace DefectOrleans.Tests.Segvae.Expressions;

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
        Assert.Equal([double.NaN, double.NegativeInfinity, 0], evaluator.Evaluate([Token.Logarithm, Token.Variable], []).ToArray());
        Assert.Equal([1, double.NaN, 1], evaluator.Evaluate([Token.Divide, Token.Variable, Token.Variable], []).ToArray());
        Assert.Equal([double.NaN, 0, 1], evaluator.Evaluate([Token.Power, Token.Variable, Token.Half], []).ToArray());
    }

    [Fact]
    public void Derivatives_by_constants_agree_with_finite_differences()
    {
        var table = Table(11);
        var evaluator = new Evaluator(table);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(RandomTrees.Arbitrary(), formula =>
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
                var step = 1e-4 * Math.Max(Math.Abs(constants[j]), 1e-2);
                var (far, near) = (Slopes(At(step), At(-step), step), Slopes(At(step / 2), At(-step / 2), step / 2));
                for (var i = 0; i < 11; i++)
                {
                    // Where two step sizes disagree, differences are no measure of the derivative.
                    var scale = Math.Abs(near[i]) + 1e-6;
                    if (double.IsFinite(near[i]) && Math.Abs(far[i] - near[i]) < 1e-5 * scale && Math.Abs(values[i]) < 1e4 * scale)
                        Assert.True(Math.Abs(jacobian[j * 11 + i] - near[i]) < 1e-3 * scale, $"{jacobian[j * 11 + i]} {near[i]}");
                }
            }
        }));
    }

    [Fact]
    public void Evaluation_does_not_allocate_once_warm()
    {
        var evaluator = new Evaluator(Table(20));
        evaluator.Evaluate(Wave, WaveConstants);
        evaluator.Sweep(Wave);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            evaluator.Evaluate(Wave, WaveConstants);
            evaluator.Sweep(Wave);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
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

    private static double[] Slopes(double[] after, double[] before, double step) =>
        [.. after.Zip(before, (a, b) => (a - b) / (2 * step))];

    private static PointTable Table(int count)
    {
        var random = new SeededRandom(7);
        double[] Column(double low, double high) => [.. Enumerable.Range(0, count).Select(_ => random.NextUniform(low, high))];
        return new PointTable([Column(0.5, 4), Column(-2, 2)], Column(-1, 1));
    }
}
