using System.Text;
using DefectOrleans.Engine.Books;

namespace DefectOrleans.Tests.Cli;

/// <summary>Books and structure files that can't be used end with code 2 and one line.</summary>
public sealed class BadBookTests(MadeUpData data) : IClassFixture<MadeUpData>
{
    [Fact]
    public void A_book_with_a_changed_byte_is_refused() => Refused(
        bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("8*exp", "9*exp", StringComparison.Ordinal)),
        "was changed");

    [Fact]
    public void A_book_of_a_future_version_is_refused() => Refused(
        bytes =>
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes)
                .Replace("\"version\": 1,", "\"version\": 2,", StringComparison.Ordinal)), "version 2");

    [Fact]
    public void A_truncated_book_is_refused() => Refused(bytes => bytes[..(bytes.Length / 2)], "damaged");

    [Fact]
    public void What_is_no_book_is_refused() => Refused(_ => "[1, 2]"u8.ToArray(), "formula book");

    [Fact]
    public void A_whole_book_that_holds_nonsense_is_refused() => Refused(
        _ =>
            BookFile.ToBytes(
                MadeUpData.TrueBook() with { Cell = MadeUpData.TrueBook().Cell with { Sites = [new("Xx", 0, 0, 0)] } }),
        "site 0 of the unit cell: 'Xx' is no element; expected a symbol such as Mo");

    [Fact]
    public void A_folder_of_another_material_is_refused()
    {
        using var temporary = new TemporaryFolder();
        BookFile.Write(temporary["book.json"], MadeUpData.TrueBook() with { Material = "MoS2" });
        var run = CliRun.Of("evaluate", temporary["book.json"], data.Folder);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Contains("MadeUp", run.OnlyErrorLine, StringComparison.Ordinal);
        Assert.Contains("MoS2", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--csv")]
    public void One_bad_structure_keeps_every_prediction_back(string format)
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllText(temporary["water.cif"], File.ReadAllText(data.Many).Replace(" Nb ", " O ", StringComparison.Ordinal));
        var run = CliRun.Of("predict", data.Book, data.Many, temporary["water.cif"], temporary["missing.cif"], format);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {temporary["water.cif"]}: ", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    private void Refused(Func<byte[], byte[]> spoil, string said)
    {
        using var temporary = new TemporaryFolder();
        File.WriteAllBytes(temporary["book.json"], spoil(File.ReadAllBytes(data.Book)));
        foreach (var words in (string[][])[
            ["formulas", temporary["book.json"]], ["predict", temporary["book.json"], data.Many],
            ["evaluate", temporary["book.json"], data.Folder]
        ])
        {
            var run = CliRun.Of(words);
            Assert.Equal((2, ""), (run.Code, run.Out));
            Assert.StartsWith($"defects: {temporary["book.json"]}: ", run.OnlyErrorLine, StringComparison.Ordinal);
            Assert.Contains(said, run.OnlyErrorLine, StringComparison.Ordinal);
        }
    }
}
