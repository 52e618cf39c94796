using System.Collections.Immutable;

namespace DefectOrleans.Bench;

/// <summary>
/// The right-hand sides of seven systems of Strogatz's textbook, as SRBench uses them: 14 laws of two variables on four
/// trajectories of a hundred points each. Equations and starts are those of ODE-Strogatz (La Cava et al. 2016,
/// doi 10.1016/j.engappai.2016.07.004; github.com/lacava/ode-strogatz, commit 9e24b3a, first rows of its trajectories).
/// </summary>
public static class StrogatzSet
{
    private static readonly Lazy<ImmutableArray<BenchmarkProblem>> Made = new(() => [.. Systems.SelectMany(s => s.Problems())]);

    /// <summary>All problems; trajectories are made when they are first asked for.</summary>
    public static ImmutableArray<BenchmarkProblem> Problems => Made.Value;

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Systems.SelectMany(s => (string[])[$"{s.Name}1", $"{s.Name}2"])];

    internal static ImmutableArray<PlaneSystem> Systems =>
    [
        new("bacres", "20 - x - x*y/(1 + 0.5*x^2)", "10 - x*y/(1 + 0.5*x^2)",
        [
            (9.01502740318998, 12.8015055992981), (3.48540194192317, 13.0700662237925),
            (5.81391692721814, 9.93621498579038), (5.80195472817425, 9.79266054660331),
        ]),
        new("barmag", "0.5*sin(x - y) - sin(x)", "0.5*sin(y - x) - sin(y)",
        [
            (4.26461875246862, 4.76102165511013), (4.66923900501058, 2.46443504621593),
            (4.1184890487447, 1.07559768164234), (4.43621840643643, 0.200011672644315),
        ]),
        new("glider", "-0.05*x^2 - sin(y)", "x - cos(y)/x",
        [
            (5.60327245284247, 1.8551204022395), (2.46553213651184, 0.872156816895428),
            (5.35766048171177, -1.32283061311855), (4.51350174933492, 0.346591870877256),
        ]),
        new("lv", "3*x - 2*x*y - x^2", "2*y - x*y - y^2", [(1, 3), (4, 1), (8, 2), (3, 3)]),
        new("predprey", "x*(4 - x - y/(1 + x))", "y*(x/(1 + x) - 0.075*y)",
        [
            (4.86070775030401, 11.5069474930959), (6.58096270030409, 11.4336027281584),
            (5.75343217591914, 8.77853103772431), (5.80475500292961, 11.6491125241285),
        ]),
        new("shearflow", "cos(y)/sin(y)*cos(x)", "(cos(y)^2 + 0.1*sin(y)^2)*sin(x)",
        [
            (-1.40163422326322, -1.42574462518204), (-2.53129567286853, 1.01617273721913),
            (1.22414434129968, -0.574598929778554), (2.82882856222944, -1.462580773342),
        ]),
        new("vdp", "10*(y - (x^3 - x)/3)", "-x/10",
        [
            (0.357300705035804, 0.216697932367009), (0.677280004283046, 0.736014713740831),
            (0.0100185705081634, 0.355914314193773), (0.239954583001563, 0.927608731363223),
        ]),
    ];
}
