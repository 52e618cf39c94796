using System.Collections.Immutable;

namespace DefectOrleans.Bench;

/// <summary>The published problems of symbolic regression.</summary>
public static class BenchmarkSet
{
    /// <summary>
    /// Nguyen 1–12 (Uy et al., Genetic Programming and Evolvable Machines 12, 91 (2011), with the domains of arXiv 1912.04871).
    /// </summary>
    public static ImmutableArray<BenchmarkProblem> Nguyen { get; } =
    [
        Problem("Nguyen-1", "x1^3 + x1^2 + x1"),
        Problem("Nguyen-2", "x1^4 + x1^3 + x1^2 + x1"),
        Problem("Nguyen-3", "x1^5 + x1^4 + x1^3 + x1^2 + x1"),
        Problem("Nguyen-4", "x1^6 + x1^5 + x1^4 + x1^3 + x1^2 + x1"),
        Problem("Nguyen-5", "sin(x1^2)*cos(x1) - 1"),
        Problem("Nguyen-6", "sin(x1) + sin(x1 + x1^2)"),
        Problem("Nguyen-7", "log(x1 + 1) + log(x1^2 + 1)", 0, 2),
        Problem("Nguyen-8", "sqrt(x1)", 0, 4),
        Problem("Nguyen-9", "sin(x1) + sin(x2^2)", 0, 1),
        Problem("Nguyen-10", "2*sin(x1)*cos(x2)", 0, 1),
        Problem("Nguyen-11", "x1^x2", 0, 1),
        Problem("Nguyen-12", "x1^4 - x1^3 + x2^2/2 - x2", 0, 1),
    ];

    /// <summary>Livermore 1–22 (Mundhenk et al., arXiv 2111.00053).</summary>
    public static ImmutableArray<BenchmarkProblem> Livermore { get; } =
    [
        Problem("Livermore-1", "1/3 + x1 + sin(x1^2)", -10, 10, 1000),
        Problem("Livermore-2", "sin(x1^2)*cos(x1) - 2"),
        Problem("Livermore-3", "sin(x1^3)*cos(x1^2) - 1"),
        Problem("Livermore-4", "log(x1 + 1) + log(x1^2 + 1) + log(x1)", 0, 2),
        Problem("Livermore-5", "x1^4 - x1^3 + x1^2 - x2", 0, 1),
        Problem("Livermore-6", "4*x1^4 + 3*x1^3 + 2*x1^2 + x1"),
        Problem("Livermore-7", "(exp(x1) - exp(-x1))/2"),
        Problem("Livermore-8", "(exp(x1) + exp(-x1))/2"),
        Problem("Livermore-9", "x1^9 + x1^8 + x1^7 + x1^6 + x1^5 + x1^4 + x1^3 + x1^2 + x1"),
        Problem("Livermore-10", "6*sin(x1)*cos(x2)", 0, 1),
        Problem("Livermore-11", "x1^2*x2^2/(x1 + x2)", -1, 1, 50),
        Problem("Livermore-12", "x1^5/x2^3", -1, 1, 50),
        Problem("Livermore-13", "x1^(1/3)", 0, 4),
        Problem("Livermore-14", "x1^3 + x1^2 + x1 + sin(x1) + sin(x1^2)"),
        Problem("Livermore-15", "x1^(1/5)", 0, 4),
        Problem("Livermore-16", "x1^(2/5)", 0, 4),
        Problem("Livermore-17", "4*sin(x1)*cos(x2)", 0, 1),
        Problem("Livermore-18", "sin(x1^2)*cos(x1) - 5"),
        Problem("Livermore-19", "x1^5 + x1^4 + x1^2 + x1"),
        Problem("Livermore-20", "exp(-x1^2)"),
        Problem("Livermore-21", "x1^8 + x1^7 + x1^6 + x1^5 + x1^4 + x1^3 + x1^2 + x1"),
        Problem("Livermore-22", "exp(-0.5*x1^2)"),
    ];

    private static BenchmarkProblem Problem(string name, string law, double low = -1, double high = 1, int points = 20) =>
        BenchmarkProblem.InCube(name, law, law.Contains("x2", StringComparison.Ordinal) ? 2 : 1, low, high, points);
}
