using System.Collections.Immutable;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Bench;

/// <summary>An equation that is no problem here.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Reason">Why.</param>
public sealed record SkippedEquation(string Name, string Reason);

/// <summary>
/// Equations of physics as the Feynman database lists them (Udrescu and Tegmark 2020, doi 10.1126/sciadv.aay2631): a CSV file
/// with <c>Filename</c>, <c>Formula</c> and, for each variable, <c>v1_name</c>, <c>v1_low</c> and <c>v1_high</c>. Other
/// columns are passed over, rows without a name too.
/// </summary>
/// <param name="Problems">The equations.</param>
/// <param name="Skipped">Those that can't be read as formulas.</param>
public sealed record EquationFile(ImmutableArray<BenchmarkProblem> Problems, ImmutableArray<SkippedEquation> Skipped)
{
    private const string Name = "Filename", Formula = "Formula";

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="points">Points of each problem's runs.</param>
    /// <param name="operators">Operators that searches for them have.</param>
    /// <exception cref="InputException">It is missing, or no such table.</exception>
    public static EquationFile Read(string path, int points, TokenSet operators)
    {
        using var table = new RangeTable(
            path, ',', "a CSV file of equations", Name, Formula, RangeTable.Of(1, "name"), RangeTable.Of(1, "low"),
            RangeTable.Of(1, "high"));
        var problems = ImmutableArray.CreateBuilder<BenchmarkProblem>();
        var skipped = ImmutableArray.CreateBuilder<SkippedEquation>();
        while (table.Read())
        {
            if (table.Cell(Name).Length == 0)
                continue;
            var problem = new BenchmarkProblem(
                table.Cell(Name), table.Cell(Formula), [.. table.Named.Select(table.Range)], points)
            {
                Operators = operators,
                IsOfAnySize = true,
            };
            if (WhyNot(problem) is { } reason)
                skipped.Add(new(problem.Name, reason));
            else
                problems.Add(problem);
        }
        return problems.Count + skipped.Count > 0
            ? new(problems.ToImmutable(), skipped.ToImmutable())
            : throw new InputException($"{path}: no equations; expected a row for each");
    }

    /// <summary>Why an equation is no problem here; null for one that is.</summary>
    private static string? WhyNot(BenchmarkProblem problem)
    {
        if (problem.Domain.IsEmpty)
            return "no variables; expected at least one";
        try
        {
            problem.Draw(count: 1, noise: 0, seed: 1);
            return null;
        }
        catch (InputException e)
        {
            return e.Message;
        }
    }
}
