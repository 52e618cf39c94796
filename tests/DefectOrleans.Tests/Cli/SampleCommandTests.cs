using System.Text.Json;

namespace DefectOrleans.Tests.Cli;

public sealed class SampleCommandTests
{
    private static readonly string Book = ScanCommandTests.ShippedBook();

    [Fact]
    public void A_sampling_is_answered_as_json_the_same_for_a_seed()
    {
        string[] words =
        [
            "sample", Book, "--cell", "6x6", "--concentration", "V_S=0.1,V_Mo=0.03", "--temperature", "1500..3000",
            "--temperatures", "3", "--sweeps", "2000", "--equilibration", "100", "--json",
        ];
        var run = CliRun.Of([.. words, "--threads", "1"]);
        Assert.Equal(0, run.Code);
        Assert.Equal(run.Out, CliRun.Of([.. words, "--threads", "2"]).Out);
        var answer = JsonDocument.Parse(run.Out).RootElement;
        Assert.True(answer.GetProperty("complete").GetBoolean());
        var temperatures = answer.GetProperty("temperatures").EnumerateArray().ToList();
        Assert.Equal([1500, 2121.320344, 3000], temperatures.Select(t => t.GetProperty("temperature_K").GetDouble()));
        Assert.All(temperatures, at =>
        {
            // 36 Mo and 72 S sites.
            Assert.Equal([7, 1], at.GetProperty("counts").EnumerateArray()
                .Select(c => c.GetProperty("defects").GetProperty("value").GetDouble()));
            Assert.Equal(1, at.GetProperty("gap").GetProperty("distribution").EnumerateArray()
                .Sum(bin => bin.GetProperty("share").GetDouble()), 1e-9);
            Assert.Equal(8, at.GetProperty("clusters").EnumerateArray().Sum(size =>
                size.GetProperty("defects").GetInt32() * size.GetProperty("clusters").GetProperty("value").GetDouble()), 1e-9);
        });
        var energies = temperatures.ConvertAll(t => t.GetProperty("energy_eV").GetProperty("value").GetDouble());
        // Hot enough that none stays in its lowest arrangement, whatever book is shipped.
        Assert.True(energies[0] < energies[1] && energies[1] < energies[2], string.Join(", ", energies));
    }

    [Fact]
    public void Numbers_of_defects_follow_what_they_are_paid()
    {
        var table = CliRun.Of(
            "sample", Book, "--cell", "4x4", "--chemical-potential", "V_S=2.4", "--temperature", "1000", "--sweeps", "2000");
        Assert.Equal(0, table.Code);
        Assert.StartsWith("V_S in 4×4 MoS2, ", table.Out, StringComparison.Ordinal);
        Assert.Contains("V_S|V_S", table.Out, StringComparison.Ordinal);
        Assert.True(Defects(2.7) > Defects(2.3));

        static double Defects(double paid)
        {
            var run = CliRun.Of(
                "sample", Book, "--cell", "4x4", "--chemical-potential", FormattableString.Invariant($"V_S={paid}"),
                "--temperature", "1000", "--sweeps", "2000", "--json");
            return JsonDocument.Parse(run.Out).RootElement.GetProperty("temperatures")[0].GetProperty("counts")[0]
                .GetProperty("defects").GetProperty("value").GetDouble();
        }
    }

    [Theory]
    [InlineData("sample", "no BOOK; expected defects sample BOOK")]
    [InlineData("sample BOOK", "expected one of --concentration V_S=0.02, --defects \"24 V_S\" and --chemical-potential")]
    [InlineData("sample BOOK --defects V_S --concentration V_S=0.1", "expected one of --concentration")]
    [InlineData("sample BOOK --defects V_S --temperature 0", "--temperature: '0'; expected temperatures above 0 K, such as")]
    [InlineData("sample BOOK --defects V_S --temperature -5", "--temperature: '-5'; expected temperatures above 0 K, such as")]
    [InlineData("sample BOOK --defects V_S --temperature 900..300", "--temperature: '900..300'; expected temperatures above 0 K")]
    [InlineData("sample BOOK --defects V_S --temperature ٣٠٠", "--temperature: '٣٠٠'; expected temperatures above 0 K")]
    [InlineData("sample BOOK --concentration V_S=1.5", "--concentration: 'V_S=1.5'; expected each kind once with a share")]
    [InlineData("sample BOOK --concentration V_S", "--concentration: 'V_S'; expected each kind once with a share")]
    [InlineData("sample BOOK --concentration V_S=0.1 --cell 1x1", "V_S=0.1 makes 0 defects on the 2 S sites of 1×1 unit cells")]
    [InlineData("sample BOOK --concentration V_S=0.9,Se_S=0.9 --cell 3x3", "32 defects on S sites (16 V_S + 16 Se_S)")]
    [InlineData("sample BOOK --concentration V_Te=0.1", "'V_Te' is no defect of MoS2")]
    [InlineData("sample BOOK --chemical-potential V_Mo=1", "the book of MoS2 has no formula for the energy of V_Mo|V_Mo")]
    [InlineData("sample BOOK --chemical-potential V_S=x", "--chemical-potential: 'V_S=x'; expected each kind once with an")]
    [InlineData("sample BOOK --defects V_S --sweeps 0", "--sweeps: '0'; expected a whole number from 1")]
    public void Wrong_words_are_answered_with_what_would_be_right(string words, string answer)
    {
        var run = CliRun.Of([.. words.Split(' ').Select(word => word == "BOOK" ? Book : word)]);
        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith($"defects: {answer}", run.OnlyErrorLine, StringComparison.Ordinal);
    }
}
