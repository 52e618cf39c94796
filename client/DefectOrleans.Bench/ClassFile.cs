using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
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
                    : $"{path}: can't be read ({e.Message}); expected a file of laws", e);
        }
        using var reader = CsvReader.Create(new StringReader(text), new CsvReaderOptions
        {
            Separator = ';',
            TrimWhitespace = true,
            TrackLineNumbers = true,
        });
        string[] headings = [.. reader.Headers];
        if (((string[])["Number", "Name", "Formula", "v1_name", "v1_type", "v1_low", "v1_high"])
                .FirstOrDefault(needed => !headings.Contains(needed)) is { } missing)
            throw new InputException(
                $"{path}, line 1: no column '{missing}'; found {string.Join(", ", headings.Take(10))} (semicolons between)");
        var problems = new OrderedDictionary<string, BenchmarkProblem>();
        while (reader.Read())
        {
            string[] cells = [.. reader.Current.ToArray()];
            var where = $"{path}, line {reader.LineNumber}";
            var named = Enumerable.Range(1, Token.VariableCount).Where(k => Cell($"v{k}_name").Length > 0)
                .Select(k => (Type: Cell($"v{k}_type"), Range: new VariableRange(
                    Cell($"v{k}_name"), Bound($"v{k}_low"), Bound($"v{k}_high")))).ToList();
            if (named.FirstOrDefault(v => v.Type is not ("var" or "spe")) is { Type: { } type } other)
                throw new InputException($"{where}: {other.Range.Name} is of type '{type}'; expected var or spe");
            var problem = new BenchmarkProblem(Cell("Name"), Cell("Formula"), Of("var"), points)
            {
                Own = Of("spe"),
                Tables = tables,
                Operators = operators,
                IsOfAnySize = true,
            };
            if (problem.Domain.IsEmpty || problem.Own.IsEmpty)
                throw new InputException($"{where}: no {(problem.Own.IsEmpty ? "spe" : "var")}; expected one of each at least");
            // A law that can't be read is told at once, not after the first runs.
            problem.Member(seed: 1).Draw(count: 1, noise: 0, seed: 1);
            if (!problems.TryAdd(Cell("Number"), problem))
                throw new InputException($"{where}: number {Cell("Number")} stands there twice; expected numbers of their own");

            ImmutableArray<VariableRange> Of(string kind) => [.. named.Where(v => v.Type == kind).Select(v => v.Range)];

            string Cell(string heading) =>
                Array.IndexOf(headings, heading) is >= 0 and var at && at < cells.Length ? cells[at] : "";

            double Bound(string heading) =>
                double.TryParse(Cell(heading), NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
                    && double.IsFinite(bound)
                    ? bound
                    : throw new InputException($"{where}, column {heading}: '{Cell(heading)}'; expected a finite number");
        }
        return problems.Count > 0 ? problems : throw new InputException($"{path}: no laws; expected a row for each");
    }
}
