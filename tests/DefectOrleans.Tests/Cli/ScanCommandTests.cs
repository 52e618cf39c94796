using System.Runtime.CompilerServices;
using System.Text.Json;
using DefectOrleans.Cli;
using DefectOrleans.Engine.Crystals;

namespace DefectOrleans.Tests.Cli;

public sealed class ScanCommandTests
{
    private static readonly string Book = ShippedBook();

    [Fact]
    public void A_scan_is_answered_as_json_with_each_arrangement_once()
    {
        var run = CliRun.Of("scan", Book, "--defects", "V_Mo + 2 V_S", "--cell", "4x4", "--top", "100000", "--json");
        Assert.Equal(0, run.Code);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(16 * 32 * 31 / 2, answer.GetProperty("arrangements").GetInt32());
        Assert.Equal(results.Count, answer.GetProperty("inequivalent").GetInt32());
        Assert.Equal(16 * 32 * 31 / 2, results.Sum(r => r.GetProperty("multiplicity").GetInt32()));
        Assert.True(answer.GetProperty("proven").GetBoolean());
        Assert.Equal(3, results[0].GetProperty("defects").GetArrayLength());
    }

    [Fact]
    public void What_a_scan_writes_is_predicted_with_the_energies_that_it_tells()
    {
        using var folder = new TemporaryFolder();
        var (xyz, poscars) = (Path.Combine(folder.Path, "best.xyz"), Path.Combine(folder.Path, "best"));
        var run = CliRun.Of(
            "scan", Book, "--defects", "V_Mo+2V_S", "--cell", "5x6", "--top", "3", "--xyz", xyz, "--poscar", poscars, "--json");
        Assert.Equal(0, run.Code);
        var told = JsonDocument.Parse(run.Out).RootElement.GetProperty("results").EnumerateArray()
            .Select(r => r.GetProperty("formation_energy_eV").GetDouble()).ToList();

        Assert.Equal(told, Predicted(xyz), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(told, Predicted(poscars), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.Equal(3, StructureReader.ReadFile(xyz).Count);

        static List<double> Predicted(string path) =>
            [.. JsonDocument.Parse(CliRun.Of("predict", Book, path, "--json").Out).RootElement.GetProperty("predictions")
                .EnumerateArray().Select(p => p.GetProperty("formation_energy_eV").GetDouble())];
    }

    [Fact]
    public void A_table_and_csv_tell_the_same()
    {
        var table = CliRun.Of("scan", Book, "--defects", "V_Mo + 2 V_S", "--cell", "4x4", "--by", "gap", "--top", "4");
        var csv = CliRun.Of("scan", Book, "--defects", "V_Mo + 2 V_S", "--cell", "4x4", "--by", "gap", "--top", "4", "--csv");
        Assert.StartsWith("V_Mo + 2 V_S in 4×4 MoS2: 7936 arrangements", table.Out, StringComparison.Ordinal);
        var rows = csv.Out.TrimEnd().Split('\n');
        Assert.Equal(5, rows.Length);
        Assert.All(rows.Skip(1), row => Assert.Contains(row.Split(',', 10)[^1].Trim('"'), table.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void A_scan_that_is_ended_keeps_the_best_and_says_so()
    {
        using StringWriter stdout = new(), stderr = new();
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        var code = CommandLineApp.Run(
            ["scan", Book, "--defects", "V_Mo + 2 V_S", "--json"], stdout, stderr, TimeProvider.System, ended.Token);
        Assert.Equal(3, code);
        Assert.False(JsonDocument.Parse(stdout.ToString()).RootElement.GetProperty("proven").GetBoolean());
        Assert.Contains("ended early", stderr.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scan", "no BOOK; expected defects scan BOOK")]
    [InlineData("scan BOOK", "no --defects; expected --defects DEFECTS")]
    [InlineData("scan BOOK --defects V_Te", "'V_Te' is no defect of MoS2; expected a vacancy or substitution of Mo or S")]
    [InlineData("scan BOOK --defects Te_S", "the book of MoS2 does not know the energy of Te_S")]
    [InlineData("scan BOOK --defects V_Xx", "'Xx' of the defect kind 'V_Xx' is no element")]
    [InlineData("scan BOOK --defects 2V_Mo", "the book of MoS2 has no formula for the energy of V_Mo|V_Mo same side")]
    [InlineData("scan BOOK --defects 9V_S --cell 2x2", "9 defects on S sites (9 V_S); a cell of 2×2 has 8 of them")]
    [InlineData("scan BOOK --defects V_S --cell 0x8", "--cell: '0x8'; expected unit cells along a and b such as 8x8")]
    [InlineData("scan BOOK --defects V_S --cell ٨x8", "--cell: '٨x8'; expected unit cells")]
    [InlineData("scan BOOK --defects V_S --cell 100x100", "a supercell of 100×100 unit cells of 3 sites; expected 1 to 5000")]
    [InlineData("scan BOOK --defects V_S --cell 30x30", "a supercell of 30×30 unit cells has 2700 sites; expected at most 2000")]
    [InlineData("scan BOOK --defects V_S --by moment", "--by: 'moment'; expected energy, binding, gap, homo, lumo")]
    [InlineData("scan BOOK --defects V_S --by homo", "the book of MoS2 does not tell the HOMO; expected a rank that it")]
    [InlineData("scan BOOK --defects V_S --top 0", "--top: '0'; expected a whole number from 1")]
    [InlineData("scan BOOK --defects V_S --window x", "--window: 'x'; expected a number from 0")]
    [InlineData("scan BOOK --defects V_S --json --csv", "--json and --csv exclude each other")]
    [InlineData("scan BOOK --defects V_S --xyz /no/such/a.xyz", "/no/such/a.xyz: can't be written")]
    [InlineData("scan nowhere.json --defects V_S", "nowhere.json: ")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer)
    {
        var run = CliRun.Of([.. words.Split(' ').Select(word => word == "BOOK" ? Book : word)]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }

    internal static string ShippedBook([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "books", "MoS2.json"));
}
