using DefectOrleans.Engine.Numerics;

namespace DefectOrleans.Tests.Numerics;

public class LinearSystemTests
{
    [Fact]
    public void A_small_system_has_its_hand_solution()
    {
        // Unknown mean of 2 ± 1 and 4 ± ½ with the prior 0 ± 1: precisions 1, 4, 1.
        var system = new LinearSystem([0], [1]);
        system.Add([(0, 1)], target: 2, weight: 1);
        system.Add([(0, 1)], target: 4, weight: 4);

        var (solution, deviation) = (system.Solve(), system.Deviations());

        Assert.Equal(18 / 6.0, solution[0], 1e-12);
        Assert.Equal(Math.Sqrt(1 / 6.0), deviation[0], 1e-12);
    }

    [Fact]
    public void Two_unknowns_that_are_seen_together_share_what_the_priors_leave_open()
    {
        // x + 2y = 5 sharply, priors 0 ± 1: (1, 2), and along (2, −1) nothing is known but the prior.
        var system = new LinearSystem([0, 0], [1, 1]);
        system.Add([(0, 1), (1, 2)], target: 5, weight: 1e12);

        var (solution, deviation) = (system.Solve(), system.Deviations());

        Assert.Equal([1.0, 2.0], solution.Select(x => Math.Round(x, 9)));
        Assert.Equal(Math.Sqrt(4 / 5.0), deviation[0], 1e-6);
        Assert.Equal(Math.Sqrt(1 / 5.0), deviation[1], 1e-6);
    }

    [Fact]
    public void Without_rows_the_priors_are_the_answer()
    {
        var system = new LinearSystem([3, -1], [0.5, 2]);
        var (solution, deviation) = (system.Solve(), system.Deviations());

        Assert.Equal([3.0, -1.0], solution.Select(x => Math.Round(x, 12)));
        Assert.Equal([0.5, 2.0], deviation.Select(x => Math.Round(x, 12)));
    }

    [Fact]
    public void An_index_that_occurs_twice_counts_twice()
    {
        var (twice, once) = (new LinearSystem([0], [10]), new LinearSystem([0], [10]));
        twice.Add([(0, 1), (0, 1)], target: 3, weight: 1);
        once.Add([(0, 2)], target: 3, weight: 1);

        Assert.Equal(once.Solve()[0], twice.Solve()[0], 1e-12);
        Assert.Equal(once.Deviations()[0], twice.Deviations()[0], 1e-12);
    }
}
