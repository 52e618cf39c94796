using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DefectOrleans.Engine;
using DefectOrleans.Engine.Formulas;

namespace DefectOrleans.Bench;

/// <summary>
/// Single tables of ClassBench (Tenachi et al. 2024, arXiv 2312.01816): a file with a law a line, its variables and, marked
/// <c>spe</c>, numbers that differ from table to table. Here there is one table of each, and these are fixed.
/// </summary>
public static class ClassFile
{
    // Somewhere within the range, at no special place of it.
    private const double Place = 0.382;

    private const int FirstVariable = 7, CellsOfVariable = 5;

    /// <summary>Reads the laws as problems, named class-1, class-2, ….</summary>
    /// <param name="path">The file's place.</param>
    /// <param name="points">Points of each problem's runs.</param>
    /// <exception cref="InputException">It is missing, or no such file.</exception>
    public static ImmutableArray<BenchmarkProblem> Read(string path, int points)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                e is FileNotFoundException or DirectoryNotFoundException
                    ? $"{path}: no such file"
                    : $"{path}: can't be read ({e.Message}); expected the laws of ClassBench", e);
        }
        ImmutableArray<BenchmarkProblem> problems =
        [
            .. lines.Index().Skip(1).Where(line => !string.IsNullOrWhiteSpace(line.Item))
                .Select(line => Problem($"{path}, line {line.Index + 1}", line.Item.Split(';'), points)),
        ];
        return problems.IsEmpty ? throw new InputException($"{path}: no laws; expected a line for each") : problems;
    }

    private static BenchmarkProblem Problem(string where, string[] cells, int points)
    {
        if (cells.Length < FirstVariable + CellsOfVariable)
            throw new InputException(
                $"{where}: {cells.Length} cells; expected number;name;output;units;formula;variables;own numbers and five a "
                    + "name");
        var law = cells[4].Replace("**", "^", StringComparison.Ordinal);
        var domain = ImmutableArray.CreateBuilder<VariableRange>();
        for (var at = FirstVariable; at + CellsOfVariable <= cells.Length && cells[at].Length > 0; at += CellsOfVariable)
        {
            var (low, high) = (Bound(where, cells[at + 3]), Bound(where, cells[at + 4]));
            if (cells[at + 2] == "spe")
                law = Replaced(law, cells[at], Math.Round(low + Place * (high - low), 3));
            else
                domain.Add(new VariableRange(cells[at], low, high));
        }
        var problem = new BenchmarkProblem($"class-{cells[0]}", law, domain.ToImmutable(), points)
        {
            Operators = OperatorRegistry.Usual,
            IsOfAnySize = true,
        };
        problem.Draw(count: 1, noise: 0, seed: 1);
        return problem;
    }

    /// <summary>The law with a number in place of a name.</summary>
    private static string Replaced(string law, string name, double value) =>
        Regex.Replace(law, $@"\b{Regex.Escape(name)}\b", string.Create(CultureInfo.InvariantCulture, $"({value})"));

    private static double Bound(string where, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound) && double.IsFinite(bound)
            ? bound
            : throw new InputException($"{where}: '{text}'; expected a finite number");
}
