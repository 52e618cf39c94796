using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
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
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                e is FileNotFoundException or DirectoryNotFoundException
                    ? $"{path}: no such file"
                    : $"{path}: can't be read ({e.Message}); expected a CSV file of equations", e);
        }
        using var reader = CsvReader.Create(new StringReader(text), new CsvReaderOptions
        {
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
        });
        string[] headings = [.. reader.Headers];
        foreach (var needed in (string[])[Name, Formula, Variable(1, "name"), Variable(1, "low"), Variable(1, "high")])
        {
            if (!headings.Contains(needed))
                throw new InputException($"{path}, line 1: no column '{needed}'; found {string.Join(", ", headings.Take(10))}");
        }
        var problems = ImmutableArray.CreateBuilder<BenchmarkProblem>();
        var skipped = ImmutableArray.CreateBuilder<SkippedEquation>();
        while (reader.Read())
        {
            string[] cells = [.. reader.Current.ToArray()];
            var where = $"{path}, line {reader.LineNumber}";
            if (Cell(Name).Length == 0)
                continue;
            var problem = new BenchmarkProblem(Cell(Name), Cell(Formula), Domain(where), points)
            {
                Operators = operators,
                IsOfAnySize = true,
            };
            if (WhyNot(problem) is { } reason)
                skipped.Add(new(problem.Name, reason));
            else
                problems.Add(problem);

            string Cell(string heading) =>
                Array.IndexOf(headings, heading) is >= 0 and var at && at < cells.Length ? cells[at] : "";

            ImmutableArray<VariableRange> Domain(string where) =>
            [
                .. Enumerable.Range(1, Token.VariableCount).Where(k => Cell(Variable(k, "name")).Length > 0).Select(k =>
                    new VariableRange(Cell(Variable(k, "name")), Bound(k, "low", where), Bound(k, "high", where))),
            ];

            double Bound(int k, string side, string where) =>
                double.TryParse(Cell(Variable(k, side)), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
                    && double.IsFinite(bound)
                    ? bound
                    : throw new InputException(
                        $"{where}, column {Variable(k, side)}: '{Cell(Variable(k, side))}'; expected a finite number");
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

    private static string Variable(int number, string what) => string.Create(
        CultureInfo.InvariantCulture, $"v{number}_{what}");
}
