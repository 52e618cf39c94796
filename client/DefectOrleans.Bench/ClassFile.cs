using System.Collections.Immutable;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Bench;

/// <summary>
/// Laws of classes of tables as the class benchmark lists them (Tenachi et al. 2024): a file with semicolons between
/// <c>Number</c>, <c>Name</c>, <c>Formula</c> and, for each variable and each number, <c>v1_name</c>, <c>v1_type</c>
/// (<c>var</c> for a variable, <c>spe</c> for a number that each table has for itself), <c>v1_low</c> and <c>v1_high</c>.
/// Other columns are passed over.
/// </summary>
public static class ClassFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Its place.</param>
    /// <param name="tables">Tables of each problem's runs.</param>
    /// <param name="points">Points of each table.</param>
    /// <param name="operators">Operators that searches for them have.</param>
    /// <returns>Problems by their numbers.</returns>
    /// <exception cref="InputException">It is missing, or no such table.</exception>
    public static OrderedDictionary<string, BenchmarkProblem> Read(string path, int tables, int points, TokenSet operators)
    {
        using var table = new RangeTable(
            path, ';', "a file of laws", "Number", "Name", "Formula", "v1_name", "v1_type", "v1_low", "v1_high");
        var problems = new OrderedDictionary<string, BenchmarkProblem>();
        while (table.Read())
        {
            var named = table.Named.Select(k => (Type: table.Cell(RangeTable.Of(k, "type")), Range: table.Range(k))).ToList();
            if (named.FirstOrDefault(v => v.Type is not ("var" or "spe")) is { Type: { } type } other)
                throw new InputException($"{table.Where}: {other.Range.Name} is of type '{type}'; expected var or spe");
            var problem = new BenchmarkProblem(table.Cell("Name"), table.Cell("Formula"), Of("var"), points)
            {
                Own = Of("spe"),
                Tables = tables,
                Operators = operators,
                IsOfAnySize = true,
            };
            if (problem.Domain.IsEmpty || problem.Own.IsEmpty)
                throw new InputException(
                    $"{table.Where}: no {(problem.Own.IsEmpty ? "spe" : "var")}; expected one of each at least");
            // A law that can't be read is told at once, not after the first runs.
            problem.Member(seed: 1).Draw(count: 1, noise: 0, seed: 1);
            if (!problems.TryAdd(table.Cell("Number"), problem))
                throw new InputException(
                    $"{table.Where}: number {table.Cell("Number")} stands there twice; expected numbers of their own");

            ImmutableArray<VariableRange> Of(string kind) => [.. named.Where(v => v.Type == kind).Select(v => v.Range)];
        }
        return problems.Count > 0 ? problems : throw new InputException($"{path}: no laws; expected a row for each");
    }
}
