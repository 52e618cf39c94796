using System.Text.Json.Nodes;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Tests.Cli.Plots;

public sealed class PlotCommandTests(MadeUpData data) : IClassFixture<MadeUpData>
{
    [Fact]
    public void Every_figure_is_told_and_there_and_other_files_stay()
    {
        using var temporary = new TemporaryFolder();
        Directory.CreateDirectory(temporary["figures"]);
        File.WriteAllText(temporary["figures/notes.svg"], "mine");
        var run = CliRun.Of("plot", data.Book, "--out", temporary["figures"], data.Folder);
        Assert.Equal(("", 0), (run.Error, run.Code));
        string[] expected =
        [
            "V_Nb-V_Nb-energy.svg", "V_Nb-V_Nb-energy-pareto.svg", "V_Nb-V_Nb-gap.svg", "V_Nb-V_Nb-gap-pareto.svg",
            "V_Nb-V_Te-energy.svg", "V_Nb-V_Te-energy-pareto.svg", "V_Nb-V_Te-gap.svg", "V_Nb-V_Te-gap-pareto.svg",
            "V_Te-V_Te-energy.svg", "V_Te-V_Te-energy-pareto.svg", "V_Te-V_Te-gap.svg", "V_Te-V_Te-gap-pareto.svg",
            "residuals-MadeUp-energy.svg", "predicted-MadeUp-energy.svg", "residuals-MadeUp-gap.svg", "predicted-MadeUp-gap.svg",
        ];
        Assert.Equal(expected.Select(name => Path.Combine(temporary["figures"], name)),
            run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            expected.Append("notes.svg").Order(), Directory.GetFiles(temporary["figures"]).Select(Path.GetFileName).Order());
        Assert.All(expected, name => Assert.NotEmpty(new Sketch(File.ReadAllText(temporary["figures/" + name])).Title));
        Assert.Equal("mine", File.ReadAllText(temporary["figures/notes.svg"]));
    }

    [Fact]
    public void Json_lists_the_files_of_the_asked_pairs_and_properties()
    {
        using var temporary = new TemporaryFolder();
        var run = CliRun.Of(
            "plot", data.Book, "--out", temporary["new/figures"], "--property", "gap", "--pair", "V_Te|V_Nb", "--json");
        Assert.Equal(("", 0), (run.Error, run.Code));
        var files = JsonNode.Parse(run.Out)!["files"]!.AsArray();
        Assert.Equal(["pair", "pareto"], files.Select(f => (string)f!["shows"]!));
        Assert.All(files, f => Assert.Equal(("V_Nb|V_Te", "gap"), ((string)f!["pair_type"]!, (string)f["property"]!)));
        Assert.All(files, f => Assert.True(File.Exists((string)f!["file"]!)));
    }

    [Fact]
    public void Two_folders_of_one_name_get_figures_of_their_own()
    {
        using var temporary = new TemporaryFolder();
        data.CopyFolder(temporary["other/MadeUp"]);
        var run = CliRun.Of("plot", data.Book, "--out", temporary["figures"], "--property", "gap", "--pair", "V_Nb|V_Nb",
            data.Folder, temporary["other/MadeUp"]);
        Assert.Equal(("", 0), (run.Error, run.Code));
        Assert.Contains("predicted-MadeUp-gap-2.svg", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("has not formulas for lumo; expected some of energy, gap", "--property", "energy,lumo")]
    [InlineData("has not the pair type V_S|V_S; expected some of V_Nb|V_Nb, V_Nb|V_Te, V_Te|V_Te", "--pair", "V_S|V_S")]
    [InlineData("'V_Te' is no pair type", "--pair", "V_Te")]
    [InlineData("unknown option --jsn", "--jsn")]
    [InlineData("--pair has no value", "--pair")]
    public void Wrong_words_are_told_and_nothing_is_written(string said, params string[] words)
    {
        using var temporary = new TemporaryFolder();
        Refused(said, temporary["figures"], ["plot", data.Book, "--out", temporary["figures"], .. words]);
    }

    [Fact]
    public void A_folder_for_the_figures_has_to_be_named()
    {
        var run = CliRun.Of("plot", data.Book);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("no --out; expected --out DIR", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_no_folder_for_figures()
    {
        var run = CliRun.Of("plot", data.Book, "--out", data.Book);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {data.Book}: the folder can't be made", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public void A_book_without_formulas_is_refused() => Refused(
        "holds no formulas", book => book with { Pairs = [] });

    [Fact]
    public void A_table_without_points_is_refused() => Refused(
        "V_Nb|V_Nb same side energy has no points", book =>
            book with { Pairs = [book.Pairs[0] with { Table = [] }, .. book.Pairs.Skip(1)] });

    [Fact]
    public void A_number_that_can_not_be_drawn_is_refused() => Refused(
        "V_Nb|V_Nb same side energy, point 1: 1E+300 ± 0 eV at 3 Å can't be drawn",
        book => book with { Pairs = [book.Pairs[0] with { Table = [new TablePoint(3, 1e300, 0, 1, 6)] }] });

    [Fact]
    public void A_folder_of_another_material_is_refused()
    {
        using var temporary = new TemporaryFolder();
        BookFile.Write(temporary["book.json"], MadeUpData.TrueBook() with { Material = "MoS2" });
        Refused("the folder is of MadeUp", temporary["figures"], "plot", temporary["book.json"], "--out",
            temporary["figures"], data.Folder);
    }

    private static void Refused(string said, Func<FormulaBook, FormulaBook> spoil)
    {
        using var temporary = new TemporaryFolder();
        BookFile.Write(temporary["book.json"], spoil(MadeUpData.TrueBook()));
        Refused(said, temporary["figures"], "plot", temporary["book.json"], "--out", temporary["figures"]);
    }

    private static void Refused(string said, string figures, params string[] words)
    {
        var run = CliRun.Of(words);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains(said, run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.False(Directory.Exists(figures));
    }
}
