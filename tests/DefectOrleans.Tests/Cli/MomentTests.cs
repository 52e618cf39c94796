using System.Text.Json.Nodes;
using DefectOrleans.Contracts;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Tests.Cli;

/// <summary>A book that tells moments too: they stand in every answer, in their own unit.</summary>
public sealed class MomentTests : IClassFixture<MadeUpData>, IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly MadeUpData _data;
    private readonly string _book;

    public MomentTests(MadeUpData data)
    {
        (_data, _book) = (data, _temporary["moments.json"]);
        var book = BookFile.Read(data.Book);
        var moments = book.Pairs.Where(p => p.Property == Property.Gap)
            .Select(p => p with { Property = Property.Moment, Chosen = p.Chosen with { Text = "3 - 1/r" }, Front = [] });
        BookFile.Write(_book, book with { Pairs = [.. book.Pairs, .. moments] });
    }

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Predictions_tell_it_in_text_JSON_and_CSV()
    {
        var told = JsonNode.Parse(CliRun.Of("predict", _book, _data.Many, "--json").Out)!["predictions"]![0]!;
        var moment = (double)told["moment_muB"]!;

        Assert.InRange(moment, 2.5, 3);
        Assert.NotNull(told["uncertainty"]!["moment_muB"]);
        Assert.Contains("magnetic moment (µB)", CliRun.Of("predict", _book, _data.Many).Out, StringComparison.Ordinal);
        var lines = CliRun.Of("predict", _book, _data.Many, "--csv").Out.Split('\n');
        Assert.Contains("moment_muB,moment_uncertainty_muB,", lines[0], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($",{moment:R},"), lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Formulas_and_errors_stand_in_Bohr_magnetons()
    {
        var formulas = JsonNode.Parse(CliRun.Of("formulas", _book, "--format", "json").Out)!["formulas"]!.AsArray();
        var moment = formulas.First(f => (string?)f!["property"] == "moment")!;
        Assert.NotNull(moment["mae_mmuB"]);
        Assert.Null(moment["mae_meV"]);
        Assert.StartsWith(
            "pair_type,side,property,chosen,complexity,mae_meV,left_out_meV,mae_mmuB,left_out_mmuB,formula\n",
            CliRun.Of("formulas", _book, "--format", "csv").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_are_in_its_unit()
    {
        Assert.Equal(0, CliRun.Of("plot", _book, "--out", _temporary["figures"], "--property", "moment").Code);
        Assert.All(
            Directory.GetFiles(_temporary["figures"], "*.svg"),
            figure => Assert.DoesNotContain("meV", File.ReadAllText(figure), StringComparison.Ordinal));
    }

    [Fact]
    public void A_book_without_it_answers_as_before()
    {
        foreach (var words in (string[][])[["--json"], ["--csv"], []])
            Assert.DoesNotContain(
                "moment", CliRun.Of(["predict", _data.Book, _data.Many, .. words]).Out, StringComparison.Ordinal);
    }
}
