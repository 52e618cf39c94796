using DefectOrleans.Cli;
using DefectOrleans.Cli.Output;
using DefectOrleans.Engine.Learning.Campaigns;

namespace DefectOrleans.Tests.Cli;

public sealed class ProgressLinesTests
{
    private readonly ManualTime _clock = new();
    private readonly StringWriter _written = new();
    private readonly ProgressLines _lines;

    public ProgressLinesTests() =>
        _lines = new ProgressLines(new Session(TextWriter.Null, _written, _clock, CancellationToken.None));

    private string[] Lines => _written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void A_search_writes_one_line_every_few_seconds()
    {
        for (var epoch = 1; epoch <= 30; epoch++)
        {
            _lines.Report(At("V_Mo|V_S energy", epoch));
            _clock.Pass(0.5);
        }
        Assert.Equal(3, Lines.Length);
    }

    [Fact]
    public void Searches_do_not_silence_each_other()
    {
        _lines.Report(At("V_Mo|V_S energy", 1));
        _lines.Report(At("V_S|V_S energy", 1));
        Assert.Equal(2, Lines.Length);
    }

    [Fact]
    public void A_line_says_where_the_search_stands()
    {
        _lines.Report(At("V_Mo|V_S energy", 7));
        Assert.Equal(
            "[2/9] V_Mo|V_S energy: epoch 7, 12346 candidates/s, best 4.2 meV, 1m30s left: 8*exp(-0.6*r)", Lines.Single());
    }

    [Fact]
    public void An_error_is_told_in_the_unit_of_its_property()
    {
        _lines.Report(At("V_Mo|V_S moment", 7) with { Unit = "µB" });
        Assert.Contains("best 4.2 mµB, ", Lines.Single(), StringComparison.Ordinal);
    }

    private static DiscoveryProgress At(string search, int epoch) =>
        new("search", search, 9, 2, epoch, 12345.6, 0.00421, "8*exp(-0.6*r)", TimeSpan.FromSeconds(90));
}
