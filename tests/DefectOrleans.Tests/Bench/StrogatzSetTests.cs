using DefectOrleans.Bench;
using DefectOrleans.Engine.Formulas;
using DefectOrleans.Engine.Formulas.Text;

namespace DefectOrleans.Tests.Bench;

public class StrogatzSetTests
{
    public static TheoryData<string> Systems => [.. StrogatzSet.Systems.Select(system => system.Name)];

    [Fact]
    public void There_are_fourteen_laws_on_four_hundred_points_each()
    {
        Assert.Equal(14, StrogatzSet.Problems.Length);
        Assert.Equal(StrogatzSet.Names.AsEnumerable(), StrogatzSet.Problems.Select(problem => problem.Name));
        Assert.All(StrogatzSet.Problems, problem => Assert.Equal((400, 300), (problem.Table!.Count, problem.Points)));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Trajectories_do_not_change_with_finer_steps(string name)
    {
        var system = StrogatzSet.Systems.Single(s => s.Name == name);

        foreach (var start in system.Starts)
        {
            var (coarse, fine) = (system.Follow(start, substeps: 100), system.Follow(start, substeps: 200));

            Assert.Equal(start, coarse[0]);
            Assert.All(coarse.Zip(fine), pair =>
            {
                Assert.Equal(pair.Second.X, pair.First.X, 1e-7);
                Assert.Equal(pair.Second.Y, pair.First.Y, 1e-7);
            });
        }
    }

    [Fact]
    public void A_circle_is_followed_at_the_right_pace()
    {
        var circle = new PlaneSystem("circle", "-y", "x", [(1, 0)]).Follow((1, 0), substeps: 100);

        for (var i = 0; i < circle.Length; i++)
        {
            Assert.Equal(Math.Cos(0.1 * i), circle[i].X, 1e-9);
            Assert.Equal(Math.Sin(0.1 * i), circle[i].Y, 1e-9);
        }
    }

    [Fact]
    public void Targets_are_the_laws_values_and_each_run_has_points_of_its_own()
    {
        foreach (var problem in StrogatzSet.Problems)
        {
            var law = new CompiledFormula(problem.Formula);
            var (one, other) = (problem.Train(noise: 0, seed: 1), problem.Train(noise: 0, seed: 2));
            Assert.Equal(300, one.Count);
            Assert.NotEqual(one.Target.AsEnumerable(), other.Target);
            for (var i = 0; i < one.Count; i++)
                Assert.Equal(law.Invoke([one.Variables[0][i], one.Variables[1][i]]), one.Target[i], 1e-12);
        }
    }

    [Fact]
    public void Noise_has_the_stated_share_of_the_targets_root_mean_square()
    {
        var problem = StrogatzSet.Problems.Single(p => p.Name == "bacres1");
        var (clean, noisy) = (problem.Draw(20_000, 0, 3), problem.Draw(20_000, 0.1, 3));

        var added = noisy.Target.Zip(clean.Target, (a, b) => a - b).Average(d => d * d);

        Assert.Equal(0.01, added / clean.Target.Average(y => y * y), 0.0006);
    }

    [Theory]
    [MemberData(nameof(Systems))]
    public void Each_law_is_a_solution_of_its_own_problem(string name)
    {
        foreach (var problem in StrogatzSet.Problems.Where(p => p.Name[..^1] == name))
        {
            Assert.True(new LawJudge(problem, noise: 0, seed: 1).IsLaw(problem.Formula));
            Assert.True(new LawJudge(problem, noise: 0.01, seed: 1).IsLaw(problem.Formula));
            Assert.False(new LawJudge(problem, noise: 0, seed: 1).IsLaw(FormulaText.Parse("x1^2 + x2")));
        }
    }
}
