using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;
using DefectOrleans.Bench;

namespace DefectOrleans.Tests.Bench;

public class BenchmarkProblemTests
{
    private static IEnumerable<BenchmarkProblem> All => [.. BenchmarkSet.Nguyen, .. BenchmarkSet.Livermore];

    public static TheoryData<string> Names => [.. All.Select(problem => problem.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_law_is_finite_on_its_domain_and_drawn_without_noise(string name)
    {
        var problem = Named(name);
        var law = new CompiledFormula(FormulaText.Parse(problem.Law));

        var points = problem.Draw(1000, noise: 0, seed: 1);

        Assert.Equal(problem.Domain.Length, law.VariableCount);
        Assert.Equal(problem.Domain.Length, points.Variables.Length);
        for (var i = 0; i < points.Count; i++)
        {
            double[] at = [.. points.Variables.Select(column => column[i])];
            Assert.All(at.Zip(problem.Domain), p => Assert.InRange(p.First, p.Second.Low, p.Second.High));
            Assert.Equal(law.Invoke(at), points.Target[i], 1e-12 * Math.Abs(points.Target[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_are_drawn_by_seed(string name)
    {
        var problem = Named(name);
        var (one, same, other) =
            (problem.Train(0.1, 5), problem.Train(0.1, 5), problem.Train(0.1, 6));

        Assert.Equal(one.Target.AsEnumerable(), same.Target);
        Assert.Equal(one.Variables[0].AsEnumerable(), same.Variables[0]);
        Assert.NotEqual(one.Variables[0].AsEnumerable(), other.Variables[0]);
    }

    [Fact]
    public void Problems_have_the_published_numbers_of_points()
    {
        Assert.Equal((12, 22), (BenchmarkSet.Nguyen.Length, BenchmarkSet.Livermore.Length));
        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"Nguyen-{i}"), BenchmarkSet.Nguyen.Select(p => p.Name));
        Assert.Equal(Enumerable.Range(1, 22).Select(i => $"Livermore-{i}"), BenchmarkSet.Livermore.Select(p => p.Name));
        Assert.Equal(
            ["Livermore-1 1000", "Livermore-11 50", "Livermore-12 50"],
            All.Where(p => p.Points != 20).Select(p => $"{p.Name} {p.Points}"));
    }

    [Fact]
    public void Noise_has_the_stated_share_of_the_targets_deviation()
    {
        var problem = Named("Nguyen-1");
        var (clean, noisy) = (problem.Draw(20_000, 0, 3), problem.Draw(20_000, 0.1, 3));

        var noise = noisy.Target.Zip(clean.Target, (a, b) => a - b).ToArray();

        Assert.Equal(0.1 * Deviation([.. clean.Target]), Deviation(noise), 0.003 * Deviation([.. clean.Target]));
        Assert.Equal(0, noise.Average(), 0.01 * Deviation([.. clean.Target]));
    }

    private static BenchmarkProblem Named(string name) => All.Single(problem => problem.Name == name);

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
