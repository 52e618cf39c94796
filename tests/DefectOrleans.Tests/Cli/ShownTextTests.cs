using DefectOrleans.Engine.Datasets.Quantities;

namespace DefectOrleans.Tests.Cli;

/// <summary>What people and programs see, word for word.</summary>
public sealed class ShownTextTests(MadeUpData data) : IClassFixture<MadeUpData>
{
    [Theory]
    [InlineData("help", "--help")]
    [InlineData("help-discover", "discover", "--help")]
    [InlineData("help-plot", "plot", "--help")]
    [InlineData("help-scan", "scan", "--help")]
    [InlineData("help-complex", "complex", "--help")]
    [InlineData("help-sample", "sample", "--help")]
    [InlineData("help-fit", "fit", "--help")]
    [InlineData("help-bench-nguyen", "bench", "nguyen", "--help")]
    [InlineData("help-bench-strogatz", "bench", "strogatz", "--help")]
    [InlineData("help-bench-feynman", "bench", "feynman", "--help")]
    [InlineData("inspect", "inspect", "FOLDER")]
    [InlineData("inspect-json", "inspect", "FOLDER", "--json")]
    [InlineData("evaluate", "evaluate", "BOOK", "FOLDER")]
    [InlineData("predict", "predict", "BOOK", "FILE")]
    [InlineData("predict-json", "predict", "BOOK", "FILE", "--json")]
    [InlineData("predict-csv", "predict", "BOOK", "FILE", "--csv")]
    [InlineData("formulas", "formulas", "BOOK")]
    [InlineData("formulas-pareto", "formulas", "BOOK", "--pareto")]
    [InlineData("formulas-latex", "formulas", "BOOK", "--format", "latex")]
    [InlineData("formulas-sympy", "formulas", "BOOK", "--format", "sympy", "--pareto")]
    [InlineData("formulas-csv", "formulas", "BOOK", "--format", "csv")]
    [InlineData("formulas-json", "formulas", "BOOK", "--format", "json")]
    public void Answers_read_as_approved(string name, params string[] words)
    {
        var run = CliRun.Of([.. words.Select(word => word switch
        {
            "FOLDER" => data.Folder,
            "BOOK" => data.Book,
            "FILE" => data.Many,
            _ => word,
        })]);
        Assert.Equal(("", 0), (run.Error, run.Code));
        // Another property is no other help.
        Approved.Holds(
            name,
            data.WithoutPaths(run.Out).Replace(Quantity.Words, "{properties}", StringComparison.Ordinal)
                .Replace(Quantity.NamesOfLevels, "{levels}", StringComparison.Ordinal));
    }
}
