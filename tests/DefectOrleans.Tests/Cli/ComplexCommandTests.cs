using System.Text.Json;

namespace DefectOrleans.Tests.Cli;

public sealed class ComplexCommandTests
{
    private static readonly string Book = ScanCommandTests.ShippedBook();

    [Fact]
    public void Complexes_are_answered_as_json_and_as_a_table()
    {
        var json = CliRun.Of("complex", Book, "V_Mo + 2 V_S", "--cell", "6x6", "--json");
        Assert.Equal((0, ""), (json.Code, json.Error));
        var complexes = JsonDocument.Parse(json.Out).RootElement.GetProperty("complexes").EnumerateArray().ToList();
        Assert.Equal(
            ["V_S", "V_Mo", "2 V_S", "V_Mo + V_S", "V_Mo + 2 V_S"], complexes.Select(c => c.GetProperty("complex").GetString()));
        // V_Mo takes two neighbours: more than either bond alone.
        var bindings = complexes.ConvertAll(c => c.GetProperty("binding_energy_eV").GetDouble());
        Assert.True(bindings[4] > bindings[3] && bindings[3] > bindings[2]);
        Assert.Equal(2, complexes[4].GetProperty("dissociations").GetArrayLength());

        var table = CliRun.Of("complex", Book, "V_Mo + 2 V_S", "--cell", "6x6");
        Assert.Contains("V_Mo + 2 V_S", table.Out, StringComparison.Ordinal);
        Assert.Contains("positive where it is bound", table.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complex BOOK", "no DEFECTS; expected defects complex BOOK DEFECTS")]
    [InlineData("complex BOOK V_Mo+V_Q", "'Q' of the defect kind 'V_Q' is no element")]
    [InlineData("complex BOOK 3V_S --cell 1x1", "3 defects on S sites (3 V_S); a cell of 1×1 has 2 of them")]
    [InlineData("complex BOOK 2V_Mo+V_S", "the book of MoS2 has no formula for the energy of V_Mo|V_Mo")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer)
    {
        var run = CliRun.Of([.. words.Split(' ').Select(word => word == "BOOK" ? Book : word)]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }
}
