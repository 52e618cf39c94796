using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DefectOrleans.Cli.Benchmarking.Fig3;
using DefectOrleans.Tests.Datasets;

namespace DefectOrleans.Tests.Cli;

public sealed class Fig3Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_cell_of_the_figure_has_an_error_of_each_method() => Assert.All(
        from material in PaperErrors.Materials from dense in (bool[])[false, true] from gap in (bool[])[false, true]
            select (material, dense, gap),
        cell =>
            Assert.Equal(
                PaperErrors.Methods.Count, PaperErrors.Of(cell.material, cell.dense, cell.gap).Count(error => error > 0)));

    [Fact]
    public void A_root_without_the_folders_is_refused()
    {
        var run = CliRun.Of("bench", "fig3", _folder.Path);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("expected the root of a 2DMD archive", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [RealDataFact]
    [Trait("Category", "Slow")]
    public void The_cells_of_the_materials_at_hand_stand_beside_the_papers()
    {
        var page = _folder["accuracy.md"];
        foreach (var name in (string[])["low_density_defects/MoS2", "high_density_defects/MoS2_500"])
        {
            Directory.CreateDirectory(_folder[name]);
            foreach (var file in Directory.GetFiles(RealData.Folder(name)))
                File.Copy(file, Path.Combine(_folder[name], Path.GetFileName(file)));
        }
        var run = CliRun.Of(
            "bench", "fig3", _folder.Path, "--epochs", "1", "--islands", "1", "--no-curve", "--markdown", page, "--json");

        Assert.Equal(0, run.Code);
        var rows = JsonNode.Parse(run.Out)!["rows"]!.AsArray();
        Assert.Equal(
            [("MoS2", "low", 131, 2904), ("MoS2", "high", 256, 125)],
            rows.Select(r =>
                ((string)r!["material"]!, (string)r["density"]!, (int)r["training_structures"]!, (int)r["test_structures"]!)));
        Assert.All(rows, row => Assert.InRange((double)row!["gap"]!["mae_meV"]!, 1, 200));
        Assert.Equal(4, (double)rows[0]!["energy_per_site"]!["paper_meV"]!["MEGNet (Sparse)"]!);
        var text = File.ReadAllText(page);
        Assert.Contains("## MoS2 high, pairs only", text, StringComparison.Ordinal);
        string[] figures = [.. Regex.Matches(text, @"!\[[^\]]+\]\(([^)]+)\)").Select(m => m.Groups[1].Value)];
        Assert.Contains("accuracy/MoS2-low/V_Mo-V_S-energy.svg", figures);
        Assert.Contains("accuracy/MoS2-high/predicted-MoS2_500-gap.svg", figures);
        Assert.InRange(figures.Length, 1, 6);
        Assert.All(figures, figure => Assert.StartsWith("<svg", File.ReadAllText(_folder[figure]), StringComparison.Ordinal));
    }
}
