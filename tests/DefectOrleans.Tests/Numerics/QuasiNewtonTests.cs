using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class QuasiNewtonTests
{
    [Theory]
    [InlineData(-1.2, 1)]
    [InlineData(3, -4)]
    public void Rosenbrocks_valley_is_followed_to_its_end(double x, double y)
    {
        var best = QuasiNewton.Minimize(Rosenbrock, [x, y], [1, 1], 500);

        Assert.All(best, value => Assert.Equal(1, value, 1e-4));
    }

    [Fact]
    public void Unknowns_of_very_different_curvature_are_found_together()
    {
        double[] curvature = [1e-4, 1, 1e6], at = [3, -2, 5];
        double Bowl(double[] x, double[] gradient)
        {
            for (var i = 0; i < 3; i++)
                gradient[i] = curvature[i] * (x[i] - at[i]);
            return Enumerable.Range(0, 3).Sum(i => curvature[i] * (x[i] - at[i]) * (x[i] - at[i]) / 2);
        }

        Assert.Equal(
            at.Select(a => Math.Round(a, 3)), QuasiNewton.Minimize(Bowl, [0, 0, 0], curvature, 20).Select(a => Math.Round(a, 3)));
    }

    [Fact]
    public void Where_the_function_is_no_number_nothing_moves() =>
        Assert.Equal([2.0], QuasiNewton.Minimize((_, _) => double.NaN, [2], [1], 10));

    private static double Rosenbrock(double[] x, double[] gradient)
    {
        var (off, valley) = (1 - x[0], x[1] - x[0] * x[0]);
        gradient[0] = -2 * off - 400 * x[0] * valley;
        gradient[1] = 200 * valley;
        return off * off + 100 * valley * valley;
    }
}
